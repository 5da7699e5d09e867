import type { RangeSeries } from "../../api/prometheus";
import type { Grid } from "../../charts/frame";

/** How many series began in each bucket; a gap of more than one step is a new beginning. */
export function startsIn(all: readonly RangeSeries[], grid: Grid, bucketSeconds: number): number[] {
  const counts = new Array<number>(Math.round((grid.end - grid.start) / bucketSeconds)).fill(0);
  for (const { values = [] } of all) {
    let before = grid.start - grid.stepSeconds;
    values.forEach(([time], i) => {
      const begun =
        i === 0 ? time > grid.start + grid.stepSeconds / 2 : time - before > grid.stepSeconds * 1.5;
      const bucket = Math.min(counts.length - 1, Math.floor((time - grid.start) / bucketSeconds));
      if (begun && bucket >= 0) {
        counts[bucket] = (counts[bucket] ?? 0) + 1;
      }
      before = time;
    });
  }
  return counts;
}

export type Phase = "ok" | "pending" | "firing";

export interface Stretch {
  phase: Phase;
  /** Unix seconds. */
  from: number;
  to: number;
}

/** The states of one alert over a grid, from its series of `ALERTS`; where there is none it was fine. */
export function stretchesOf(all: readonly RangeSeries[], grid: Grid): Stretch[] {
  const steps = Math.max(1, Math.round((grid.end - grid.start) / grid.stepSeconds));
  const phases = new Array<Phase>(steps).fill("ok");
  for (const phase of ["pending", "firing"] as const) {
    for (const { metric, values = [] } of all) {
      if (metric.alertstate === phase) {
        for (const [time] of values) {
          const i = Math.min(steps - 1, Math.round((time - grid.start) / grid.stepSeconds));
          if (i >= 0) {
            phases[i] = phase;
          }
        }
      }
    }
  }
  const out: Stretch[] = [];
  phases.forEach((phase, i) => {
    const from = grid.start + i * grid.stepSeconds;
    const last = out.at(-1);
    if (last?.phase === phase) {
      last.to = from + grid.stepSeconds;
    } else {
      out.push({ phase, from, to: from + grid.stepSeconds });
    }
  });
  return out;
}
