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
}

export function timeSearch(search: RawSearch | Record<string, unknown>): TimeSearch {
  const tz = text(search, "tz");
  const refresh = text(search, "refresh");
  return {
    from: text(search, "from"),
    to: text(search, "to"),
    tz: tz !== undefined && isZone(tz) ? tz : undefined,
    refresh: refresh === "off" || (refresh !== undefined && parseDuration(refresh)) ? refresh : undefined,
  };
}

/** What a link to another page keeps: the time, and nothing that belongs to this page. */
export function keepTime(search: Record<string, unknown>): TimeSearch {
  return timeSearch(search);
}
