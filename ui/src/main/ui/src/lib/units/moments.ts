import { type WallTime, wallTime, type Zone, zoneName } from "../time/zone";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const pad = (value: number, length = 2) => String(value).padStart(length, "0");

function offsetMinutes(millis: number, wall: WallTime): number {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  return Math.round((utc - Math.floor(millis / 1000) * 1000) / 60_000);
}

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}${colon}${pad(size % 60)}`;
}

function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${(!teen && ["", "st", "nd", "rd"][day % 10]) || "th"}`;
}

const EXPANSIONS: Record<string, string> = {
  L: "MM/DD/YYYY",
  LL: "MMMM D, YYYY",
  LLL: "MMMM D, YYYY h:mm A",
  LT: "h:mm A",
  LTS: "h:mm:ss A",
};

type Token = (wall: WallTime, millis: number, zone: Zone) => string;

const hour12 = (w: WallTime) => w.hour % 12 || 12;
const weekday = (w: WallTime) => new Date(Date.UTC(w.year, w.month - 1, w.day)).getUTCDay();
const monthName = (w: WallTime) => MONTHS[w.month - 1] ?? "";
const dayName = (w: WallTime) => DAYS[weekday(w)] ?? "";

const TOKENS: Record<string, Token> = {
  YYYY: (w) => String(w.year),
  YY: (w) => pad(w.year % 100),
  Q: (w) => String(Math.ceil(w.month / 3)),
  MMMM: monthName,
  MMM: (w) => monthName(w).slice(0, 3),
  MM: (w) => pad(w.month),
  M: (w) => String(w.month),
  DDDD: (w) => pad(dayOfYear(w), 3),
  DDD: (w) => String(dayOfYear(w)),
  DD: (w) => pad(w.day),
  Do: (w) => ordinal(w.day),
  D: (w) => String(w.day),
  dddd: dayName,
  ddd: (w) => dayName(w).slice(0, 3),
  dd: (w) => dayName(w).slice(0, 2),
  d: (w) => String(weekday(w)),
  E: (w) => String(weekday(w) || 7),
  HH: (w) => pad(w.hour),
  H: (w) => String(w.hour),
  hh: (w) => pad(hour12(w)),
  h: (w) => String(hour12(w)),
  mm: (w) => pad(w.minute),
  m: (w) => String(w.minute),
  ss: (w) => pad(w.second),
  s: (w) => String(w.second),
  SSS: (_, ms) => pad(((Math.floor(ms) % 1000) + 1000) % 1000, 3),
  A: (w) => (w.hour < 12 ? "AM" : "PM"),
  a: (w) => (w.hour < 12 ? "am" : "pm"),
  ZZ: (w, ms) => offsetText(offsetMinutes(ms, w), ""),
  Z: (w, ms) => offsetText(offsetMinutes(ms, w), ":"),
  z: (_, __, zone) => zoneName(zone),
  X: (_, ms) => String(Math.floor(ms / 1000)),
  x: (_, ms) => String(Math.floor(ms)),
};

function dayOfYear(w: WallTime): number {
  return Math.round((Date.UTC(w.year, w.month - 1, w.day) - Date.UTC(w.year, 0, 1)) / 86_400_000) + 1;
}

const PARTS =
  /\[([^\]]*)\]|YYYY|YY|Q|MMMM|MMM|MM|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|d|E|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z|z|X|x/g;

/** A time by a pattern such as `YYYY-MM-DD HH:mm:ss.SSS`; words in brackets stay as they are. */
export function formatTime(millis: number, pattern: string, zone: Zone): string {
  const wall = wallTime(millis, zone);
  const whole = pattern.replace(/\[[^\]]*\]|LTS|LT|LLL|LL|L/g, (part) => EXPANSIONS[part] ?? part);
  return whole.replace(PARTS, (part, literal?: string) =>
    literal === undefined ? (TOKENS[part]?.(wall, millis, zone) ?? part) : literal,
  );
}

const DISTANCES: [number, string][] = [
  [31_536_000, "year"],
  [2_592_000, "month"],
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
];

/** `3 hours ago`, `in 5 minutes`. */
export function fromNow(millis: number, now: number): string {
  const seconds = Math.abs(now - millis) / 1000;
  const found = DISTANCES.find(([size]) => seconds >= size * 0.75);
  const count = found ? Math.max(1, Math.round(seconds / found[0])) : 0;
  const words = found ? `${count} ${found[1]}${count === 1 ? "" : "s"}` : "a few seconds";
  return millis > now ? `in ${words}` : `${words} ago`;
}

/** `YYYY-MM-DD HH:mm:ss` and the like without the date when it is today's. */
export function formatUnlessToday(
  millis: number,
  date: string,
  time: string,
  zone: Zone,
  now: number,
): string {
  const day = "YYYY-MM-DD";
  const isToday = formatTime(millis, day, zone) === formatTime(now, day, zone);
  return formatTime(millis, isToday ? time : `${date} ${time}`, zone);
}

const LENGTHS: [number, string][] = [
  [31_536_000_000, "year"],
  [2_592_000_000, "month"],
  [604_800_000, "week"],
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
  [1, "millisecond"],
];

/** `1 hour, 23 minutes`: the largest unit and as many smaller ones as there are decimals. */
export function duration(millis: number, decimals: number, zero: string): string {
  if (millis === 0) {
    return `0 ${zero}s`;
  }
  if (millis < 0) {
    return `${duration(-millis, decimals, zero)} ago`;
  }
  const out: string[] = [];
  let rest = millis;
  for (const [size, name] of LENGTHS) {
    if (out.length > 0 || rest >= size) {
      const count = Math.floor(rest / size + 1e-9);
      out.push(`${count} ${name}${count === 1 ? "" : "s"}`);
      rest -= count * size;
    }
    if (out.length > decimals) {
      break;
    }
  }
  return out.length === 0 ? "0 milliseconds" : out.join(", ");
}

/** `01:23:45`, with days before it when `days` is set. */
export function hoursMinutesSeconds(seconds: number, days: boolean): string {
  if (seconds < 0) {
    return `${hoursMinutesSeconds(-seconds, days)} ago`;
  }
  const whole = Math.floor(seconds);
  const day = days ? Math.floor(whole / 86_400) : 0;
  const rest = whole - day * 86_400;
  const clock = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60]
    .map((n) => pad(n))
    .join(":");
  return days ? `${day} d ${clock}` : clock;
}

/** `01h:23m:45s:678ms`; decimals say how many parts follow the first. */
export function clockText(millis: number, decimals?: number): string {
  const parts = [
    `${pad(Math.floor(millis / 3_600_000))}h`,
    `${pad(Math.floor((millis % 3_600_000) / 60_000))}m`,
    `${pad(Math.floor((millis % 60_000) / 1000))}s`,
    `${pad(Math.floor(millis % 1000), 3)}ms`,
  ];
  const first = millis >= 3_600_000 ? 0 : millis >= 60_000 ? 1 : millis >= 1000 ? 2 : 3;
  return parts.slice(first, decimals === undefined ? undefined : first + decimals + 1).join(":");
}
