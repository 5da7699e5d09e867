import { parseDuration } from "../../lib/time/duration";
import type { Instants } from "../../lib/time/range";
import { leastStep, stepFor } from "../../lib/time/step";

/** The server refuses to answer more points than this per series. */
export const MAX_POINTS = 11_000;
/** Finer than most targets are scraped, a line would be a staircase. */
const COLLECT_SECONDS = 10;

/** What the step control offers beside "auto". */
export const STEPS = ["1s", "5s", "10s", "15s", "30s", "1m", "5m", "15m", "1h", "6h", "1d"];

export interface Step {
  seconds: number;
  /** The step that was asked for, when it would have given too many points. */
  refusedSeconds?: number;
}

/** The step of the URL as far as the server allows it, else one that suits the width. */
export function chooseStep(wanted: string | undefined, at: Instants, widthPixels: number): Step {
  const millis = wanted === undefined ? undefined : parseDuration(wanted);
  if (millis === undefined) {
    return { seconds: stepFor(at, widthPixels, leastStep(at, COLLECT_SECONDS)) };
  }
  const seconds = millis / 1000;
  const least = Math.ceil((at.toMillis - at.fromMillis) / 1000 / MAX_POINTS);
  const allowed = (at.toMillis - at.fromMillis) / 1000 / seconds <= MAX_POINTS;
  return allowed ? { seconds } : { seconds: Math.max(seconds, least), refusedSeconds: seconds };
}
