import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { exemplars, type SeriesExemplars } from "../../api/prometheus";
import type { ExemplarPoint } from "../../charts/options";
import { CopyButton } from "../../components/controls";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import type { Labels } from "../../lib/promql";
import { seriesText } from "../../lib/promql";
import { fullTime } from "../../lib/time/zone";
import type { Unit } from "../../lib/units";
import styles from "./explore.module.css";

const MAX_SHOWN = 20;
const NONE: Exemplar[] = [];

export interface Exemplar extends ExemplarPoint {
  labels: Labels;
  series: Labels;
}

function pointsOf(found: readonly SeriesExemplars[]): Exemplar[] {
  return found.flatMap(({ seriesLabels, exemplars: own }) =>
    own.map(({ labels, value, timestamp }) => ({
      time: timestamp,
      value: Number(value),
      labels,
      series: seriesLabels,
    })),
  );
}

/** The exemplars of the series in these queries over the chart's range, the newest first. */
export function useExemplars(queries: string[], start: number, end: number, on: boolean): Exemplar[] {
  const found = useQueries({
    queries: queries.map((query) => ({
      queryKey: ["exemplars", query, start, end],
      enabled: on && query !== "",
      queryFn: ({ signal }: { signal: AbortSignal }) => exemplars({ query, start, end }, signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: (results) => results.flatMap((r) => r.data ?? []),
  });
  return useMemo(() => (on ? pointsOf(found).sort((a, b) => b.time - a.time) : NONE), [on, found]);
}

/** The newest exemplars as rows: their trace can be copied. */
export function ExemplarTable({ all, unit }: { all: Exemplar[]; unit: Unit }) {
  const { zone } = useTime();
  if (all.length === 0) {
    return (
      <p className={`muted t12 ${styles.note}`}>
        No exemplar in this range. They come with OpenMetrics or remote write, from programs that trace.
      </p>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className="t">
        <caption className="sr">Exemplars, the newest first</caption>
        <thead>
          <tr>
            <th style={{ width: 190 }}>Exemplar</th>
            <th className="num" style={{ width: 90 }}>
              Value
            </th>
            <th>Trace</th>
            <th>Series</th>
          </tr>
        </thead>
        <tbody>
          {all.slice(0, MAX_SHOWN).map((one) => (
            <tr key={`${one.time} ${seriesText(one.labels)} ${seriesText(one.series)}`}>
              <td>{fullTime(one.time * 1000, zone)}</td>
              <td className="num">
                <Value value={one.value} unit={unit} />
              </td>
              <td className="mono">
                <span className="row g4">
                  <span className="ell">{one.labels.trace_id ?? seriesText(one.labels)}</span>
                  <CopyButton text={one.labels.trace_id ?? seriesText(one.labels)} label="Copy the trace" />
                </span>
              </td>
              <td className="mono muted">{seriesText(one.series)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
