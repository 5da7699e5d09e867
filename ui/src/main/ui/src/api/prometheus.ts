import type { Labels } from "../lib/promql";
import { ApiError, type Params, readJson, send } from "./http";

/** Unix seconds and the value as text, because JSON has no infinities. */
export type Sample = [number, string];

export interface RangeSeries {
  metric: Labels;
  values?: Sample[];
  histograms?: [number, unknown][];
}

export interface InstantSeries {
  metric: Labels;
  value?: Sample;
  histogram?: [number, unknown];
}

export type QueryData =
  | { resultType: "matrix"; result: RangeSeries[] }
  | { resultType: "vector"; result: InstantSeries[] }
  | { resultType: "scalar" | "string"; result: Sample };

export interface Answer<T> {
  data: T;
  warnings: string[];
  /** From asking to the last byte, in milliseconds. */
  tookMillis: number;
  /** When it came, milliseconds since the epoch. */
  receivedMillis: number;
}

interface Envelope {
  status: "success" | "error";
  data?: unknown;
  errorType?: string;
  error?: string;
  warnings?: string[];
  infos?: string[];
}

async function call<T>(path: string, params: Params, signal?: AbortSignal): Promise<Answer<T>> {
  const started = performance.now();
  const response = await send(`api/v1/${path}`, params, signal);
  const body = (await readJson(response)) as Envelope;
  if (body.status !== "success") {
    throw new ApiError(
      response.status,
      body.errorType ?? "unknown",
      body.error ?? `status ${response.status}`,
    );
  }
  const warnings = [...(body.warnings ?? []), ...(body.infos ?? [])];
  return {
    data: body.data as T,
    warnings,
    tookMillis: performance.now() - started,
    receivedMillis: Date.now(),
  };
}

export interface RangeQuery {
  query: string;
  /** Unix seconds. */
  start: number;
  end: number;
  stepSeconds: number;
}

export async function queryRange(
  { query, start, end, stepSeconds }: RangeQuery,
  signal?: AbortSignal,
): Promise<Answer<RangeSeries[]>> {
  const answer = await call<QueryData>("query_range", { query, start, end, step: stepSeconds }, signal);
  if (answer.data.resultType !== "matrix") {
    throw new ApiError(200, "unreadable", `result type: ${answer.data.resultType} (expected: matrix)`);
  }
  return { ...answer, data: answer.data.result };
}

export function queryInstant(
  query: string,
  timeSeconds: number,
  signal?: AbortSignal,
): Promise<Answer<QueryData>> {
  return call<QueryData>("query", { query, time: timeSeconds }, signal);
}

/** The instant vector of a query; a scalar is a vector of one without labels. */
export async function queryVector(
  query: string,
  timeSeconds: number,
  signal?: AbortSignal,
): Promise<InstantSeries[]> {
  const { data } = await queryInstant(query, timeSeconds, signal);
  switch (data.resultType) {
    case "vector":
      return data.result;
    case "matrix":
      return data.result.map((s) => ({ metric: s.metric, value: s.values?.at(-1) }));
    case "scalar":
    case "string":
      return [{ metric: {}, value: data.result }];
  }
}

export interface Metadata {
  type: string;
  help: string;
  unit: string;
}

export async function metadata(signal?: AbortSignal): Promise<Record<string, Metadata[]>> {
  return (await call<Record<string, Metadata[]>>("metadata", {}, signal)).data;
}

export async function labelNames(params: Params, signal?: AbortSignal): Promise<string[]> {
  return (await call<string[]>("labels", params, signal)).data;
}

export async function labelValues(label: string, params: Params, signal?: AbortSignal): Promise<string[]> {
  return (await call<string[]>(`label/${encodeURIComponent(label)}/values`, params, signal)).data;
}

export async function series(params: Params, signal?: AbortSignal): Promise<Labels[]> {
  return (await call<Labels[]>("series", params, signal)).data;
}

export type TargetHealth = "up" | "down" | "unknown";

export interface Target {
  discoveredLabels: Labels;
  labels: Labels;
  scrapePool: string;
  scrapeUrl: string;
  globalUrl: string;
  lastError: string;
  /** RFC 3339; the year 1 stands for never. */
  lastScrape: string;
  lastScrapeDuration: number;
  health: TargetHealth;
  scrapeInterval: string;
  scrapeTimeout: string;
}

export interface DroppedTarget {
  discoveredLabels: Labels;
  scrapePool?: string;
}

export interface Targets {
  activeTargets: Target[];
  droppedTargets: DroppedTarget[];
  droppedTargetCounts?: Record<string, number>;
}

export async function targets(signal?: AbortSignal): Promise<Targets> {
  const { data } = await call<Partial<Targets>>("targets", { state: "any" }, signal);
  return {
    activeTargets: data.activeTargets ?? [],
    droppedTargets: data.droppedTargets ?? [],
    droppedTargetCounts: data.droppedTargetCounts,
  };
}

export interface NamedCount {
  name: string;
  value: number;
}

export interface TsdbStatus {
  headStats: { numSeries: number; chunkCount?: number; minTime?: number; maxTime?: number };
  seriesCountByMetricName: NamedCount[];
}

export async function tsdbStatus(limit: number, signal?: AbortSignal): Promise<TsdbStatus> {
  return (await call<TsdbStatus>("status/tsdb", { limit }, signal)).data;
}

export interface SeriesExemplars {
  seriesLabels: Labels;
  exemplars: { labels: Labels; value: string; timestamp: number }[];
}

export async function exemplars(
  { query, start, end }: Pick<RangeQuery, "query" | "start" | "end">,
  signal?: AbortSignal,
): Promise<SeriesExemplars[]> {
  return (await call<SeriesExemplars[]>("query_exemplars", { query, start, end }, signal)).data;
}

/** The query as the language's own formatter writes it. */
export async function formatQuery(query: string, signal?: AbortSignal): Promise<string> {
  return (await call<string>("format_query", { query }, signal)).data;
}

export async function parseQuery(query: string, signal?: AbortSignal): Promise<unknown> {
  return (await call<unknown>("parse_query", { query }, signal)).data;
}

/** What a query cost: samples it read, and how long it was evaluated, in seconds. */
export interface QueryCost {
  series: number;
  samples: number;
  evalSeconds: number;
}

interface Stats {
  stats?: { timings?: { evalTotalTime?: number }; samples?: { totalQueryableSamples?: number } };
}

/** Evaluates a query that answers with one number, and says what that cost. */
export async function queryCost(
  query: string,
  timeSeconds: number,
  signal?: AbortSignal,
): Promise<QueryCost> {
  const { data } = await call<QueryData & Stats>("query", { query, time: timeSeconds, stats: "all" }, signal);
  const first = data.resultType === "vector" ? data.result[0]?.value?.[1] : undefined;
  return {
    series: first === undefined ? 0 : Number(first),
    samples: data.stats?.samples?.totalQueryableSamples ?? 0,
    evalSeconds: data.stats?.timings?.evalTotalTime ?? 0,
  };
}
