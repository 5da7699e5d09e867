import { type TimeSearch, timeSearch } from "../../components/time/search";
import { flag, oneOf, text, texts } from "../../lib/search";
import { parseDuration } from "../../lib/time/duration";
import { UNIT_NAMES, type Unit } from "../../lib/units";

export const VIEWS = ["lines", "stack", "heat", "table"] as const;
export type View = (typeof VIEWS)[number];

const UNITS = Object.keys(UNIT_NAMES) as Unit[];
const MAX_QUERIES = 20;

/** Everything that Explore shows, as the URL carries it. */
export interface ExploreSearch extends TimeSearch {
  /** The queries A, B, … in their order. */
  q?: string[];
  /** Letters of the queries that are not drawn. */
  hide?: string;
  view?: View;
  unit?: Unit;
  /** A duration; chosen by the width when left out. */
  step?: string;
  /** The value axis in powers of ten. */
  log?: true;
  /** Exemplars are drawn. */
  ex?: true;
  /** The letter of the query that is explained. */
  explain?: string;
  /** The metric open in the browser. */
  metric?: string;
}

export function exploreSearch(search: Record<string, unknown>): ExploreSearch {
  const queries = texts(search, "q").slice(0, MAX_QUERIES);
  const step = text(search, "step");
  const hide = text(search, "hide")?.replace(/[^A-T]/g, "");
  const view = oneOf(search, "view", VIEWS);
  return {
    ...timeSearch(search),
    q: queries.length > 0 ? queries : undefined,
    hide: hide || undefined,
    view: view === "lines" ? undefined : view,
    unit: oneOf(search, "unit", UNITS),
    step: step && parseDuration(step) ? step : undefined,
    log: flag(search, "log"),
    ex: flag(search, "ex"),
    explain:
      text(search, "explain")
        ?.replace(/[^A-T]/g, "")
        .charAt(0) || undefined,
    metric: text(search, "metric"),
  };
}

/** `A` for the first query, `B` for the second. */
export function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

export function isHidden(search: ExploreSearch, index: number): boolean {
  return search.hide?.includes(letter(index)) ?? false;
}

export function toggleHidden(search: ExploreSearch, index: number): string | undefined {
  const hidden = new Set(search.hide ?? "");
  if (!hidden.delete(letter(index))) {
    hidden.add(letter(index));
  }
  return [...hidden].sort().join("") || undefined;
}

/** Takes a query away and moves the letters of those behind it one up. */
export function removeQuery(search: ExploreSearch, index: number): Pick<ExploreSearch, "q" | "hide"> {
  const kept = (search.q ?? [])
    .map((query, i) => ({ query, hidden: isHidden(search, i) }))
    .filter((_, i) => i !== index);
  const hide = kept.map(({ hidden }, i) => (hidden ? letter(i) : "")).join("");
  return { q: kept.length > 0 ? kept.map(({ query }) => query) : undefined, hide: hide || undefined };
}
