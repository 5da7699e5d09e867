import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { labelNames } from "../api/prometheus";
import {
  applyFilters,
  chipsText,
  ENV_LABELS,
  type Filter,
  type Filters,
  hasFilters,
  withChip,
  withoutChip,
} from "../lib/filters";
import { remember, remembered } from "./themeChoice";
import { filtersOf, timeSearch } from "./time/search";

const ENV_KEY = "tocsin.env-label";
const SLOW_MILLIS = 60_000;

/** Every label's name, as of about now. */
export function useLabelNames() {
  return useQuery({
    queryKey: ["label-names"],
    queryFn: ({ signal }) => labelNames({}, signal),
    staleTime: SLOW_MILLIS,
  });
}

/** The label that this server's series have for the environment; undefined where they have none. */
export function useEnvLabel(): string | undefined {
  const { data } = useLabelNames();
  const found = ENV_LABELS.find((label) => data?.includes(label));
  useEffect(() => {
    if (found) {
      remember(ENV_KEY, found);
    }
  }, [found]);
  return data ? found : (remembered(ENV_KEY) ?? undefined);
}

export interface FilterControl {
  filters: Filters;
  setEnv: (env: string | undefined) => void;
  add: (chip: Filter) => void;
  remove: (chip: Filter) => void;
  clear: () => void;
}

/** The environment and the chips of the page, read from the URL and written there. */
export function useFilters(): FilterControl {
  const { env, f } = timeSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const envLabel = useEnvLabel();
  const navigate = useNavigate();
  const filters = useMemo(() => ({ ...filtersOf({ env, f }), envLabel }), [env, f, envLabel]);
  const patch = useCallback(
    (change: { env?: string; f?: string }) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
      }),
    [navigate],
  );
  return useMemo(
    () => ({
      filters,
      setEnv: (next) => patch({ env: next }),
      add: (chip) => patch({ f: chipsText(withChip(filters.chips, chip)) }),
      remove: (chip) => patch({ f: chipsText(withoutChip(filters.chips, chip)) }),
      clear: () => patch({ env: undefined, f: undefined }),
    }),
    [filters, patch],
  );
}

/** The queries as the page's filters narrow them; the same array as long as nothing changes. */
export function useNarrowed(queries: string[]): string[] {
  const { filters } = useFilters();
  return useMemo(
    () => (hasFilters(filters) ? queries.map((query) => applyFilters(query, filters)) : queries),
    [queries, filters],
  );
}
