/** A zone as the page knows it: `browser` follows the machine, anything else is an IANA name. */
export type Zone = string;

export const BROWSER_ZONE: Zone = "browser";

export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function zoneName(zone: Zone): string {
  return zone === BROWSER_ZONE ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zoneName(zone) });
    return true;
  } catch {
    return false;
  }
}

function format(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", { timeZone: zoneName(zone), ...options });
    formats.set(key, found);
  }
  return found;
}

/** The clock on the wall of that zone at that instant. */
export function wallTime(millis: number, zone: Zone): WallTime {
  const parts = format(zone, {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  }).formatToParts(millis);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return {
    year: of("year"),
    month: of("month"),
    day: of("day"),
    hour: of("hour"),
    minute: of("minute"),
    second: of("second"),
  };
}

function asUtc(w: WallTime): number {
  return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second);
}

/**
 * The instant at which that zone's wall shows that time. A time that a clock change skips maps to the instant
 * after the gap; one that happens twice maps to the first.
 */
export function instantOf(w: WallTime, zone: Zone): number {
  const wanted = asUtc(w);
  const offsetAt = (millis: number) => asUtc(wallTime(millis, zone)) - Math.floor(millis / 1000) * 1000;
  const before = wanted - offsetAt(wanted - 86_400_000);
  if (asUtc(wallTime(before, zone)) === wanted) {
    return before;
  }
  const after = wanted - offsetAt(wanted + 86_400_000);
  return asUtc(wallTime(after, zone)) === wanted ? after : before;
}

/** `UTC`, or the short name of the browser's zone at that moment (`CET`, `GMT+2`). */
export function zoneLabel(zone: Zone, millis: number): string {
  const name = zoneName(zone);
  if (name === "UTC" || name === "Etc/UTC") {
    return "UTC";
  }
  const part = format(zone, { timeZoneName: "short" })
    .formatToParts(millis)
    .find((p) => p.type === "timeZoneName");
  return part?.value ?? name;
}

const two = (n: number) => String(n).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function clock(millis: number, zone: Zone, seconds = false): string {
  const w = wallTime(millis, zone);
  const base = `${two(w.hour)}:${two(w.minute)}`;
  return seconds ? `${base}:${two(w.second)}` : base;
}

export function dayMonth(millis: number, zone: Zone): string {
  const w = wallTime(millis, zone);
  return `${w.day} ${MONTHS[w.month - 1]}`;
}

/** `Thu 12 Feb, 14:20:00 UTC` */
export function fullTime(millis: number, zone: Zone): string {
  const day = format(zone, { weekday: "short" }).format(millis);
  return `${day} ${dayMonth(millis, zone)}, ${clock(millis, zone, true)} ${zoneLabel(zone, millis)}`;
}

/** `2026-02-12 14:20:00`, the form that the time fields read and write. */
export function isoWall(millis: number, zone: Zone): string {
  const w = wallTime(millis, zone);
  return `${w.year}-${two(w.month)}-${two(w.day)} ${two(w.hour)}:${two(w.minute)}:${two(w.second)}`;
}
