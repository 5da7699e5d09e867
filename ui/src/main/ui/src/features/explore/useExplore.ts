import { useMemo } from "react";
import { useRanges } from "../../api/hooks";
import type { RangeSeries } from "../../api/prometheus";
import { type Frame, type Grid, gridTimes, type Line, statsOf, toColumn } from "../../charts/frame";
import { lineStyle, STYLED_LINES } from "../../charts/palette";
import { useNarrowed } from "../../components/filters";
import { useTime } from "../../components/time/TimeContext";
import { legendNames } from "../../lib/promql";
import { alignToStep } from "../../lib/time/step";
import { type ExploreSearch, isHidden, letter } from "./search";
import { chooseStep } from "./step";

/** More lines than this cannot be told apart nor drawn in time; the rest is counted, not drawn. */
const MAX_LINES = 400;
const NO_QUERIES: string[] = [];

export interface QueryState {
  letter: string;
  query: string;
  hidden: boolean;
  series?: number;
  tookMillis?: number;
  warnings: string[];
  error?: Error;
}

export interface Explored {
  grid: Grid;
  /** A step that was asked for and would have given too many points. */
  refusedStepSeconds?: number;
  frame: Frame;
  queries: QueryState[];
  /** What the visible queries answered, series by series; for the heat map and for files. */
  series: RangeSeries[];
  total: number;
  isFirst: boolean;
  isOld: boolean;
  /** Since when the shown answers are no longer renewed. */
  staleSince?: number;
}

function named(lines: Line[], several: boolean): Line[] {
  const names = legendNames(lines.map((l) => l.labels));
  return lines.map((line, i) => ({
    ...line,
    name: several ? `${line.id.charAt(0)} ${names[i] ?? ""}` : (names[i] ?? ""),
  }));
}

/**
 * Colours in the order of the answer, so that a refresh never repaints a line. Where there are more lines than
 * colours, the largest get them, because those are the lines that people ask about; the rest is grey.
 */
function coloured(lines: Line[]): Line[] {
  const mean = new Map(lines.map((line) => [line.id, statsOf(line.values).mean ?? Number.NEGATIVE_INFINITY]));
  const ranked =
    lines.length <= STYLED_LINES
      ? lines
      : [...lines].sort((a, b) => (mean.get(b.id) ?? 0) - (mean.get(a.id) ?? 0));
  const slots = new Map(ranked.map((line, slot) => [line.id, slot]));
  return lines.map((line) => ({ ...line, ...lineStyle(slots.get(line.id) ?? 0) }));
}

/** Runs the visible queries over the page's range and shapes what they answer into one frame. */
export function useExplore(search: ExploreSearch, widthPixels: number): Explored {
  const { at } = useTime();
  const { seconds: stepSeconds, refusedSeconds } = chooseStep(search.step, at, widthPixels || 900);
  const { start, end } = alignToStep(at, stepSeconds);
  const queries = search.q ?? NO_QUERIES;
  const hide = search.hide;
  const active = useMemo(
    () => queries.map((query, i) => (isHidden({ hide }, i) ? "" : query.trim())),
    [queries, hide],
  );
  const narrowed = useNarrowed(active);
  const { answers, errors, isFirst, isOld, staleSince } = useRanges(narrowed, { start, end, stepSeconds });

  return useMemo(() => {
    const grid = { start, end, stepSeconds };
    const shown = answers.map((answer, i) => (hide?.includes(letter(i)) ? undefined : answer));
    const all = shown.flatMap((answer, i) =>
      (answer?.data ?? []).map((series) => ({
        id: `${letter(i)}${JSON.stringify(series.metric)}`,
        series,
      })),
    );
    const lines = all.slice(0, MAX_LINES).map(({ id, series }) => ({
      id,
      name: "",
      labels: series.metric,
      values: toColumn(series, grid),
      color: "--s1",
    }));
    const several = shown.filter((a) => a && a.data.length > 0).length > 1;
    return {
      grid,
      refusedStepSeconds: refusedSeconds,
      frame: { times: gridTimes(grid), lines: coloured(named(lines, several)) },
      series: all.map(({ series }) => series),
      total: all.length,
      isFirst,
      isOld,
      staleSince,
      queries: queries.map((query, i) => ({
        letter: letter(i),
        query,
        hidden: hide?.includes(letter(i)) ?? false,
        series: answers[i]?.data.length,
        tookMillis: answers[i]?.tookMillis,
        warnings: answers[i]?.warnings ?? [],
        error: errors[i] ?? undefined,
      })),
    };
  }, [answers, errors, isFirst, isOld, staleSince, start, end, stepSeconds, refusedSeconds, hide, queries]);
}
