import { chipsText, type Filters, parseChips } from "../../lib/filters";
import { type RawSearch, text } from "../../lib/search";
import { parseDuration } from "../../lib/time/duration";
import { isZone, type Zone } from "../../lib/time/zone";

/** The part of the URL that every page shares and every link inside carries on. */
export interface TimeSearch {
  from?: string;
  to?: string;
  tz?: Zone;
  /** A duration, or `off`. */
  refresh?: string;
  /** The environment that the page is narrowed to. */
  env?: string;
  /** Filter chips: `service:api,job:web`. */
  f?: string;
}

/** What the frame itself keeps in the URL, on every page. */
export interface FrameSearch extends TimeSearch {
  /** What is open in the drawer; belongs to the page, so that no link carries it on. */
  sel?: string;
}

export function timeSearch(search: RawSearch | Record<string, unknown>): TimeSearch {
  const tz = text(search, "tz");
  const refresh = text(search, "refresh");
  return {
    from: text(search, "from"),
    to: text(search, "to"),
    tz: tz !== undefined && isZone(tz) ? tz : undefined,
    refresh: refresh === "off" || (refresh !== undefined && parseDuration(refresh)) ? refresh : undefined,
    env: text(search, "env"),
    f: chipsText(parseChips(text(search, "f"))),
  };
}

export function frameSearch(search: RawSearch | Record<string, unknown>): FrameSearch {
  return { ...timeSearch(search), sel: text(search, "sel") };
}

/** What a link to another page keeps: time and filters, and nothing that belongs to this page. */
export function keepTime(search: Record<string, unknown>): TimeSearch {
  return timeSearch(search);
}

export function filtersOf({ env, f }: TimeSearch): Filters {
  return { env, chips: parseChips(f) };
}
