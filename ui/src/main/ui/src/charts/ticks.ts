import { tickSteps } from "../lib/units";
import { tickBase } from "../lib/units/measure";
import type { Span } from "./axis";

/** Distances between ticks that read as round in this unit, smallest first. */
export function stepsOf(unit: string | undefined): number[] {
  const base = tickBase(unit);
  if (base === "decimal") {
    return tickSteps("none");
  }
  if (base === "binary") {
    return [...tickSteps("none").filter((s) => s < 1), ...tickSteps("bytes")];
  }
  return tickSteps("seconds").map((s) => Number((s / base.secondsPerUnit).toPrecision(12)));
}

/** The smallest round step that gives about so many ticks. */
export function stepFor(span: number, count: number, unit: string | undefined): number {
  const raw = span / Math.max(1, count);
  return stepsOf(unit).find((s) => s >= raw * 0.8) ?? 10 ** Math.ceil(Math.log10(raw || 1));
}

const clean = (value: number) => Number(value.toPrecision(12));

/** Multiples of the step from low to high, both included where they fit. */
export function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, Math.min(1000, last - first + 1)) }, (_, i) =>
    clean((first + i) * step),
  );
}

export interface RangeWish {
  unit?: string;
  ticks: number;
  /** A stack or a bar stands on zero. */
  fromZero: boolean;
  min?: number;
  max?: number;
  softMin?: number;
  softMax?: number;
  centeredZero?: boolean;
}

/** The ends that the data and the wishes have, before they are made round. */
function rawEnds(data: Span | undefined, wish: RangeWish): Span {
  const min = Math.min(data?.min ?? Number.POSITIVE_INFINITY, wish.softMin ?? Number.POSITIVE_INFINITY);
  const max = Math.max(data?.max ?? Number.NEGATIVE_INFINITY, wish.softMax ?? Number.NEGATIVE_INFINITY);
  if (min <= max) {
    return { min, max };
  }
  if (Number.isFinite(min)) {
    return { min, max: min + 1 };
  }
  return Number.isFinite(max) ? { min: Math.min(0, max - 1), max } : { min: 0, max: 1 };
}

/** Zero belongs to an axis that is near it; values that are all alike get room around them. */
function widened({ min, max }: Span, fromZero: boolean): Span {
  const low = min >= 0 && (fromZero || min < max * 0.6) ? 0 : min;
  const high = max <= 0 && (fromZero || max > min * 0.6) ? 0 : max;
  if (low !== high) {
    return { min: low, max: high };
  }
  const pad = Math.abs(high) * 0.1 || 1;
  return { min: low === 0 ? 0 : low - pad, max: high + pad };
}

/** Ends of a linear axis: as they are set, else on round ticks around the values. */
export function linearRange(data: Span | undefined, wish: RangeWish): Span {
  let { min, max } = widened(rawEnds(data, wish), wish.fromZero);
  if (wish.centeredZero) {
    max = Math.max(Math.abs(min), Math.abs(max));
    min = -max;
  }
  const [hardMin, hardMax] = [wish.min ?? min, wish.max ?? max];
  const step = stepFor(Math.max(hardMax - hardMin, Number.MIN_VALUE), wish.ticks, wish.unit);
  const low = wish.min ?? clean(Math.floor(hardMin / step + 1e-9) * step);
  const high = wish.max ?? clean(Math.ceil(hardMax / step - 1e-9) * step);
  return low < high ? { min: low, max: high } : { min: low, max: low + (step || 1) };
}

export interface LogWish {
  base: 2 | 10;
  min?: number;
  max?: number;
  softMin?: number;
  softMax?: number;
}

/** Ends of a logarithmic axis, on powers of its base; only what is above zero has a place on it. */
export function logRange(positive: Span | undefined, wish: LogWish): Span {
  const above = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined);
  const log = wish.base === 2 ? Math.log2 : Math.log10;
  const low =
    above(wish.min) ?? Math.min(positive?.min ?? 1, above(wish.softMin) ?? Number.POSITIVE_INFINITY);
  const high =
    above(wish.max) ??
    Math.max(positive?.max ?? low * wish.base, above(wish.softMax) ?? Number.NEGATIVE_INFINITY);
  const min = above(wish.min) ?? wish.base ** Math.floor(log(low) + 1e-9);
  const max = above(wish.max) ?? wish.base ** Math.ceil(log(high) - 1e-9);
  return { min, max: max > min ? max : min * wish.base };
}

/** Powers of the base, thinned out until there are about so many. */
export function logTicks(min: number, max: number, base: number, count: number): number[] {
  const log = (v: number) => Math.log(v) / Math.log(base);
  const first = Math.ceil(log(min) - 1e-9);
  const last = Math.floor(log(max) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, count)));
  const out: number[] = [];
  for (let power = first; power <= last; power += every) {
    out.push(clean(base ** power));
  }
  return out;
}
