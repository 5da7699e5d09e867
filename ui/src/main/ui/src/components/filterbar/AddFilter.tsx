import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ListFilter, Plus } from "lucide-react";
import { useId, useState } from "react";
import { labelValues } from "../../api/prometheus";
import type { Filter } from "../../lib/filters";
import { rank } from "../../lib/fuzzy";
import { moveBy } from "../../lib/roving";
import { Button, Field } from "../controls";
import { useLabelNames } from "../filters";
import { useShortcuts } from "../keys/Keys";
import { type Draft, parseDraft } from "./draft";
import styles from "./filters.module.css";

const MAX_SHOWN = 50;
const SLOW_MILLIS = 60_000;

/** Names that fit, or the values of the label that is typed. */
function useSuggestions(draft: Draft): string[] {
  const { data: names } = useLabelNames();
  const label = draft.label;
  const { data: values } = useQuery({
    queryKey: ["label-values", label],
    enabled: label !== undefined,
    queryFn: ({ signal }) => labelValues(label ?? "", {}, signal),
    staleTime: SLOW_MILLIS,
  });
  const known = label === undefined ? (names ?? []).filter((name) => name !== "__name__") : (values ?? []);
  return rank(known, draft.rest, (text) => text).slice(0, MAX_SHOWN);
}

function Choices({ onAdd }: { onAdd: (chip: Filter) => void }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const draft = parseDraft(text);
  const found = useSuggestions(draft);
  const at = Math.min(active, found.length - 1);
  const type = (next: string) => {
    setText(next);
    setActive(0);
  };
  const pick = (choice: string | undefined) => {
    if (draft.label === undefined) {
      if (choice !== undefined) {
        type(`${choice}:`);
      }
    } else if (choice !== undefined || draft.rest !== "") {
      onAdd({ label: draft.label, value: choice ?? draft.rest, ...(draft.not && { not: true }) });
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = moveBy(event.key, at, found.length, 10);
    if (event.key === "Enter") {
      event.preventDefault();
      pick(found[at]);
    } else if (next !== undefined && event.key.startsWith("Arrow")) {
      event.preventDefault();
      setActive(next);
    }
  };
  return (
    <div className={styles.add}>
      <Field
        label="Filter: label, colon, value"
        placeholder="label:value"
        value={text}
        onChange={type}
        onKeyDown={onKeyDown}
        icon={ListFilter}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list of choices is a listbox */}
      <ul id={listId} role="listbox" aria-label={draft.label ? `Values of ${draft.label}` : "Labels"}>
        {found.map((choice, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above owns the keys of this list
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a choice in a list is an option
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus
          <li key={choice} role="option" aria-selected={i === at} onClick={() => pick(choice)}>
            {choice}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="muted t12">
          {draft.label === undefined
            ? `No label has “${draft.rest}”.`
            : `No value of ${draft.label} has “${draft.rest}”. Enter takes it all the same.`}
        </p>
      )}
    </div>
  );
}

export interface AddFilterProps {
  onAdd: (chip: Filter) => void;
  /** Beside the sign; left out where there is no room. */
  word?: string;
  /** A second one on a page leaves the key to the first. */
  keyless?: boolean;
}

/** Adds a chip: first the label, then its value; `label:value` or `label!:value` may be typed or pasted at once. */
export function AddFilter({ onAdd, word, keyless }: AddFilterProps) {
  const [open, setOpen] = useState(false);
  useShortcuts(
    keyless ? [] : [{ keys: "F", label: "Add a filter", group: "Page", run: () => setOpen(true) }],
  );
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          kind="ghost"
          icon={keyless ? Plus : ListFilter}
          aria-label={word ? `${word}: add a filter` : "Add a filter"}
          aria-haspopup="dialog"
          aria-expanded={open}
          title="Add a filter (F)"
          onClick={() => setOpen(!open)}
        >
          {word && <span className={keyless ? "" : styles.word}>{word}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add a filter">
        <Choices
          onAdd={(chip) => {
            onAdd(chip);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
