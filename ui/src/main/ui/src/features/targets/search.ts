import { type TimeSearch, timeSearch } from "../../components/time/search";
import { flag, oneOf, text } from "../../lib/search";

export const FILTERS = ["all", "down", "unknown", "up", "dropped"] as const;
export type TargetFilter = (typeof FILTERS)[number];

export interface TargetsSearch extends TimeSearch {
  state?: TargetFilter;
  pool?: string;
  /** Text that the address, a label or the error must contain. */
  q?: string;
  /** What to write to add targets is shown instead of the list. */
  add?: true;
}

export function targetsSearch(search: Record<string, unknown>): TargetsSearch {
  const state = oneOf(search, "state", FILTERS);
  return {
    ...timeSearch(search),
    state: state === "all" ? undefined : state,
    pool: text(search, "pool"),
    q: text(search, "q"),
    add: flag(search, "add"),
  };
}
