import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useState } from "react";
import { useVectors } from "../../api/hooks";
import type { InstantSeries } from "../../api/prometheus";
import { CopyButton } from "../../components/controls";
import { useNarrowed } from "../../components/filters";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { unitOfQuery } from "../../lib/promql";
import { clock, fullTime } from "../../lib/time/zone";
import { group, type Unit } from "../../lib/units";
import styles from "./explore.module.css";
import {
  cellText,
  columnId,
  columnsOf,
  columnTitle,
  histogramText,
  type InstantColumn,
  type InstantRow,
  type InstantSort,
  nextInstantSort,
  sortInstant,
  tabText,
} from "./instant";
import { type ExploreSearch, isHidden, letter } from "./search";

const MAX_ROWS = 500;

function toRows(vectors: (InstantSeries[] | undefined)[], letters: string[], units: Unit[]): InstantRow[] {
  return vectors.flatMap((vector, i) =>
    (vector ?? []).map(({ metric, value, histogram }) => ({
      key: `${letters[i]}${JSON.stringify(metric)}`,
      query: letters[i] ?? "",
      labels: metric,
      unit: units[i] ?? "none",
      text: value?.[1] ?? (histogram ? histogramText(histogram[1]) : ""),
    })),
  );
}

function Cell({ row, column }: { row: InstantRow; column: InstantColumn }) {
  const text = cellText(row, column);
  if (column.kind !== "value") {
    return (
      <td className={column.kind === "query" ? "med" : "mono"} title={text}>
        {text}
      </td>
    );
  }
  const number = Number(text);
  return (
    <td className="num med">
      {Number.isNaN(number) ? <span>{text}</span> : <Value value={number} unit={row.unit} />}
    </td>
  );
}

interface HeadProps {
  column: InstantColumn;
  sort: InstantSort | undefined;
  onSort: (sort: InstantSort | undefined) => void;
}

function Head({ column, sort, onSort }: HeadProps) {
  const on = sort?.by === columnId(column);
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;
  return (
    <th
      className={column.kind === "value" ? "num" : ""}
      aria-sort={on ? (sort.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" onClick={() => onSort(nextInstantSort(sort, column))}>
        {columnTitle(column)}
        {on && <Arrow className="i" aria-hidden />}
      </button>
    </th>
  );
}

function Table({ rows, atMillis }: { rows: InstantRow[]; atMillis: number }) {
  const { zone } = useTime();
  const [sort, setSort] = useState<InstantSort>();
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const sorted = useMemo(() => sortInstant(rows, columns, sort), [rows, columns, sort]);
  return (
    <>
      <div className={styles.tableHead}>
        <span className="muted t12">
          {group(rows.length)} series at {clock(atMillis, zone, true)}
          {rows.length > MAX_ROWS && `, the first ${MAX_ROWS} shown: narrow the query, or sort to see others`}
        </span>
        <CopyButton text={tabText(sorted, columns)} label="Copy the table, for a spreadsheet" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={styles.scroll} tabIndex={0} aria-label="Table">
        <table className={`t ${styles.instant}`}>
          <caption className="sr">Values at {fullTime(atMillis, zone)}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={columnId(column)} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, MAX_ROWS).map((row) => (
              <tr key={row.key}>
                {columns.map((column) => (
                  <Cell key={columnId(column)} row={row} column={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** What each query answers at the end of the range: one column per label, one row per series. */
export function InstantTable({ search }: { search: ExploreSearch }) {
  const { at, zone, refreshNow } = useTime();
  const seconds = Math.floor(at.toMillis / 1000);
  const active = (search.q ?? [])
    .map((query, i) => ({ query: query.trim(), letter: letter(i), hidden: isHidden(search, i) }))
    .filter((q) => q.query !== "" && !q.hidden);
  const asked = JSON.stringify(active.map((q) => q.query));
  const queries = useMemo(() => JSON.parse(asked) as string[], [asked]);
  const { vectors, error } = useVectors(useNarrowed(queries), seconds);
  const letters = active.map((q) => q.letter).join("");
  const units = active.map((q) => search.unit ?? unitOfQuery(q.query)).join(" ");
  const rows = useMemo(
    () => toRows(vectors, [...letters], units.split(" ") as Unit[]),
    [vectors, letters, units],
  );
  if (rows.length > 0) {
    return <Table rows={rows} atMillis={at.toMillis} />;
  }
  return (
    <div className="pb">
      {error ? (
        <Failed error={error} query={active[0]?.query} actions={[{ label: "Retry", run: refreshNow }]} />
      ) : vectors.some((v) => v === undefined) ? (
        <Loading what="the table" height={160} />
      ) : (
        <Empty
          kind="no-match"
          what={`No series matches at ${fullTime(at.toMillis, zone)}`}
          why="A series that was not written for 5 minutes is not answered. The chart shows the whole range."
        />
      )}
    </div>
  );
}
