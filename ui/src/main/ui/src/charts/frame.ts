import type { RangeSeries } from "../api/prometheus";
import type { Labels } from "../lib/promql";

export type Column = (number | null)[];

export interface Line {
  /** Stable over refreshes, so that colour and isolation stay with the series. */
  id: string;
  name: string;
  labels: Labels;
  values: Column;
  /** A CSS custom property's name, for instance `--s1`. */
  color: string;
  dash?: number[];
  /** Share of full opacity; percentiles of one quantity use it. */
  fade?: number;
}

/** Lines over one shared column of times: what every chart draws and every legend lists. */
export interface Frame {
  /** Unix seconds, ascending, one step apart. */
  times: number[];
  lines: Line[];
}

export interface Grid {
  start: number;
  end: number;
  stepSeconds: number;
}

/** Every step from start to end, both included. */
export function gridTimes(grid: Grid): number[] {
  return Array.from({ length: gridLength(grid) }, (_, i) => grid.start + i * grid.stepSeconds);
}

function gridLength({ start, end, stepSeconds }: Grid): number {
  return Math.max(0, Math.floor((end - start) / stepSeconds + 1e-9) + 1);
}

/** A value as the API spells it. NaN is a hole in a line; infinities cannot be drawn and are holes too. */
export function drawable(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Puts samples on the grid; a step without a sample stays null and breaks the line. */
export function toColumn(series: RangeSeries, grid: Grid): Column {
  const column: Column = new Array(gridLength(grid)).fill(null);
  for (const [time, value] of series.values ?? []) {
    const index = Math.round((time - grid.start) / grid.stepSeconds);
    if (index >= 0 && index < column.length) {
      column[index] = drawable(value);
    }
  }
  return column;
}

export interface Stats {
  min: number | null;
  mean: number | null;
  max: number | null;
  last: number | null;
}

/** Over the drawn points only; `last` is the newest of them. */
export function statsOf(values: Column): Stats {
  let min: number | null = null;
  let max: number | null = null;
  let last: number | null = null;
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value !== null) {
      min = min === null || value < min ? value : min;
      max = max === null || value > max ? value : max;
      last = value;
      sum += value;
      count++;
    }
  }
  return { min, max, last, mean: count === 0 ? null : sum / count };
}

/** Each line on top of the ones before it. A hole counts as nothing unless every line has one there. */
export function stacked(columns: Column[]): Column[] {
  const length = columns[0]?.length ?? 0;
  const sums: number[] = new Array(length).fill(0);
  const empty = Array.from({ length }, (_, i) => columns.every((c) => (c[i] ?? null) === null));
  return columns.map((column) =>
    column.map((value, i) => {
      sums[i] = (sums[i] ?? 0) + (value ?? 0);
      return empty[i] ? null : (sums[i] ?? 0);
    }),
  );
}

/** Newest value, or null; looks back at most `reach` points, so that a dead series does not look alive. */
export function newest(values: Column, reach = 3): number | null {
  for (let i = values.length - 1; i >= Math.max(0, values.length - reach); i--) {
    const value = values[i];
    if (value !== null && value !== undefined) {
      return value;
    }
  }
  return null;
}

/** The time of the first point that any line has. */
export function firstTime(frame: Frame): number | undefined {
  const index = frame.times.findIndex((_, i) =>
    frame.lines.some((line) => (line.values[i] ?? null) !== null),
  );
  return index < 0 ? undefined : frame.times[index];
}

export function isEmpty(frame: Frame): boolean {
  return frame.lines.every((line) => line.values.every((value) => value === null));
}
