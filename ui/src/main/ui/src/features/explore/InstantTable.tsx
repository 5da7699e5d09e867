import { useMemo } from "react";
import { useVectors } from "../../api/hooks";
import type { InstantSeries } from "../../api/prometheus";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { unitOfQuery } from "../../lib/promql";
import { clock, fullTime } from "../../lib/time/zone";
import type { Unit } from "../../lib/units";
import styles from "./explore.module.css";
import { type ExploreSearch, isHidden, letter } from "./search";

const MAX_ROWS = 500;

interface Row {
  unit: Unit;
  key: string;
  query: string;
  labels: Readonly<Record<string, string>>;
  text: string;
}

function toRows(vectors: (InstantSeries[] | undefined)[], letters: string[], units: Unit[]): Row[] {
  return vectors.flatMap((vector, i) =>
    (vector ?? []).map(({ metric, value, histogram }) => ({
      key: `${letters[i]}${JSON.stringify(metric)}`,
      query: letters[i] ?? "",
      labels: metric,
      unit: units[i] ?? "none",
      text: value?.[1] ?? (histogram ? "histogram" : ""),
    })),
  );
}

function Cell({ text, unit }: { text: string; unit: Unit }) {
  const number = Number(text);
  return Number.isNaN(number) ? <span>{text}</span> : <Value value={number} unit={unit} />;
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
  const { vectors, error } = useVectors(queries, seconds);
  const letters = active.map((q) => q.letter).join("");
  const units = active.map((q) => search.unit ?? unitOfQuery(q.query)).join(" ");
  const rows = useMemo(
    () => toRows(vectors, [...letters], units.split(" ") as Unit[]),
    [vectors, letters, units],
  );
  const labels = useMemo(() => [...new Set(rows.flatMap((r) => Object.keys(r.labels)))].sort(), [rows]);
  if (rows.length === 0) {
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
  const several = new Set(rows.map((r) => r.query)).size > 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className={styles.scroll} tabIndex={0} aria-label="Table">
      <table className={`t ${styles.instant}`}>
        <caption className="sr">Values at {fullTime(at.toMillis, zone)}</caption>
        <thead>
          <tr>
            {several && <th>Query</th>}
            {labels.map((label) => (
              <th key={label}>{label === "__name__" ? "metric" : label}</th>
            ))}
            <th className="num">Value at {clock(at.toMillis, zone, true)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row) => (
            <tr key={row.key}>
              {several && <td className="med">{row.query}</td>}
              {labels.map((label) => (
                <td key={label} className="mono" title={row.labels[label]}>
                  {row.labels[label] ?? ""}
                </td>
              ))}
              <td className="num med">
                <Cell text={row.text} unit={row.unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MAX_ROWS && (
        <p className={`muted t12 ${styles.more}`}>
          {MAX_ROWS} of {rows.length} rows; narrow the query to see the others.
        </p>
      )}
    </section>
  );
}
