import { type TimeSearch, timeSearch } from "../../components/time/search";
import { oneOf, text } from "../../lib/search";

export const SORTS = ["pressure", "name", "cpu", "memory", "disk", "net", "load", "full"] as const;
export type HostSort = (typeof SORTS)[number];

export interface HostsSearch extends TimeSearch {
  /** Text that the host's name must contain. */
  q?: string;
  /** `pressure` when left out. */
  sort?: HostSort;
}

export function hostsSearch(search: Record<string, unknown>): HostsSearch {
  const sort = oneOf(search, "sort", SORTS);
  return { ...timeSearch(search), q: text(search, "q"), sort: sort === "pressure" ? undefined : sort };
}
