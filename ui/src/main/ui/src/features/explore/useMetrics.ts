import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTsdbStatus } from "../../api/hooks";
import {
  type InstantSeries,
  labelValues,
  metadata,
  queryVector,
  series,
  type TsdbStatus,
} from "../../api/prometheus";
import { useFilters } from "../../components/filters";
import { applyFilters, type Filters, filterSelector, hasFilters } from "../../lib/filters";
import { rank } from "../../lib/fuzzy";
import { metricSelector } from "../../lib/promql";

export interface Metric {
  name: string;
  /** As the exposition says it: counter, gauge, histogram, summary; unknown when nothing was said. */
  type: string;
  help: string;
  /** Series in memory; undefined when the server does not count this one. */
  series?: number;
}

const COUNTED_METRICS = 10_000;
const DETAIL_SERIES = 1000;
/** A store of this size can be counted by a query without being felt. */
const COUNTABLE_SERIES = 100_000;
const COUNT_QUERY = 'count by (__name__) ({__name__=~".+"})';
const MATCH = "match[]";
const SLOW_MILLIS = 60_000;

/** The family under which a histogram's or summary's parts are described. */
export function familyOf(name: string): string {
  return name.replace(/_(bucket|sum|count|total|created|info)$/, "");
}

export interface Metrics {
  all: Metric[];
  totalSeries?: number;
  isPending: boolean;
  error: Error | null;
}

/** Series of the metrics that the status leaves out: some servers list only their ten largest. */
function useUncounted(
  names: string[] | undefined,
  status: TsdbStatus | undefined,
  filters: Filters,
): InstantSeries[] | undefined {
  const narrowed = hasFilters(filters);
  const query = applyFilters(COUNT_QUERY, filters);
  const counted = status?.seriesCountByMetricName.length ?? 0;
  const small = (status?.headStats.numSeries ?? Number.POSITIVE_INFINITY) <= COUNTABLE_SERIES;
  const { data } = useQuery({
    queryKey: ["metric-counts", query],
    enabled: small && (narrowed || counted < (names?.length ?? 0)),
    queryFn: ({ signal }) => queryVector(query, Math.floor(Date.now() / 1000), signal),
    staleTime: SLOW_MILLIS,
  });
  return data;
}

/** Every metric name with what is known about it. */
export function useMetrics(): Metrics {
  const { filters } = useFilters();
  const selector = filterSelector(filters);
  const names = useQuery({
    queryKey: selector ? ["metric-names", selector] : ["metric-names"],
    queryFn: ({ signal }) => labelValues("__name__", selector ? { [MATCH]: selector } : {}, signal),
    refetchInterval: SLOW_MILLIS,
  });
  const described = useQuery({
    queryKey: ["metadata"],
    queryFn: ({ signal }) => metadata(signal),
    refetchInterval: SLOW_MILLIS,
  });
  const status = useTsdbStatus(COUNTED_METRICS, SLOW_MILLIS);
  const rest = useUncounted(names.data, status.data, filters);
  return useMemo(() => {
    const counts = new Map(rest?.map((s) => [s.metric.__name__ ?? "", Number(s.value?.[1])]));
    if (selector === undefined) {
      for (const { name, value } of status.data?.seriesCountByMetricName ?? []) {
        counts.set(name, value);
      }
    }
    const all = (names.data ?? []).map((name) => {
      const about = described.data?.[name]?.[0] ?? described.data?.[familyOf(name)]?.[0];
      return { name, type: about?.type ?? "unknown", help: about?.help ?? "", series: counts.get(name) };
    });
    return {
      all,
      totalSeries: status.data?.headStats.numSeries,
      isPending: names.isPending,
      error: names.error,
    };
  }, [names.data, names.isPending, names.error, described.data, status.data, rest, selector]);
}

export function findMetrics(all: Metric[], text: string): Metric[] {
  return rank(all, text, (m) => m.name);
}

export interface LabelShare {
  label: string;
  values: string[];
}

/** How many values each label of these series has, the most first. */
export function labelShares(found: readonly Readonly<Record<string, string>>[]): LabelShare[] {
  const values = new Map<string, Set<string>>();
  for (const labels of found) {
    for (const [label, value] of Object.entries(labels)) {
      if (label !== "__name__") {
        values.set(label, (values.get(label) ?? new Set()).add(value));
      }
    }
  }
  return [...values]
    .map(([label, set]) => ({ label, values: [...set].sort() }))
    .sort((a, b) => b.values.length - a.values.length || a.label.localeCompare(b.label));
}

/** Labels of one metric over its series of the last hour. */
export function useLabels(name: string | undefined) {
  return useQuery({
    queryKey: ["metric-labels", name],
    enabled: name !== undefined,
    queryFn: async ({ signal }) => {
      const end = Math.floor(Date.now() / 1000);
      const found = await series(
        { "match[]": metricSelector(name ?? ""), start: end - 3600, end, limit: DETAIL_SERIES },
        signal,
      );
      return { shares: labelShares(found), series: found.length };
    },
    staleTime: SLOW_MILLIS,
  });
}

/** The query that one most likely wants first: a rate of what only grows, a quantile of a histogram. */
export function firstQuery(metric: Metric): string {
  const selector = metricSelector(metric.name);
  if (metric.type === "histogram" && metric.name.endsWith("_bucket")) {
    return `histogram_quantile(0.95, sum by (le) (rate(${selector}[5m])))`;
  }
  const grows = metric.type === "counter" || /_(total|bucket|count|sum)$/.test(metric.name);
  return grows && metric.type !== "gauge" ? `rate(${selector}[5m])` : selector;
}
