import { Popover } from "@mantine/core";
import { ListFilter } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "../../components/controls";
import { shownText } from "../display";
import type { Column } from "./columns";
import styles from "./table.module.css";

export interface ColumnFilterProps {
  column: Column;
  chosen: ReadonlySet<string> | undefined;
  onChange: (values: ReadonlySet<string>) => void;
}

const MOST = 200;

/** Ticks on the values of a column; none ticked is all of them. */
export function ColumnFilter({ column, chosen, onChange }: ColumnFilterProps) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const values = useMemo(
    () => (open ? [...new Set(column.field.values.map((v) => shownText(column.show(v))))].sort() : []),
    [open, column],
  );
  const found = values.filter((v) => v.toLowerCase().includes(search.toLowerCase())).slice(0, MOST);
  const set = chosen ?? new Set<string>();
  const flip = (value: string) => {
    const next = new Set(set);
    if (!next.delete(value)) {
      next.add(value);
    }
    onChange(next);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <button
          type="button"
          className={styles.filter}
          aria-label={`Filter ${column.name}`}
          data-on={set.size > 0 || undefined}
          onClick={() => setOpen(!open)}
        >
          <ListFilter className="i" aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <label className="inp">
          <span className="sr">Search values</span>
          <input value={search} placeholder="Search values" onChange={(e) => setSearch(e.target.value)} />
        </label>
        <ul className={styles.values}>
          {found.map((value) => (
            <li key={value}>
              <label className="row">
                <input type="checkbox" checked={set.has(value)} onChange={() => flip(value)} />
                <span className="ell">{value || "(empty)"}</span>
              </label>
            </li>
          ))}
        </ul>
        <Button kind="ghost" onClick={() => onChange(new Set())}>
          Show all
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
