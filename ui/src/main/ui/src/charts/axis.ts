import { tickSteps, type Unit } from "../lib/units";

export interface Span {
  min: number;
  max: number;
}

/** Smallest and largest of all columns. */
export function spanOf(columns: (number | null | undefined)[][]): Span | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) {
      if (value !== null && value !== undefined) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  return max < min ? undefined : { min, max };
}

export interface AxisWish {
  unit: Unit;
  /** A stack or a tile starts at zero; a plain line only when zero is near. */
  fromZero: boolean;
  /** The axis reaches at least to here: the full height of a percentage, the number of cores. */
  atLeast?: number;
  ticks: number;
}

/** Whether the ticks of a byte axis are round in the prefix of its top: thirds and fifths of a MiB are not. */
function isRound(step: number, max: number, unit: Unit): boolean {
  const top = Math.ceil(max / step - 1e-9) * step;
  if (top < 1024 || (unit !== "bytes" && unit !== "bytesPerSecond")) {
    return true;
  }
  const prefix = 1024 ** Math.floor(Math.log2(top) / 10);
  return step >= prefix ? step % prefix === 0 : prefix % step === 0;
}

/** The axis for these values: ends on round ticks, holds zero where that costs little height. */
export function niceAxis(span: Span | undefined, wish: AxisWish): { span: Span; splits: number[] } {
  let min = span?.min ?? 0;
  let max = Math.max(span?.max ?? 1, wish.atLeast ?? Number.NEGATIVE_INFINITY);
  if (min >= 0 && (wish.fromZero || min < max * 0.6)) {
    min = 0;
  }
  if (max <= 0 && max > min * 0.4) {
    max = 0;
  }
  if (min === max) {
    const pad = Math.abs(max) * 0.1 || 1;
    min = min === 0 ? 0 : min - pad;
    max += pad;
  }
  const raw = (max - min) / Math.max(1, wish.ticks);
  const steps = tickSteps(wish.unit);
  const step =
    steps.find((s) => s >= raw * 0.8 && isRound(s, max, wish.unit)) ?? 10 ** Math.ceil(Math.log10(raw));
  const low = Math.floor(min / step + 1e-9);
  const high = Math.ceil(max / step - 1e-9);
  const splits = Array.from({ length: high - low + 1 }, (_, i) => Number(((low + i) * step).toPrecision(12)));
  return { span: { min: low * step, max: high * step }, splits };
}
