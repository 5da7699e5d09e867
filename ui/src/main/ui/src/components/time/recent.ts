import type { TimeRange } from "../../lib/time/range";
import { remember, remembered } from "../themeChoice";

const KEY = "tocsin.ranges";
const MAX = 6;

function isRange(value: unknown): value is TimeRange {
  const range = value as Partial<TimeRange> | null;
  return typeof range?.from === "string" && typeof range.to === "string";
}

/** The ranges that were typed last, newest first. */
export function recentRanges(): TimeRange[] {
  try {
    const parsed: unknown = JSON.parse(remembered(KEY) ?? "[]");
    return Array.isArray(parsed) ? parsed.filter(isRange).slice(0, MAX) : [];
  } catch {
    return [];
  }
}

export function rememberRange(range: TimeRange): void {
  const others = recentRanges().filter((r) => r.from !== range.from || r.to !== range.to);
  remember(KEY, JSON.stringify([range, ...others].slice(0, MAX)));
}
