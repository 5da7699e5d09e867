import { type TimeSearch, timeSearch } from "../../components/time/search";
import { oneOf } from "../../lib/search";

export const VIEWS = ["engineering", "executive", "wallboard"] as const;
/** Who looks: those who run it, those who answer for it, or a screen on a wall. */
export type HomeView = (typeof VIEWS)[number];

export interface HomeSearch extends TimeSearch {
  view?: HomeView;
}

export function homeSearch(search: Record<string, unknown>): HomeSearch {
  const view = oneOf(search, "view", VIEWS);
  return { ...timeSearch(search), view: view === "engineering" ? undefined : view };
}
