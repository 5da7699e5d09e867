import { compactDuration, parseDuration, readableDuration } from "./duration";
import { clock, dayMonth, instantOf, isoWall, wallTime, type Zone } from "./zone";

/** A range as the URL carries it: each end is `now`, `now-1h`, `now/d`, an ISO time or epoch milliseconds. */
export interface TimeRange {
  from: string;
  to: string;
}

/** The same range as two instants, milliseconds since the epoch. */
export interface Instants {
  fromMillis: number;
  toMillis: number;
}

export interface Preset {
  range: TimeRange;
  label: string;
}

export const PRESETS: Preset[] = [
  ["5m", "5 minutes"],
  ["15m", "15 minutes"],
  ["1h", "1 hour"],
  ["6h", "6 hours"],
  ["24h", "24 hours"],
  ["7d", "7 days"],
  ["30d", "30 days"],
].map(([length, label]) => ({ range: { from: `now-${length}`, to: "now" }, label: `Last ${label}` }));

type Rounding = "s" | "m" | "h" | "d" | "w" | "M" | "y";

function floorTo(millis: number, unit: Rounding, zone: Zone): number {
  const w = wallTime(millis, zone);
  const at = (month: number, day: number, hour = 0, minute = 0, second = 0) =>
    instantOf({ year: w.year, month, day, hour, minute, second }, zone);
  switch (unit) {
    case "s":
      return Math.floor(millis / 1000) * 1000;
    case "m":
      return at(w.month, w.day, w.hour, w.minute);
    case "h":
      return at(w.month, w.day, w.hour);
    case "d":
      return at(w.month, w.day);
    case "w": {
      const monday = (new Date(Date.UTC(w.year, w.month - 1, w.day)).getUTCDay() + 6) % 7;
      return at(w.month, w.day - monday);
    }
    case "M":
      return at(w.month, 1);
    case "y":
      return at(1, 1);
  }
}

const NOW = /^now\s*(?:([+-])\s*([0-9a-zA-Z. ]+?))?\s*(?:\/\s*([smhdwMy]))?$/;
const WALL = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const DAY_WORD = /^(today|yesterday)(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/i;

function parseWall(text: string, zone: Zone): number | undefined {
  const wall = WALL.exec(text);
  if (!wall) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = wall.slice(1).map((part) => Number(part ?? 0));
  if (month === undefined || month < 1 || month > 12 || day === undefined || day < 1 || day > 31) {
    return undefined;
  }
  return instantOf(
    { year: year ?? 0, month, day, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 },
    zone,
  );
}

function parseDayWord(text: string, nowMillis: number, zone: Zone): number | undefined {
  const match = DAY_WORD.exec(text);
  if (!match) {
    return undefined;
  }
  const w = wallTime(nowMillis, zone);
  const day = match[1]?.toLowerCase() === "yesterday" ? w.day - 1 : w.day;
  const [hour, minute, second] = [match[2], match[3], match[4]].map((part) => Number(part ?? 0));
  return instantOf(
    { year: w.year, month: w.month, day, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 },
    zone,
  );
}

function parseNow(text: string, nowMillis: number, zone: Zone): number | undefined {
  const now = NOW.exec(text);
  if (!now) {
    return undefined;
  }
  const offset = now[2] === undefined ? 0 : parseDuration(now[2]);
  if (offset === undefined) {
    return undefined;
  }
  const moved = nowMillis + (now[1] === "-" ? -offset : offset);
  return now[3] ? floorTo(moved, now[3] as Rounding, zone) : moved;
}

/** One end of a range in any form a person pastes; nothing when it cannot be read. */
export function parseInstant(text: string, nowMillis: number, zone: Zone): number | undefined {
  const trimmed = text.trim();
  const relative = parseNow(trimmed, nowMillis, zone) ?? parseDayWord(trimmed, nowMillis, zone);
  if (relative !== undefined) {
    return relative;
  }
  if (/^\d{9,10}(\.\d+)?$/.test(trimmed)) {
    return Number(trimmed) * 1000;
  }
  if (/^\d{12,14}$/.test(trimmed)) {
    return Number(trimmed);
  }
  const wall = parseWall(trimmed, zone);
  if (wall !== undefined) {
    return wall;
  }
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) {
    const iso = Date.parse(trimmed);
    return Number.isNaN(iso) ? undefined : iso;
  }
  return undefined;
}

function normalEnd(text: string, nowMillis: number, zone: Zone): string | undefined {
  const trimmed = text.trim();
  const millis = parseInstant(trimmed, nowMillis, zone);
  if (millis === undefined) {
    return undefined;
  }
  return trimmed.startsWith("now") ? trimmed.replace(/\s+/g, "") : new Date(millis).toISOString();
}

function parsePair(left: string, right: string, nowMillis: number, zone: Zone): TimeRange | undefined {
  const time = /^\d{1,2}:\d{2}(:\d{2})?$/.exec(right.trim());
  const day = /^(.*?)\s+\d{1,2}:\d{2}(:\d{2})?$/.exec(left.trim())?.[1];
  const from = normalEnd(left, nowMillis, zone);
  const to = normalEnd(time && day ? `${day} ${right.trim()}` : right, nowMillis, zone);
  if (from === undefined || to === undefined) {
    return undefined;
  }
  const range = { from, to };
  return resolveRange(range, nowMillis, zone) ? range : undefined;
}

