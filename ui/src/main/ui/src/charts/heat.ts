import type { RangeSeries } from "../api/prometheus";
import type { Grid } from "./frame";

/** One bucket over time: how much fell between its bounds at each step of the grid. */
export interface HeatRow {
  low: number;
  high: number;
  /** null where nothing was counted. */
  values: (number | null)[];
}

export interface Heat {
  /** From the lowest bucket to the highest. */
  rows: HeatRow[];
  max: number;
}

type Buckets = [number, string, string, string][];

interface Native {
  buckets?: Buckets;
}

function columns(grid: Grid): number {
  return Math.max(0, Math.floor((grid.end - grid.start) / grid.stepSeconds + 1e-9) + 1);
}

function indexOf(time: number, grid: Grid): number {
  return Math.round((time - grid.start) / grid.stepSeconds);
}

class Rows {
  private readonly byBounds = new Map<string, HeatRow>();

  constructor(private readonly length: number) {}

  add(low: number, high: number, index: number, value: number): void {
    if (index < 0 || index >= this.length || !Number.isFinite(value) || value < 0) {
      return;
    }
    const key = `${low} ${high}`;
    const row = this.byBounds.get(key) ?? { low, high, values: new Array(this.length).fill(null) };
    row.values[index] = (row.values[index] ?? 0) + value;
    this.byBounds.set(key, row);
  }

  heat(): Heat {
    const rows = [...this.byBounds.values()].sort((a, b) => a.high - b.high || a.low - b.low);
    const max = Math.max(0, ...rows.flatMap((row) => row.values.map((v) => v ?? 0)));
    return { rows, max };
  }
}

/** The cumulative buckets of one histogram, by the labels that are not `le`. */
function classic(series: readonly RangeSeries[], grid: Grid, into: Rows): void {
  const groups = new Map<string, { le: number; series: RangeSeries }[]>();
  for (const one of series) {
    const { le, ...rest } = one.metric;
    const bound = le === undefined ? Number.NaN : Number(le.replace("Inf", "Infinity"));
    if (!Number.isNaN(bound)) {
      const key = JSON.stringify(rest);
      groups.set(key, [...(groups.get(key) ?? []), { le: bound, series: one }]);
    }
  }
  for (const group of groups.values()) {
    const sorted = group.sort((a, b) => a.le - b.le);
    let below = new Map<number, number>();
    let low = sorted[0] && sorted[0].le <= 0 ? Number.NEGATIVE_INFINITY : 0;
    for (const { le, series: bucket } of sorted) {
      const here = new Map<number, number>();
      for (const [time, text] of bucket.values ?? []) {
        const index = indexOf(time, grid);
        const total = Number(text);
        here.set(index, total);
        into.add(low, le, index, Math.max(0, total - (below.get(index) ?? 0)));
      }
      below = here;
      low = le;
    }
  }
}

function native(series: readonly RangeSeries[], grid: Grid, into: Rows): void {
  for (const one of series) {
    for (const [time, histogram] of one.histograms ?? []) {
      for (const [, low, high, count] of (histogram as Native).buckets ?? []) {
        into.add(Number(low), Number(high), indexOf(time, grid), Number(count));
      }
    }
  }
}

/** Buckets over time, of classic histograms (label `le`) and of native ones; those of several series add up. */
export function heatOf(series: readonly RangeSeries[], grid: Grid): Heat {
  const rows = new Rows(columns(grid));
  classic(series, grid, rows);
  native(series, grid, rows);
  return rows.heat();
}

/** Which of the seven colours a value has: the square root, because most of a histogram lies in a few buckets. */
export function shade(value: number, max: number): number {
  return max <= 0 || value <= 0 ? 0 : Math.min(6, 1 + Math.floor(Math.sqrt(value / max) * 5.999));
}
