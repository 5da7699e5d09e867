import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { chipsText, type Filter, type Filters, withChip, withoutChip } from "../lib/filters";
import { filtersOf, timeSearch } from "./time/search";

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
  const navigate = useNavigate();
  const filters = useMemo(() => filtersOf({ env, f }), [env, f]);
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