function parseDayName(text: string, nowMillis: number, zone: Zone): TimeRange | undefined {
  if (/^today$/i.test(text)) {
    return { from: "now/d", to: "now" };
  }
  if (/^yesterday$/i.test(text)) {
    return parsePair("yesterday 00:00", "today 00:00", nowMillis, zone);
  }
  return undefined;
}

/**
 * A whole range from one line of text: `last 90m`, `2h`, `yesterday`, `yesterday 09:00 to 11:00`,
 * `2026-02-12 00:00 to 2026-02-12 01:00`, `now-3h to now-1h`, two epoch numbers, or a single ISO instant (to now).
 */
export function parseRangeText(text: string, nowMillis: number, zone: Zone): TimeRange | undefined {
  const trimmed = text.trim();
  const length = parseDuration(trimmed.replace(/^(last|past)\s+/i, ""));
  if (length !== undefined) {
    return { from: `now-${compactDuration(length)}`, to: "now" };
  }
  const day = parseDayName(trimmed, nowMillis, zone);
  if (day) {
    return day;
  }
  const pair = /^(.+?)\s*(?:\bto\b|\s[-–—]\s|\s*→\s*|\s*\/\/\s*|,)\s*(.+)$/i.exec(trimmed);
  if (pair?.[1] && pair[2]) {
    return parsePair(pair[1], pair[2], nowMillis, zone);
  }
  const numbers = /^(\d{9,14})\s+(\d{9,14})$/.exec(trimmed);
  if (numbers?.[1] && numbers[2]) {
    return parsePair(numbers[1], numbers[2], nowMillis, zone);
  }
  return parsePair(trimmed, "now", nowMillis, zone);
}

/** Both instants, or nothing when an end cannot be read or the range is empty or backwards. */
export function resolveRange(range: TimeRange, nowMillis: number, zone: Zone): Instants | undefined {
  const fromMillis = parseInstant(range.from, nowMillis, zone);
  const toMillis = parseInstant(range.to, nowMillis, zone);
  if (fromMillis === undefined || toMillis === undefined || toMillis <= fromMillis) {
    return undefined;
  }
  return { fromMillis, toMillis };
}

/** Whether the range moves with the clock; only then does a refresh change anything. */
export function isLive(range: TimeRange): boolean {
  return range.to.startsWith("now");
}

/** A range of two fixed instants, as a drag in a chart makes it. */
export function absoluteRange(fromMillis: number, toMillis: number): TimeRange {
  return { from: new Date(fromMillis).toISOString(), to: new Date(toMillis).toISOString() };
}

/** `Last 1 hour`, `Today`, `12 Feb 14:00 to 14:30`. */
export function describeRange(range: TimeRange, nowMillis: number, zone: Zone): string {
  const preset = PRESETS.find((p) => p.range.from === range.from && p.range.to === range.to);
  if (preset) {
    return preset.label;
  }
  if (range.to === "now" && range.from === "now/d") {
    return "Today";
  }
  const relative = /^now-([0-9a-zA-Z]+)$/.exec(range.from);
  if (range.to === "now" && relative) {
    const length = parseDuration(relative[1] ?? "");
    return length === undefined ? `Last ${relative[1]}` : `Last ${readableDuration(length)}`;
  }
  const at = resolveRange(range, nowMillis, zone);
  if (!at) {
    return "Unreadable range";
  }
  return describeInstants(at, zone);
}

function describeInstants({ fromMillis, toMillis }: Instants, zone: Zone): string {
  const seconds = toMillis - fromMillis < 300_000;
  const sameDay = dayMonth(fromMillis, zone) === dayMonth(toMillis, zone);
  const left = `${dayMonth(fromMillis, zone)} ${clock(fromMillis, zone, seconds)}`;
  const right = clock(toMillis, zone, seconds);
  return `${left} to ${sameDay ? right : `${dayMonth(toMillis, zone)} ${right}`}`;
}

/** Moves by a share of its own length: -0.5 is half a range back. */
export function shiftRange(at: Instants, share: number): TimeRange {
  const by = (at.toMillis - at.fromMillis) * share;
  return absoluteRange(at.fromMillis + by, at.toMillis + by);
}

/** Twice as wide around the same middle, but never beyond now. */
export function zoomOut(at: Instants, nowMillis: number): TimeRange {
  const half = (at.toMillis - at.fromMillis) / 2;
  const to = Math.min(at.toMillis + half, nowMillis);
  return absoluteRange(to - 4 * half, to);
}

/** The text form of an end for an editable field, in wall time of the zone unless it is relative. */
export function editableEnd(end: string, nowMillis: number, zone: Zone): string {
  if (end.startsWith("now")) {
    return end;
  }
  const millis = parseInstant(end, nowMillis, zone);
  return millis === undefined ? end : isoWall(millis, zone);
}
