import { ArrowDown, ArrowUp } from "lucide-react";
import { type CSSProperties, useState } from "react";
import type { Legend as LegendOptions } from "../../lib/board/model";
import { reducerName } from "../reduce";
import { type LegendRow, type LegendSort, sortedRows } from "./legend";
import styles from "./legend.module.css";

export interface LegendProps {
  rows: LegendRow[];
  options: LegendOptions;
  sort?: LegendSort;
  onToggle: (name: string, add: boolean) => void;
  onFocus: (id: string | null) => void;
}

function Mark({ row }: { row: LegendRow }) {
  const style: CSSProperties & Record<"--k", string> = { "--k": row.hidden ? "var(--border)" : row.color };
  return <span className={row.dash ? `${styles.mark} ${styles.dashed}` : styles.mark} style={style} />;
}

function Name({ row, onToggle, onFocus }: { row: LegendRow } & Pick<LegendProps, "onToggle" | "onFocus">) {
  return (
    <button
      type="button"
      className={styles.name}
      aria-pressed={!row.hidden}
      title={row.name}
      onClick={(e) => onToggle(row.name, e.ctrlKey || e.metaKey || e.shiftKey)}
      onPointerEnter={() => onFocus(row.id)}
      onPointerLeave={() => onFocus(null)}
    >
      <Mark row={row} />
      <span className="ell">{row.name}</span>
    </button>
  );
}

function ListLegend({ rows, options, onToggle, onFocus }: LegendProps) {
  return (
    <ul className={options.placement === "right" ? styles.column : styles.list}>
      {rows.map((row) => (
        <li key={row.id} className={styles.item} data-off={row.hidden || undefined}>
          <Name row={row} onToggle={onToggle} onFocus={onFocus} />
          {row.cells.map((cell) => (
            <span key={cell.calc} className={styles.calc}>
              {row.cells.length > 1 && <i>{reducerName(cell.calc)}</i>} {cell.text}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function TableLegend({ rows, sort, onToggle, onFocus }: LegendProps) {
  const [own, setOwn] = useState<LegendSort | undefined>(sort);
  const calcs = rows[0]?.cells.map((c) => c.calc) ?? [];
  const head = (by: string, words: string) => (
    <th
      key={by}
      className={by === "name" ? undefined : "num"}
      aria-sort={own?.by === by ? (own.desc ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        onClick={() => setOwn(own?.by === by && !own.desc ? undefined : { by, desc: own?.by !== by })}
      >
        {words}
        {own?.by === by &&
          (own.desc ? <ArrowDown className="i" aria-hidden /> : <ArrowUp className="i" aria-hidden />)}
      </button>
    </th>
  );
  return (
    <table className={`t ${styles.table}`}>
      <thead>
        <tr>
          {head("name", "Name")}
          {calcs.map((calc) => head(calc, reducerName(calc)))}
        </tr>
      </thead>
      <tbody>
        {sortedRows(rows, own).map((row) => (
          <tr key={row.id} data-off={row.hidden || undefined}>
            <td>
              <Name row={row} onToggle={onToggle} onFocus={onFocus} />
            </td>
            {row.cells.map((cell) => (
              <td key={cell.calc} className="num">
                {cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is drawn, by name; the list stays in its box and scrolls. */
export function Legend(props: LegendProps) {
  return props.options.mode === "table" ? (
    <TableLegend {...props} />
  ) : (
    <ListLegend {...props} rows={sortedRows(props.rows, props.sort)} />
  );
}
