import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
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

/** The server is at fault, not the question. */
function isTemporary(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 0 || (error.status >= 500 && !error.isBadQuery);
}

/** A question that is wrong stays wrong; only a server that does not answer is asked once more. */
export function shouldRetry(failures: number, error: Error): boolean {
  return isTemporary(error) && failures < 1;
}

/** While the server does not answer, what it said last stays on screen. */
function useLastGood<T>(
  queries: string[],
  answers: (T | undefined)[],
  errors: (Error | null)[],
): (T | undefined)[] {
  const good = useRef(new Map<string, T>());
  useEffect(() => {
    const fresh = queries.flatMap((query, i): [string, T][] => {
      const answer = answers[i] ?? good.current.get(query);
      return answer === undefined ? [] : [[query, answer]];
    });
    good.current = new Map(fresh);
  }, [queries, answers]);
  return useMemo(
    () =>
      answers.map((answer, i) => {
        const error = errors[i];
        return answer ?? (error && !isTemporary(error) ? undefined : good.current.get(queries[i] ?? ""));
      }),
    [queries, answers, errors],
  );
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
  /** Since when the server has not answered, while older answers are still shown; milliseconds. */
  staleSince?: number;
}

// Both stand outside of the hooks, because a function that stays the same is not run on every render.
const combineRanges = (
  results: UseQueryResult<Answer<RangeSeries[]>>[],
): Omit<RangeResult, "staleSince"> => ({
  answers: results.map((r) => r.data),
  errors: results.map((r) => r.error),
  isFirst: results.some((r) => r.isLoading),
  isOld: results.some((r) => r.isPlaceholderData),
});

const combineVectors = (results: UseQueryResult<InstantSeries[]>[]) => ({
  vectors: results.map((r) => r.data),
  errors: results.map((r) => r.error),
});

/** Several range queries over one grid, each its own request, so that one slow query holds up nobody. */
export function useRanges(queries: string[], { start, end, stepSeconds }: RangeAsk): RangeResult {
  const result = useQueries({
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
  const answers = useLastGood(queries, result.answers, result.errors);
  return useMemo(() => {
    const kept = answers
      .filter((answer, i) => answer && !result.answers[i])
      .map((a) => a?.receivedMillis ?? 0);
    return { ...result, answers, staleSince: kept.length > 0 ? Math.min(...kept) : undefined };
  }, [result, answers]);
}

export interface VectorsResult {
  vectors: (InstantSeries[] | undefined)[];
  error: Error | null;
}

export function useVectors(queries: string[], timeSeconds: number): VectorsResult {
  const { vectors, errors } = useQueries({
    queries: queries.map((query) => ({
      queryKey: ["vector", query, timeSeconds],
      queryFn: ({ signal }: { signal: AbortSignal }) => queryVector(query, timeSeconds, signal),
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
    })),
    combine: combineVectors,
  });
  return { vectors: useLastGood(queries, vectors, errors), error: errors.find((e) => e !== null) ?? null };
}

export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => health(signal),
    // a server that is gone is looked for more often
    refetchInterval: (query) => (query.state.error === null ? 10_000 : 3000),
    refetchIntervalInBackground: false,
  });
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
