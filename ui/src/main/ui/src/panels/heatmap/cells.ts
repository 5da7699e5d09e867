import { stepFor } from "../../charts/ticks";
import type { PanelOptions } from "../../lib/board/model";
import { type Field, type Frame, nameOf, numbersOf } from "../frames";

export type HeatmapOptions = NonNullable<PanelOptions["heatmap"]>;

/** One rectangle: time in milliseconds, value axis in the axis' own numbers. */
export interface HeatCell {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  count: number;
}

export interface HeatData {
  cells: HeatCell[];
  /** Names of the rows, bottom up, where the value axis has no numbers. */
  rows?: string[];
  log: boolean;
  unit?: string;
}

function boundsOf(name: string): number {
  return name === "+Inf" || name === "Inf" ? Number.POSITIVE_INFINITY : Number(name);
}

function stepBetween(times: number[], stepMillis: number | undefined): number {
  if (stepMillis) {
    return stepMillis;
  }
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < times.length; i++) {
    least = Math.min(least, (times[i] ?? 0) - (times[i - 1] ?? 0));
  }
  return Number.isFinite(least) ? least : 60_000;
}

/** Rows that stand for buckets: numbers in order are drawn evenly, as the bounds grow by factors. */
function fromColumns(frame: Frame): HeatData {
  const [time, ...rest] = frame.fields;
  const fields = rest.filter((f) => f.type === "number");
  const times = (time?.values ?? []) as number[];
  const step = stepBetween(times, time?.stepMillis);
  const cells: HeatCell[] = [];
  fields.forEach((field, row) => {
    numbersOf(field).forEach((count, i) => {
      if (count !== null && Number.isFinite(count)) {
        const x1 = times[i] ?? 0;
        cells.push({ x0: x1 - step, x1, y0: row, y1: row + 1, count });
      }
    });
  });
  return { cells, rows: fields.map((f) => nameOf(f, frame)), log: false };
}

function fromNative(frames: Frame[]): HeatData {
  const sums = new Map<string, HeatCell>();
  let positive = true;
  for (const frame of frames) {
    const [time, low, high, count] = frame.fields;
    const times = (time?.values ?? []) as number[];
    const unique = [...new Set(times)];
    const step = stepBetween(unique, time?.stepMillis);
    times.forEach((x1, i) => {
      const y0 = Number(low?.values[i]);
      const y1 = Number(high?.values[i]);
      const key = `${x1}|${y0}|${y1}`;
      const found = sums.get(key);
      const own = Number(count?.values[i] ?? 0);
      positive &&= y0 > 0;
      if (found) {
        found.count += own;
      } else {
        sums.set(key, { x0: x1 - step, x1, y0, y1, count: own });
      }
    });
  }
  return { cells: [...sums.values()], log: positive };
}

function sizeOf(
  wish: { mode: "size" | "count"; value?: string } | undefined,
  span: number,
  fallback: number,
  unit?: string,
): number {
  const value = Number(wish?.value ?? Number.NaN);
  if (Number.isNaN(value) || value <= 0) {
    return unit === undefined ? span / fallback : stepFor(span, fallback, unit);
  }
  return wish?.mode === "size" ? value : span / value;
}

const DURATION: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function timeSize(wish: HeatmapOptions["xBuckets"], span: number): number {
  const [, number, unit = "ms"] = /^([\d.]+)(ms|s|m|h|d)?$/.exec(wish?.value ?? "") ?? [];
  if (number && wish?.mode === "size") {
    return Number(number) * (DURATION[unit] ?? 1);
  }
  return span / (number ? Number(number) : 40);
}

