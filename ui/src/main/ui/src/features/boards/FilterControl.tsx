import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { labelNames, labelValues } from "../../api/prometheus";
import { Button } from "../../components/controls";
import type { FilterVariable } from "../../lib/board/model";
import { type Filter, filterText } from "../../lib/board/variables";
import styles from "./boards.module.css";

const OPERATORS: { value: Filter["operator"]; word: string }[] = [
  { value: "=", word: "is" },
  { value: "!=", word: "is not" },
  { value: "=~", word: "matches" },
  { value: "!~", word: "does not match" },
];

const SLOW_MILLIS = 60_000;

function NewFilter({ onAdd }: { onAdd: (filter: Filter) => void }) {
  const [key, setKey] = useState("");
  const [operator, setOperator] = useState<Filter["operator"]>("=");
  const [value, setValue] = useState("");
  const [names, values] = [useId(), useId()];
  const known = useQuery({
    queryKey: ["label-names"],
    queryFn: ({ signal }) => labelNames({}, signal),
    staleTime: SLOW_MILLIS,
  });
  const found = useQuery({
    queryKey: ["label-values", key],
    enabled: known.data?.includes(key) === true,
    queryFn: ({ signal }) => labelValues(key, { limit: 500 }, signal),
    staleTime: SLOW_MILLIS,
  });
  const ready = key.trim() !== "";
  return (
    <form
      className={styles.filterform}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) {
          onAdd({ key: key.trim(), operator, value });
        }
      }}
    >
      <span className="inp">
        <input
          aria-label="Label"
          placeholder="label"
          list={names}
          value={key}
          onChange={(e) => setKey(e.target.value)}
        />
      </span>
      <select
        className={styles.sel}
        aria-label="Operator"
        value={operator}
        onChange={(event) => setOperator(event.target.value as Filter["operator"])}
      >
        {OPERATORS.map((o) => (
          <option key={o.value} value={o.value} title={o.word}>
            {o.value}
          </option>
        ))}
      </select>
      <span className="inp">
        <input
          aria-label="Value"
          placeholder="value"
          list={values}
          value={value}
          onChange={(e) => setValue(e.target.value)}
        />
      </span>
      <datalist id={names}>
        {known.data?.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={values}>
        {found.data?.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <footer>
        <Button type="submit" disabled={!ready}>
          Filter every panel
        </Button>
      </footer>
    </form>
  );
}

export interface FilterControlProps {
  variable: FilterVariable;
  filters: Filter[];
  onChange: (values: string[]) => void;
}

/** Conditions that go into every query of the board. */
export function FilterControl({ variable, filters, onChange }: FilterControlProps) {
  const [open, setOpen] = useState(false);
  const texts = filters.map(filterText);
  return (
    <>
      {filters.map((filter, i) => (
        <span className="chip" key={texts[i]}>
          <span className="k">
            {filter.key} {filter.operator}
          </span>
          {filter.value || "empty"}
          <button
            type="button"
            className={styles.info}
            aria-label={`Remove the filter ${filter.key} ${filter.operator} ${filter.value}`}
            onClick={() => onChange(texts.filter((_, at) => at !== i))}
          >
            <X className="i" aria-hidden />
          </button>
        </span>
      ))}
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
        <Popover.Target>
          <Button kind="ghost" icon={Plus} aria-expanded={open} onClick={() => setOpen(!open)}>
            {variable.label || "filter"}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="New filter">
          <NewFilter
            onAdd={(filter) => {
              setOpen(false);
              onChange([...texts, filterText(filter)]);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
