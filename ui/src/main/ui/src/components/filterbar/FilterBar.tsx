import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Check, ChevronDown, X } from "lucide-react";
import { labelValues } from "../../api/prometheus";
import { type Filter, hasFilters } from "../../lib/filters";
import { Button } from "../controls";
import { useEnvLabel, useFilters } from "../filters";
import { AddFilter } from "./AddFilter";
import styles from "./filters.module.css";

const SLOW_MILLIS = 60_000;

function EnvChooser({ label, env, onEnv }: { label: string; env?: string; onEnv: (env?: string) => void }) {
  const { data } = useQuery({
    queryKey: ["label-values", label],
    queryFn: ({ signal }) => labelValues(label, {}, signal),
    staleTime: SLOW_MILLIS,
  });
  const values = data ?? [];
  if (values.length === 0 && env === undefined) {
    return null;
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button kind="ghost" title={`Narrow every query to one value of the label ${label}`}>
          <span className="muted">env</span> <b className={styles.env}>{env ?? "all"}</b>
          <ChevronDown className="i" aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {[undefined, ...values].map((value) => (
          <Menu.Item
            key={value ?? ""}
            onClick={() => onEnv(value)}
            rightSection={value === env ? <Check className="i s" aria-hidden /> : undefined}
          >
            {value ?? "All environments"}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Chip({ chip, onRemove }: { chip: Filter; onRemove: () => void }) {
  return (
    <span className={`chip ${styles.chip}`}>
      <span className="k">
        {chip.label}
        {chip.not && " is not"}
      </span>
      <span className="ell">{chip.value || "empty"}</span>
      <button type="button" aria-label={`Remove the filter ${chip.label}`} onClick={onRemove}>
        <X className="i" aria-hidden />
      </button>
    </span>
  );
}

/** The chips with the way to add one, for a list that they narrow. */
export function FilterChips() {
  const { filters, add, remove } = useFilters();
  return (
    <div className={styles.chips}>
      {filters.chips.map((chip) => (
        <Chip
          key={`${chip.label}${chip.not ? "!" : ""}:${chip.value}`}
          chip={chip}
          onRemove={() => remove(chip)}
        />
      ))}
      <AddFilter onAdd={add} word="label" keyless />
    </div>
  );
}

/** What every query of the page is narrowed to: the environment and any labels. */
export function FilterBar() {
  const { filters, setEnv, add, remove, clear } = useFilters();
  const envLabel = useEnvLabel();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one inline row in every browser
    <div className={styles.bar} role="group" aria-label="Filters" data-on={hasFilters(filters) || undefined}>
      {envLabel !== undefined && <EnvChooser label={envLabel} env={filters.env} onEnv={setEnv} />}
      {filters.chips.map((chip) => (
        <Chip
          key={`${chip.label}${chip.not ? "!" : ""}:${chip.value}`}
          chip={chip}
          onRemove={() => remove(chip)}
        />
      ))}
      <AddFilter onAdd={add} word={filters.chips.length > 0 ? undefined : "Filter"} />
      {filters.chips.length > 1 && (
        <Button kind="ghost" onClick={clear}>
          Clear
        </Button>
      )}
    </div>
  );
}
