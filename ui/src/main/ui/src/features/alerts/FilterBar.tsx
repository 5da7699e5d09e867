import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Field, Kbd, Segmented } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { useShortcuts } from "../../components/keys/Keys";
import { parseMatchers } from "../../lib/matchers";
import { SEVERITIES, SEVERITY_WORDS, type Severity } from "../../lib/severity";
import styles from "./alerts.module.css";
import { type AlertingSearch, GROUPINGS, type Grouping, type Shown } from "./search";

/** Writes into the URL when the typing pauses, so that each letter is not a navigation. */
function useTyped(value: string, onChange: (value: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed === sent.current) {
      return;
    }
    const timer = setTimeout(() => {
      sent.current = typed;
      onChange(typed);
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return [typed, setTyped];
}

export interface MatcherFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
}

/** A line of matchers; what cannot be read is said below, with its place. */
export function MatcherField({ label, value, onChange, placeholder }: MatcherFieldProps) {
  const [typed, setTyped] = useTyped(value, onChange);
  const field = useRef<HTMLInputElement>(null);
  const { error } = parseMatchers(typed);
  useShortcuts([{ keys: "/", label, group: "Alerts", run: () => field.current?.focus() }]);
  return (
    <>
      <Field
        ref={field}
        className={styles.filter}
        label={label}
        placeholder={placeholder ?? 'Name, or team="web", job=~"api.*"'}
        icon={Search}
        value={typed}
        onChange={setTyped}
        invalid={error !== undefined}
        hint={<Kbd>/</Kbd>}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      {error && (
        <span className={styles.error} role="alert">
          at {error.at + 1}: {typed.slice(error.at) || "the end"} (expected: {error.expected})
        </span>
      )}
    </>
  );
}

export interface SeverityCountsProps {
  counts: Record<Severity, number>;
  picked: readonly Severity[];
  onPick: (picked: Severity[] | undefined) => void;
}

/** How many of each; pressing one leaves only those. */
export function SeverityCounts({ counts, picked, onPick }: SeverityCountsProps) {
  const toggle = (severity: Severity) => {
    const next = picked.includes(severity) ? picked.filter((s) => s !== severity) : [...picked, severity];
    onPick(next.length > 0 ? next : undefined);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one inline row in every browser
    <span className={styles.sev} role="group" aria-label="Severity">
      {SEVERITIES.map((severity) => (
        <button
          key={severity}
          type="button"
          aria-pressed={picked.includes(severity)}
          aria-label={`${SEVERITY_WORDS[severity]}: ${counts[severity]}`}
          title={SEVERITY_WORDS[severity]}
          data-zero={counts[severity] === 0 || undefined}
          onClick={() => toggle(severity)}
        >
          <Glyph state={severity} label={false} />
          {counts[severity]}
        </button>
      ))}
    </span>
  );
}

const GROUP_WORDS: Record<Grouping, string> = {
  service: "service",
  alertname: "rule",
  receiver: "receiver",
  team: "team",
  none: "nothing",
};

export interface FilterBarProps {
  search: AlertingSearch;
  counts: Record<Severity, number>;
  kept: number;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

export function FilterBar({ search, counts, kept, onSearch }: FilterBarProps) {
  return (
    <div className={styles.bar}>
      <MatcherField
        label="Filter alerts"
        value={search.q ?? ""}
        onChange={(q) => onSearch({ q: q || undefined })}
      />
      <SeverityCounts counts={counts} picked={search.sev ?? []} onPick={(sev) => onSearch({ sev })} />
      {(kept > 0 || search.show) && (
        <Segmented<Shown>
          label="Which"
          choices={[
            { value: "open", label: "Open" },
            { value: "kept", label: "Kept back", count: kept },
            { value: "all", label: "All" },
          ]}
          value={search.show ?? "open"}
          onChange={(show) => onSearch({ show: show === "open" ? undefined : show })}
        />
      )}
      <label className="row g4 t12 muted">
        group by
        <select
          className={styles.pick}
          value={search.by ?? "service"}
          onChange={(event) => {
            const by = event.target.value as Grouping;
            onSearch({ by: by === "service" ? undefined : by });
          }}
        >
          {GROUPINGS.map((by) => (
            <option key={by} value={by}>
              {GROUP_WORDS[by]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
