import { parseDuration } from "../time/duration";

/** A round number of milliseconds near to this one: what a person would have chosen. */
const NICE_MILLIS = [
  1, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000,
  86_400_000, 604_800_000, 2_592_000_000, 31_536_000_000,
];

/** More points than this the server refuses. */
const MAX_POINTS = 11_000;

export function roundInterval(millis: number): number {
  for (let i = 0; i + 1 < NICE_MILLIS.length; i++) {
    const here = NICE_MILLIS[i] ?? 1;
    if (millis < (here + (NICE_MILLIS[i + 1] ?? here)) / 2) {
      return here;
    }
  }
  return NICE_MILLIS.at(-1) ?? 1;
}

/** `>10s` and `10s` alike; nothing where it is no duration. A bare number is seconds. */
export function parseInterval(text: string | undefined): number | undefined {
  const bare = text?.replace(/^>=?/, "").trim() ?? "";
  return /^\d+(\.\d+)?$/.test(bare) ? Number(bare) * 1000 : parseDuration(bare);
}

/** `15s`, `1m30s`, `2h`: as PromQL reads it. */
export function intervalText(millis: number): string {
  const units: [string, number][] = [
    ["y", 31_536_000_000],
    ["w", 604_800_000],
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
    ["ms", 1],
  ];
  const [unit, size] = units.find(([, s]) => millis >= s && millis % s === 0) ?? ["ms", 1];
  return `${Math.max(1, Math.round(millis / size))}${unit}`;
}

export interface StepAsk {
  rangeMillis: number;
  /** One point each pixel, or what the panel says. */
  maxDataPoints: number;
  /** How often samples come in; a panel or a query may say its own. */
  scrapeMillis: number;
  /** The smallest step of the panel or the query. */
  minMillis?: number;
  factor?: number;
}

export interface Step {
  /** `$__interval`: between two points, before a query's factor. */
  intervalMillis: number;
  /** Between two points of the answer. */
  stepMillis: number;
  /** `$__rate_interval`: at least four samples wide. */
  rateIntervalMillis: number;
}

export function stepOf({ rangeMillis, maxDataPoints, scrapeMillis, minMillis, factor = 1 }: StepAsk): Step {
  const least = minMillis ?? scrapeMillis;
  const intervalMillis = Math.max(roundInterval(rangeMillis / Math.max(1, maxDataPoints)), least);
  const safe = Math.ceil(rangeMillis / MAX_POINTS / 1000) * 1000;
  const stepMillis = Math.max(intervalMillis * Math.max(1, factor), safe, 1);
  return {
    intervalMillis: Math.max(intervalMillis, safe),
    stepMillis,
    rateIntervalMillis: Math.max(stepMillis + least, 4 * least),
  };
}

/** Start and end on whole steps, so that the same points are asked again a second later. */
export function aligned(
  fromMillis: number,
  toMillis: number,
  stepMillis: number,
): { start: number; end: number } {
  const floor = (millis: number) => (Math.floor(millis / stepMillis) * stepMillis) / 1000;
  return { start: floor(fromMillis), end: floor(toMillis) };
}
