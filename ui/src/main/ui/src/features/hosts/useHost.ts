import { useMemo } from "react";
import { useRanges } from "../../api/hooks";
import type { RangeSeries } from "../../api/prometheus";
import { type Column, type Grid, gridTimes, toColumn } from "../../charts/frame";
import { useTime } from "../../components/time/TimeContext";
import { alignToStep, leastStep, rateWindow, stepFor } from "../../lib/time/step";
import { HOST_KEYS, type HostKey, hostQueries } from "./queries";

const CHART_PIXELS = 560;
/** Tocsin looks at its own host this often. */
const COLLECT_SECONDS = 10;

export interface Host {
  grid: Grid;
  times: number[];
  queries: Record<HostKey, string>;
  series: (key: HostKey) => RangeSeries[];
  /** The first series of an answer; empty while there is none. */
  column: (key: HostKey) => Column;
  error: (keys: HostKey[]) => Error | undefined;
  isFirst: boolean;
  isOld: boolean;
  /** Since when the shown answers are no longer renewed. */
  staleSince?: number;
}

/** All of a host's vital signs over the range of the page, on one grid. */
export function useHost(instance: string): Host {
  const { at } = useTime();
  const stepSeconds = stepFor(at, CHART_PIXELS, leastStep(at, COLLECT_SECONDS));
  const { start, end } = alignToStep(at, stepSeconds);
  const window = rateWindow(stepSeconds, COLLECT_SECONDS);
  const queries = useMemo(() => hostQueries(instance, window), [instance, window]);
  const asked = useMemo(() => HOST_KEYS.map((key) => queries[key]), [queries]);
  const { answers, errors, isFirst, isOld, staleSince } = useRanges(asked, { start, end, stepSeconds });
  return useMemo(() => {
    const grid = { start, end, stepSeconds };
    const series = (key: HostKey) => answers[HOST_KEYS.indexOf(key)]?.data ?? [];
    return {
      grid,
      times: gridTimes(grid),
      queries,
      series,
      column: (key) => {
        const first = series(key)[0];
        return first ? toColumn(first, grid) : [];
      },
      error: (keys) => keys.map((key) => errors[HOST_KEYS.indexOf(key)]).find((e) => e) ?? undefined,
      isFirst,
      isOld,
      staleSince,
    };
  }, [answers, errors, isFirst, isOld, staleSince, start, end, stepSeconds, queries]);
}
