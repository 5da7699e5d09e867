import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { type ChangeEvent, events, type PreviewedRule, previewRules } from "../../api/alerting";
import { labelValues, metadata, queryRange, type RangeSeries } from "../../api/prometheus";
import type { Grid } from "../../charts/frame";
import { type Compared, comparedIn, otherLimits, withLimit } from "../../lib/threshold";
import { scalar } from "./form";
import type { Span } from "./search";
import { knownMetrics } from "./words";

const DAY = 86_400;
const DAYS: Record<Span, number> = { "1d": 1, "7d": 7, "14d": 14, "30d": 30 };
const POINTS = 700;

/** The value as it was half a second ago, so that typing does not ask for each letter. */
export function useSettled<T>(value: T, millis = 600): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return settled;
}

export function useKnown() {
  const { data } = useQuery({
    queryKey: ["rules", "known"],
    queryFn: async ({ signal }) => {
      const [names, meta] = await Promise.all([labelValues("__name__", {}, signal), metadata(signal)]);
      return knownMetrics(names, meta);
    },
    staleTime: 300_000,
  });
  return useMemo(() => data ?? [], [data]);
}

export interface Played {
  rule?: PreviewedRule;
  compared?: Compared;
  grid: Grid;
  stepSeconds: number;
  error: Error | null;
  isLoading: boolean;
  isOld: boolean;
}

function gridOf(span: Span, nowMinutes: number): Grid {
  const seconds = DAYS[span] * DAY;
  const stepSeconds = Math.max(60, Math.ceil(seconds / POINTS / 60) * 60);
  const end = nowMinutes * 60;
  return { start: end - Math.floor(seconds / stepSeconds) * stepSeconds, end, stepSeconds };
}

/** How often a rule is taken to be evaluated while it is played: each minute, and coarser over a month. */
const evaluationStep = (span: Span) => (span === "30d" ? 120 : 60);

/** Plays the rules of a file over the past. Asked anew with every change, and each five minutes. */
export function usePlayed(yaml: string | undefined, span: Span): Played {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 60_000));
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 60_000)), 300_000);
    return () => clearInterval(timer);
  }, []);
  const grid = useMemo(() => gridOf(span, now), [span, now]);
  const stepSeconds = evaluationStep(span);
  const { data, error, isLoading, isPlaceholderData } = useQuery({
    queryKey: ["rules", "played", yaml, grid.start, grid.end, stepSeconds],
    queryFn: ({ signal }) =>
      previewRules({ rule: yaml ?? "", start: grid.start, end: grid.end, stepSeconds }, signal),
    enabled: yaml !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  const rule = error || yaml === undefined ? undefined : data?.[0];
  const compared = useMemo(() => (rule ? comparedIn(rule.query) : undefined), [rule]);
  return { rule, compared, grid, stepSeconds, error, isLoading, isOld: isPlaceholderData };
}

export function useMeasured(query: string | undefined, grid: Grid) {
  return useQuery({
    queryKey: ["range", query, grid.start, grid.end, grid.stepSeconds],
    queryFn: ({ signal }) => queryRange({ query: query ?? "", ...grid }, signal),
    enabled: query !== undefined && query !== "",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
}

/** The part of the grid that holds samples, a little before the first of them; finer where that is short. */
export function useFilled(query: string | undefined, grid: Grid): Grid {
  const { data } = useMeasured(query, grid);
  const firsts = (data?.data ?? []).flatMap((s) => (s.values?.[0] ? [s.values[0][0]] : []));
  const first = firsts.length > 0 ? Math.min(...firsts) : grid.start;
  const { start, end, stepSeconds } = grid;
  return useMemo(() => {
    if (first - start < (end - start) / 2) {
      return { start, end, stepSeconds };
    }
    const from = Math.max(start, first - Math.max(stepSeconds, (end - first) * 0.1));
    const step = Math.max(15, Math.ceil((end - from) / POINTS / 15) * 15);
    return { start: end - Math.ceil((end - from) / step) * step, end, stepSeconds: step };
  }, [first, start, end, stepSeconds]);
}

export interface OtherLimit {
  limit: number;
  fired: number;
  seconds: number;
}

/** What the same rule would have done with other numbers; one request for all of them. */
export function useOtherLimits({ rule, compared, grid, stepSeconds }: Played) {
  const limits = compared ? otherLimits(compared.limit) : [];
  return useQuery({
    queryKey: ["rules", "limits", rule?.query, rule?.duration, rule?.keepFiringFor, grid.start, grid.end],
    queryFn: async ({ signal }): Promise<OtherLimit[]> => {
      if (!rule || !compared) {
        return [];
      }
      const lines = limits.flatMap((limit, i) => [
        `      - alert: limit_${i}`,
        `        expr: ${scalar(withLimit(rule.query, compared, limit))}`,
        `        for: ${Math.round(rule.duration)}s`,
        `        keep_firing_for: ${Math.round(rule.keepFiringFor)}s`,
      ]);
      const file = ["groups:", "  - name: limits", "    rules:", ...lines].join("\n");
      const played = await previewRules(
        { rule: file, start: grid.start, end: grid.end, stepSeconds },
        signal,
      );
      return played.map((p, i) => ({
        limit: limits[i] ?? 0,
        fired: p.fired,
        seconds: p.episodes.reduce((sum, e) => sum + e.seconds, 0),
      }));
    },
    enabled: rule !== undefined && compared !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
}

export interface Meanwhile {
  events: ChangeEvent[];
  alerts: RangeSeries[];
}

/** What else there was at the time: changes, and other alerts. */
export function useMeanwhile(grid: Grid, enabled: boolean) {
  return useQuery({
    queryKey: ["rules", "meanwhile", grid.start, grid.end, grid.stepSeconds],
    queryFn: async ({ signal }): Promise<Meanwhile> => {
      const query = `max by (alertname) (max_over_time(ALERTS{alertstate="firing"}[${grid.stepSeconds}s]))`;
      const [changes, alerts] = await Promise.all([
        events({ start: grid.start, end: grid.end, limit: 500 }, signal),
        queryRange({ query, ...grid }, signal),
      ]);
      return { events: changes, alerts: alerts.data };
    },
    enabled,
    staleTime: 300_000,
    retry: false,
  });
}
