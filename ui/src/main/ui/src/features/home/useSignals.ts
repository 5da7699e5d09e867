import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useRanges, useTargets, useVectors } from "../../api/hooks";
import { labelValues } from "../../api/prometheus";
import { type Column, newest, toColumn } from "../../charts/frame";
import { useAlerts } from "../../components/alerts/useAlerting";
import { useFilters, useNarrowed } from "../../components/filters";
import { useTime } from "../../components/time/TimeContext";
import { passes } from "../../lib/filters";
import { alignToStep, leastStep, rateWindow, stepFor } from "../../lib/time/step";
import { chosen, type Figure, figuresFor } from "./figures";
import { SERVICE_FIGURES, type ServiceRow, serviceQueries, serviceRows } from "./services";

const SCRAPE_SECONDS = 15;
const SPARK_PIXELS = 240;
const SLOW_MILLIS = 60_000;
const NONE: ReadonlySet<string> = new Set();

/** The names of all metrics; empty until they are known. */
export function useMetricNames(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ["metric-names"],
    queryFn: ({ signal }) => labelValues("__name__", {}, signal),
    staleTime: SLOW_MILLIS,
    refetchInterval: SLOW_MILLIS,
  });
  return useMemo(() => (data ? new Set(data) : NONE), [data]);
}

/** Earlier times a figure is held against, the farthest that has an answer first. */
const BEFORE = [
  { seconds: 7 * 86_400, words: "on last week" },
  { seconds: 86_400, words: "on yesterday" },
  { seconds: 3600, words: "in 1\u2009h" },
];
/** Past figures are asked for at such whole times, so that a refresh finds them kept. */
const PAST_SECONDS = 300;

export interface FigureNow {
  figure: Figure;
  query: string;
  values: Column;
  now: number | null;
  before?: { value: number; words: string };
}

export interface FiguresNow {
  figures: FigureNow[];
  isFirst: boolean;
}

function first(vector: readonly { value?: readonly [number, string] }[] | undefined): number | null {
  const text = vector?.[0]?.value?.[1];
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The key figures with their course and what they were. */
export function useFigures(): FiguresNow {
  const { at } = useTime();
  const metrics = useMetricNames();
  const stepSeconds = stepFor(at, SPARK_PIXELS, leastStep(at, SCRAPE_SECONDS));
  const { start, end } = alignToStep(at, stepSeconds);
  const figures = useMemo(() => figuresFor(metrics), [metrics]);
  const asked = useMemo(
    () => figures.map((f) => f.query(rateWindow(Math.max(60, stepSeconds), SCRAPE_SECONDS))),
    [figures, stepSeconds],
  );
  const queries = useNarrowed(asked);
  const { answers, isFirst } = useRanges(queries, { start, end, stepSeconds });
  const past = Math.floor(end / PAST_SECONDS) * PAST_SECONDS;
  const week = useVectors(queries, past - (BEFORE[0]?.seconds ?? 0)).vectors;
  const day = useVectors(queries, past - (BEFORE[1]?.seconds ?? 0)).vectors;
  const hour = useVectors(queries, past - (BEFORE[2]?.seconds ?? 0)).vectors;
  return useMemo(() => {
    const grid = { start, end, stepSeconds };
    const found = figures.map((figure, i) => {
      const series = answers[i]?.data[0];
      const values = series ? toColumn(series, grid) : [];
      const earlier = [week[i], day[i], hour[i]].map(first);
      const known = earlier.findIndex((value) => value !== null);
      const value = earlier[known];
      return {
        figure,
        query: queries[i] ?? "",
        values,
        now: newest(values),
        before:
          value === null || value === undefined ? undefined : { value, words: BEFORE[known]?.words ?? "" },
      };
    });
    return { figures: chosen(found), isFirst: isFirst || metrics.size === 0 };
  }, [figures, queries, answers, week, day, hour, isFirst, metrics, start, end, stepSeconds]);
}

export interface Services {
  rows: ServiceRow[];
  /** The course of what each serves, or of how much it works where it serves nothing. */
  line: (job: string) => Column;
  isFirst: boolean;
  error: Error | null;
}

export function useServices(): Services {
  const { at } = useTime();
  const { filters } = useFilters();
  const metrics = useMetricNames();
  const targets = useTargets(10_000);
  const { firing } = useAlerts();
  const stepSeconds = stepFor(at, SPARK_PIXELS, leastStep(at, SCRAPE_SECONDS));
  const { start, end } = alignToStep(at, stepSeconds);
  const queries = useMemo(() => serviceQueries(metrics, rateWindow(60, SCRAPE_SECONDS)), [metrics]);
  const wanted = useMemo(
    () => SERVICE_FIGURES.filter((figure) => queries[figure] !== "").map((figure) => queries[figure]),
    [queries],
  );
  const narrowed = useNarrowed(wanted);
  const { vectors, error } = useVectors(narrowed, end);
  const lines = useMemo(() => [queries.requests, queries.cpu].filter((q) => q !== ""), [queries]);
  const { answers } = useRanges(useNarrowed(lines), { start, end, stepSeconds });
  return useMemo(() => {
    const asked = SERVICE_FIGURES.filter((figure) => queries[figure] !== "");
    const byFigure = Object.fromEntries(asked.map((figure, i) => [figure, vectors[i]]));
    const grid = { start, end, stepSeconds };
    const own = (targets.data?.activeTargets ?? []).filter((t) => passes(t.labels, filters));
    return {
      rows: serviceRows({ answers: byFigure, targets: own, firing }),
      line: (job) => {
        const series = answers.flatMap((answer) => answer?.data ?? []).find((s) => s.metric.job === job);
        return series ? toColumn(series, grid) : [];
      },
      isFirst: targets.data === undefined && targets.error === null,
      error: targets.error ?? error,
    };
  }, [
    queries,
    vectors,
    answers,
    targets.data,
    targets.error,
    firing,
    filters,
    error,
    start,
    end,
    stepSeconds,
  ]);
}
