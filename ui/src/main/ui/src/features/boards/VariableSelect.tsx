import { Popover } from "@mantine/core";
import { Check, ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { Button, Field } from "../../components/controls";
import type { Value } from "../../lib/board/interpolate";
import { ALL, type Option } from "../../lib/board/variables";
import { rank } from "../../lib/fuzzy";
import { group } from "../../lib/units";
import styles from "./boards.module.css";

const MAX_SHOWN = 200;

export interface VariableSelectProps {
  name: string;
  label: string | undefined;
  value: Value;
  options: Option[];
  multi: boolean;
  includeAll: boolean;
  /** Why there is nothing to choose from. */
  error?: string;
  onChange: (values: string[]) => void;
}

function wordsOf({ all, texts }: Value, count: number): string {
  if (all) {
    return count > 0 ? `All (${group(count)})` : "All";
  }
  return texts.length > 2
    ? `${texts.slice(0, 2).join(", ")} +${texts.length - 2}`
    : texts.join(", ") || "none";
}

function Row({ text, on, multi, onPick }: { text: string; on: boolean; multi: boolean; onPick: () => void }) {
  return (
    <li>
      <button type="button" className={styles.opt} aria-pressed={on} onClick={onPick}>
        {multi ? (
          <span className={styles.box} data-on={on || undefined}>
            {on && <Check className="i" aria-hidden />}
          </span>
        ) : null}
        <span className="grow">{text}</span>
        {!multi && on && <Check className="i s" aria-hidden />}
      </button>
    </li>
  );
}

interface ChoicesProps extends Omit<VariableSelectProps, "onChange"> {
  /** `last` closes the list. */
  onChange: (values: string[], last: boolean) => void;
}

function Choices({ name, label, value, options, multi, includeAll, error, onChange }: ChoicesProps) {
  const [text, setText] = useState("");
  const found = useMemo(() => rank(options, text, (o) => o.text), [options, text]);
  const chosen = useMemo(() => new Set(value.all ? [] : value.values), [value]);
  const pick = (option: string) => {
    if (!multi) {
      onChange([option], true);
      return;
    }
    const next = chosen.has(option) ? [...chosen].filter((v) => v !== option) : [...chosen, option];
    onChange(next.length > 0 ? next : includeAll ? [ALL] : [option], false);
  };
  const typed = text.trim();
  const own = typed !== "" && !options.some((o) => o.text === typed);
  return (
    <div className={styles.pick}>
      <Field
        label={`Find a value of ${label ?? name}`}
        placeholder={`${group(options.length)} values`}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          const first = found[0];
          if (event.key === "Enter" && typed !== "") {
            pick(first ? first.value : typed);
          }
        }}
      />
      {error && <p className="c-critical t12">{error}</p>}
      <ul>
        {includeAll && typed === "" && (
          <Row text="All" on={value.all === true} multi={multi} onPick={() => onChange([ALL], !multi)} />
        )}
        {found.slice(0, MAX_SHOWN).map((option) => (
          <Row
            key={option.value}
            text={option.text}
            on={chosen.has(option.value)}
            multi={multi}
            onPick={() => pick(option.value)}
          />
        ))}
        {own && <Row text={`Use “${typed}”`} on={false} multi={false} onPick={() => pick(typed)} />}
      </ul>
      {found.length > MAX_SHOWN && (
        <p className="muted t12">{group(found.length - MAX_SHOWN)} more: type to narrow</p>
      )}
    </div>
  );
}

/** Chooses one value, several or all of a variable. Several are taken over when the list closes. */
export function VariableSelect(props: VariableSelectProps) {
  const { name, label, value, options, multi, onChange } = props;
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState<string[]>();
  const close = () => {
    setOpen(false);
    if (pending) {
      onChange(pending);
      setPending(undefined);
    }
  };
  const shown: Value = pending
    ? pending.includes(ALL)
      ? { values: options.map((o) => o.value), texts: [], all: true }
      : { values: pending, texts: pending.map((v) => options.find((o) => o.value === v)?.text ?? v) }
    : value;
  return (
    <Popover
      opened={open}
      onChange={(now) => (now ? setOpen(true) : close())}
      position="bottom-start"
      trapFocus
    >
      <Popover.Target>
        <Button
          className={styles.varb}
          aria-haspopup="dialog"
          aria-expanded={open}
          title={shown.texts.join(", ")}
          onClick={() => (open ? close() : setOpen(true))}
        >
          {label !== "" && <span className="muted">{label ?? name}</span>}
          <b>{wordsOf(shown, options.length)}</b>
          <ChevronDown className="i" aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Values of ${label ?? name}`}>
        <Choices
          {...props}
          value={shown}
          onChange={(values, last) => {
            if (last || !multi) {
              setPending(undefined);
              setOpen(false);
              onChange(values);
            } else {
              setPending(values);
            }
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
