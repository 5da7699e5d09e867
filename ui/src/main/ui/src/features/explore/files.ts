import type { Frame } from "../../charts/frame";
import { csvText } from "../../lib/csv";

/** One row per point in time, one column per line; holes are empty. */
export function frameCsv(frame: Frame): string {
  return csvText([
    ["time", ...frame.lines.map((line) => line.name)],
    ...frame.times.map((time, i) => [
      new Date(time * 1000).toISOString(),
      ...frame.lines.map((line) => line.values[i]),
    ]),
  ]);
}
