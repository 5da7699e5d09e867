/** A value on the shared times: null is a gap, undefined only that another series has a sample there. */
export type Cell = number | null | undefined;

export interface Samples {
  /** Unix milliseconds, ascending. */
  times: readonly number[];
  values: readonly (number | null)[];
  /** Samples further apart than this have a gap between them. */
  stepMillis?: number;
  /** Gaps are drawn over: all, or those up to so many milliseconds. */
  spanNulls?: boolean | number;
  /** Another distance than the step, or none. */
  insertNulls?: boolean | number;
}

function gapFrom({ stepMillis, insertNulls }: Samples): number {
  if (typeof insertNulls === "number") {
    return insertNulls;
  }
  return stepMillis === undefined ? Number.POSITIVE_INFINITY : stepMillis * 1.5;
}

function sameTimes(all: Samples[]): boolean {
  const first = all[0]?.times ?? [];
  return all.every(
    ({ times }) =>
      times.length === first.length && (times === first || times.every((t, i) => t === first[i])),
  );
}

function hasGap(samples: Samples): boolean {
  const limit = gapFrom(samples);
  return samples.times.some((t, i) => i > 0 && t - (samples.times[i - 1] ?? t) > limit);
}

/** Every time at which any series has a sample, and one inside each gap that would have none. */
function unionOf(all: Samples[]): number[] {
  const times = new Set<number>();
  for (const samples of all) {
    const limit = gapFrom(samples);
    const pad = samples.stepMillis ?? limit;
    let before: number | undefined;
    for (const time of samples.times) {
      times.add(time);
      if (before !== undefined && time - before > limit && Number.isFinite(pad)) {
        times.add(before + Math.min(pad, (time - before) / 2));
      }
      before = time;
    }
  }
  return [...times].sort((a, b) => a - b);
}

const drawable = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value;

function place(samples: Samples, times: number[], index: Map<number, number>): Cell[] {
  const column: Cell[] = new Array(times.length).fill(undefined);
  const limit = gapFrom(samples);
  let before: { time: number; at: number } | undefined;
  samples.times.forEach((time, i) => {
    const at = index.get(time) ?? 0;
    column[at] = drawable(samples.values[i]);
    if (before && time - before.time > limit) {
      column.fill(null, before.at + 1, at);
    }
    before = { time, at };
  });
  return column;
}

/** Gaps that are to be drawn over become places without a sample. */
function spanned(column: Cell[], times: number[], span: boolean | number | undefined): Cell[] {
  if (!span) {
    return column;
  }
  const most = span === true ? Number.POSITIVE_INFINITY : span;
  const out = [...column];
  let last: number | undefined;
  column.forEach((value, i) => {
    if (value === null || value === undefined) {
      return;
    }
    if (last !== undefined && i - last > 1 && (times[i] ?? 0) - (times[last] ?? 0) <= most) {
      out.fill(undefined, last + 1, i);
    }
    last = i;
  });
  return out;
}

/** Puts all series on one column of times, in Unix seconds. */
export function grid(all: Samples[]): { times: number[]; columns: Cell[][] } {
  const alike = sameTimes(all) && !(all[0] && hasGap(all[0]));
  const times = alike ? [...(all[0]?.times ?? [])] : unionOf(all);
  const index = alike ? undefined : new Map(times.map((t, i) => [t, i]));
  const columns = all.map((samples) => {
    const column = index ? place(samples, times, index) : samples.values.map(drawable);
    return spanned(column, times, samples.spanNulls);
  });
  return { times: times.map((t) => t / 1000), columns };
}
