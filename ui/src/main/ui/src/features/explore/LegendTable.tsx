import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useMemo, useState } from "react";
import type { Line } from "../../charts/frame";
import { Swatch } from "../../charts/Swatch";
import { Button } from "../../components/controls";
import { Value } from "../../components/Value";
import { seriesText } from "../../lib/promql";
import { group, type Unit } from "../../lib/units";
import styles from "./explore.module.css";
import { type ColumnName, type LegendRow, legendRows, nextSort, type Sort, sortRows } from "./legend";
import { SeriesName } from "./SeriesName";

export interface LegendTableProps {
  lines: Line[];
  total: number;
  unit: Unit;
  /** Index of the point under the crosshair, and its time in words. */
  hover: number | null;
  hoverTime: string;
  isolated: string | null;
  onIsolate: (id: string | null) => void;
  onFocus: (id: string | null) => void;
}

const SHOWN = 100;
const NUMBERS = ["min", "mean", "max", "last"] as const;
const TITLES = { min: "Min", mean: "Mean", max: "Max", last: "Last" };

function Head({
  name,
  title,
  sort,
  onSort,
}: {
  name: ColumnName;
  title: string;
  sort: Sort;
  onSort: (by: ColumnName) => void;
}) {
  const on = sort.by === name;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th
      className={name === "name" ? "" : `num ${styles.number}`}
      data-col={name}
      aria-sort={on ? (sort.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" onClick={() => onSort(name)}>
        {title}
        {on && <Arrow className="i" aria-hidden />}
      </button>
    </th>
  );
}

interface RowProps {
  row: LegendRow;
  unit: Unit;
  isolated: boolean;
  faded: boolean;
  onIsolate: (id: string | null) => void;
  onFocus: (id: string | null) => void;
}

const Row = memo(function Row({ row, unit, isolated, faded, onIsolate, onFocus }: RowProps) {
  const { line } = row;
  return (
    <tr
      data-faded={faded || undefined}
      onMouseEnter={() => onFocus(line.id)}
      onMouseLeave={() => onFocus(null)}
    >
      <td>
        <Swatch color={line.color} />
      </td>
      <td title={seriesText(line.labels)}>
        <button
          type="button"
          className={styles.series}
          aria-pressed={isolated}
          onClick={() => onIsolate(isolated ? null : line.id)}
        >
          <SeriesName name={line.name} />
        </button>
      </td>
      {NUMBERS.map((name) => (
        <td
          key={name}
          data-col={name}
          className={`num ${name === "last" ? "med" : name === "min" ? "muted" : ""}`}
        >
          <Value value={row[name]} unit={unit} />
        </td>
      ))}
      <td className="num" data-col="at">
        <Value value={row.at} unit={unit} />
      </td>
    </tr>
  );
});

/** The chart in numbers: sortable; a click on a series shows it alone, another shows all again. */
export function LegendTable({
  lines,
  total,
  unit,
  hover,
  hoverTime,
  isolated,
  onIsolate,
  onFocus,
}: LegendTableProps) {
  const [sort, setSort] = useState<Sort>({ by: "last", descending: true });
  const [all, setAll] = useState(false);
  const rows = useMemo(() => sortRows(legendRows(lines, hover), sort), [lines, hover, sort]);
  const onSort = (by: ColumnName) => setSort(nextSort(sort, by));
  return (
    <>
      <table className={`t ${styles.legend}`}>
        <caption className="sr">Series of the chart with their least, mean, greatest and last value</caption>
        <thead>
          <tr>
            <th style={{ width: 28 }}>
              <span className="sr">Colour</span>
            </th>
            <Head name="name" title={`Series (${group(total)})`} sort={sort} onSort={onSort} />
            {NUMBERS.map((name) => (
              <Head key={name} name={name} title={TITLES[name]} sort={sort} onSort={onSort} />
            ))}
            <Head
              name="at"
              title={hover === null ? "At cursor" : `At ${hoverTime}`}
              sort={sort}
              onSort={onSort}
            />
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, all ? rows.length : SHOWN).map((row) => (
            <Row
              key={row.line.id}
              row={row}
              unit={unit}
              isolated={isolated === row.line.id}
              faded={isolated !== null && isolated !== row.line.id}
              onIsolate={onIsolate}
              onFocus={onFocus}
            />
          ))}
        </tbody>
      </table>
      {!all && rows.length > SHOWN && (
        <div className={styles.more}>
          <Button kind="ghost" onClick={() => setAll(true)}>
            Show all {rows.length} rows
          </Button>
        </div>
      )}
    </>
  );
}
