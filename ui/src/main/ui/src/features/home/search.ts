import { type TimeSearch, timeSearch } from "../../components/time/search";
import { text } from "../../lib/search";

export interface HomeSearch extends TimeSearch {
  /** The `instance` of the host to show; the first one when left out. */
  host?: string;
}

export function homeSearch(search: Record<string, unknown>): HomeSearch {
  return { ...timeSearch(search), host: text(search, "host") };
}
