import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { health } from "./health";
import { ApiError } from "./http";
import {
  type Answer,
  type InstantSeries,
  queryRange,
  queryVector,
  type RangeSeries,
  targets,
  tsdbStatus,
} from "./prometheus";

/** A question that is wrong stays wrong; only a server that does not answer is asked once more. */
export function shouldRetry(failures: number, error: Error): boolean {
  const temporary = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return temporary && failures < 1;
}

export interface RangeAsk {
  start: number;
  end: number;
  stepSeconds: number;
}

export interface RangeResult {
  /** One answer per query, in their order; undefined until the first one came. */
  answers: (Answer<RangeSeries[]> | undefined)[];
  errors: (Error | null)[];
  /** Nothing to show yet. */
  isFirst: boolean;
  /** What is shown belongs to the range before. */
  isOld: boolean;
}

// Both stand outside of the hooks, because a function that stays the same is not run on every render.
const combineRanges = (results: UseQueryResult<Answer<RangeSeries[]>>[]): RangeResult => ({
  answers: results.map((r) => r.data),
  errors: results.map((r) => r.error),
  isFirst: results.some((r) => r.isLoading),
  isOld: results.some((r) => r.isPlaceholderData),
});

const combineVectors = (results: UseQueryResult<InstantSeries[]>[]): VectorsResult => ({
  vectors: results.map((r) => r.data),
  error: results.find((r) => r.error)?.error ?? null,
});

/** Several range queries over one grid, each its own request, so that one slow query holds up nobody. */
export function useRanges(queries: string[], { start, end, stepSeconds }: RangeAsk): RangeResult {
  return useQueries({
    queries: queries.map((query) => ({
      queryKey: ["range", query, start, end, stepSeconds],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        queryRange({ query, start, end, stepSeconds }, signal),
      placeholderData: keepPreviousData,
      enabled: query !== "",
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
    })),
    combine: combineRanges,
  });
}

export interface VectorsResult {
  vectors: (InstantSeries[] | undefined)[];
  error: Error | null;
}

export function useVectors(queries: string[], timeSeconds: number): VectorsResult {
  return useQueries({
    queries: queries.map((query) => ({
      queryKey: ["vector", query, timeSeconds],
      queryFn: ({ signal }: { signal: AbortSignal }) => queryVector(query, timeSeconds, signal),
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
    })),
    combine: combineVectors,
  });
}

export function useHealth() {
  return useQuery({ queryKey: ["health"], queryFn: ({ signal }) => health(signal), refetchInterval: 10_000 });
}

export function useTargets(refetchMillis: number | false) {
  return useQuery({
    queryKey: ["targets"],
    queryFn: ({ signal }) => targets(signal),
    refetchInterval: refetchMillis,
  });
}

export function useTsdbStatus(limit: number, refetchMillis: number | false) {
  return useQuery({
    queryKey: ["tsdb-status", limit],
    queryFn: ({ signal }) => tsdbStatus(limit, signal),
    refetchInterval: refetchMillis,
  });
}