/** Counts the samples of plain series in rectangles of time and value. */
function calculated(
  frames: Frame[],
  options: HeatmapOptions,
  range: { from: number; to: number },
  unit: string | undefined,
): HeatData {
  const points: [number, number][] = [];
  for (const frame of frames) {
    const times = (frame.fields.find((f) => f.type === "time")?.values ?? []) as number[];
    for (const field of frame.fields.filter((f) => f.type === "number")) {
      numbersOf(field).forEach((v, i) => {
        if (v !== null && Number.isFinite(v)) {
          points.push([times[i] ?? 0, v]);
        }
      });
    }
  }
  const scale = options.yBuckets?.scale;
  const base = scale?.type === "log" ? (scale.log ?? 2) : undefined;
  const usable = base ? points.filter(([, v]) => v > 0) : points;
  const values = usable.map(([, v]) => v);
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = timeSize(options.xBuckets, range.to - range.from);
  const split = base ? Math.max(1, Number(options.yBuckets?.value ?? 1) || 1) : 1;
  const height = base ? 1 / split : sizeOf(options.yBuckets, high - low || 1, 20, unit ?? "");
  const rowOf = (v: number) => Math.floor((base ? Math.log(v) / Math.log(base) : v) / height + 1e-9);
  const bound = (row: number) => (base ? base ** (row * height) : Number((row * height).toPrecision(12)));
  const cells = new Map<string, HeatCell>();
  for (const [time, value] of usable) {
    const column = Math.floor(time / width);
    const row = rowOf(value);
    const key = `${column}|${row}`;
    const found = cells.get(key);
    if (found) {
      found.count++;
    } else {
      cells.set(key, {
        x0: column * width,
        x1: (column + 1) * width,
        y0: bound(row),
        y1: bound(row + 1),
        count: 1,
      });
    }
  }
  return { cells: [...cells.values()], log: base !== undefined };
}

const isNative = (frame: Frame) => frame.kind === "heatmap" && frame.fields[1]?.name === "yMin";

/** Series whose names are bounds, in ascending order as a bucketed frame. */
function bucketSeries(frames: Frame[]): Frame | undefined {
  const [first] = frames;
  if (!first) {
    return undefined;
  }
  const times = [
    ...new Set(frames.flatMap((f) => (f.fields.find((x) => x.type === "time")?.values ?? []) as number[])),
  ].sort((a, b) => a - b);
  const place = new Map(times.map((t, i) => [t, i]));
  const columns = frames.flatMap((frame) => {
    const own = (frame.fields.find((f) => f.type === "time")?.values ?? []) as number[];
    return frame.fields
      .filter((f) => f.type === "number")
      .map((field): Field => {
        const values: (number | null)[] = new Array(times.length).fill(null);
        numbersOf(field).forEach((v, i) => {
          values[place.get(own[i] ?? 0) ?? 0] = v;
        });
        return { ...field, values, legend: nameOf(field, frame) };
      });
  });
  const names = columns.map((c) => boundsOf(c.legend ?? c.name));
  const sorted = names.every((n) => !Number.isNaN(n))
    ? columns
        .map((c, i) => ({ c, n: names[i] ?? 0 }))
        .sort((a, b) => a.n - b.n)
        .map(({ c }) => c)
    : columns;
  const stepMillis = first.fields.find((f) => f.type === "time")?.stepMillis;
  return {
    ...first,
    kind: "heatmap",
    fields: [{ name: "Time", type: "time", values: times, config: {}, stepMillis }, ...sorted],
  };
}

export function heatData(
  frames: Frame[],
  options: HeatmapOptions,
  range: { from: number; to: number },
): HeatData {
  const data = frames.filter((f) => f.kind !== "exemplars");
  const unit = options.yAxis?.unit ?? data[0]?.fields.find((f) => f.type === "number")?.config.unit;
  const native = data.filter(isNative);
  if (native.length > 0) {
    return { ...fromNative(native), unit };
  }
  if (options.calculate) {
    return { ...calculated(data, options, range, unit), unit };
  }
  const ready = data.find((f) => f.kind === "heatmap") ?? bucketSeries(data);
  return ready ? { ...fromColumns(ready), unit } : { cells: [], log: false, unit };
}
