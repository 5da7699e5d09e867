import type { Instants } from "./range";

const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

/** Seconds between points: a round number, not finer than what was collected, about one point each 3 pixels. */
export function stepFor(at: Instants, widthPixels: number, minSeconds: number): number {
  const raw = (at.toMillis - at.fromMillis) / 1000 / Math.max(60, widthPixels / 3);
  const wanted = Math.max(raw, minSeconds);
  const step = STEPS_SECONDS.find((s) => s >= wanted);
  return step ?? Math.ceil(wanted / 86_400) * 86_400;
}

/**
 * Least seconds between points: as often as is collected, but over a range that holds only a few collections
 * oftener, so that the line reaches the newest sample.
 */
export function leastStep(at: Instants, collectSeconds: number): number {
  return Math.min(collectSeconds, Math.max(1, Math.floor((at.toMillis - at.fromMillis) / 60_000)));
}

/** Window for `rate()`: wide enough to hold four samples, and never narrower than the step. */
export function rateWindow(stepSeconds: number, scrapeSeconds: number): number {
  return Math.max(stepSeconds + scrapeSeconds, 4 * scrapeSeconds);
}

/** Start and end in whole steps, so that moving on by a second asks for the same points again. */
export function alignToStep(at: Instants, stepSeconds: number): { start: number; end: number } {
  const start = Math.floor(at.fromMillis / 1000 / stepSeconds) * stepSeconds;
  const end = Math.floor(at.toMillis / 1000 / stepSeconds) * stepSeconds;
  return { start, end: Math.max(end, start) };
}
