import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { frameSearch } from "./time/search";

/** What is open in the drawer, as `?sel=` of the URL, and the way to open another or none. */
export function useSelection(): [string | undefined, (sel: string | undefined) => void] {
  const { sel } = frameSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const select = useCallback(
    (next: string | undefined) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, sel: next }) as never,
        // moving through a list is one step of the history, not one for each row
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return [sel, select];
}
