const UNIT_MILLIS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

const WORDS: Record<string, string> = {
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  hour: "h",
  hours: "h",
  hr: "h",
  hrs: "h",
  day: "d",
  days: "d",
  week: "w",
  weeks: "w",
  month: "M",
  months: "M",
  year: "y",
  years: "y",
};

/** `90m`, `1h30m`, `90 minutes`, `2 days` in milliseconds; nothing when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const pattern = /(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*/y;
  let total = 0;
  while (pattern.lastIndex < trimmed.length) {
    const match = pattern.exec(trimmed);
    if (!match) {
      return undefined;
    }
    const word = match[2] ?? "";
    const unit = UNIT_MILLIS[word] ?? UNIT_MILLIS[WORDS[word.toLowerCase()] ?? ""];
    if (unit === undefined) {
      return undefined;
    }
    total += Number(match[1]) * unit;
  }
  return total > 0 ? total : undefined;
}

const COMPACT: [string, number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

/** Shortest exact form that {@link parseDuration} reads back: 5400000 is `1h30m`. */
export function compactDuration(millis: number): string {
  let rest = Math.round(millis);
  let out = "";
  for (const [name, size] of COMPACT) {
    const count = Math.floor(rest / size);
    if (count > 0) {
      out += `${count}${name}`;
      rest -= count * size;
    }
  }
  return out || "0s";
}

const NAMES: [string, number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** How long something lasted, for a reader: `12 min`, `1 h 51`, `3 d`. */
export function readableDuration(millis: number): string {
  if (millis < 1000) {
    return `${Math.round(millis)}\u2009ms`;
  }
  if (millis < 10_000) {
    return `${(millis / 1000).toFixed(1).replace(/\.0$/, "")}\u2009s`;
  }
  if (millis >= 3_600_000 && millis < 36_000_000) {
    const minutes = Math.floor(millis / 60_000);
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)}\u2009h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
  }
  const [name, size] = NAMES.find(([, s]) => millis >= s) ?? ["s", 1000];
  return `${Math.floor(millis / size)}\u2009${name}`;
}

/** `8 s ago`; within a second it is `now`. */
export function ago(thenMillis: number, nowMillis: number): string {
  const age = nowMillis - thenMillis;
  return age < 1000 ? "now" : `${readableDuration(age >= 10_000 ? age : Math.floor(age / 1000) * 1000)} ago`;
}
