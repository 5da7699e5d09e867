import type { RangeSeries } from "../../api/prometheus";

export const CELLS = 60;

export type CellState = "up" | "down" | "mixed" | "none";

/** The state of a target in equal parts of the range, from `up` averaged over each. */
export function healthCells(
  series: RangeSeries | undefined,
  start: number,
  stepSeconds: number,
): CellState[] {
  const cells: CellState[] = new Array(CELLS).fill("none");
  for (const [time, text] of series?.values ?? []) {
    const index = Math.round((time - start) / stepSeconds) - 1;
    const value = Number(text);
    if (index >= 0 && index < CELLS && Number.isFinite(value)) {
      cells[index] = value >= 1 ? "up" : value <= 0 ? "down" : "mixed";
    }
  }
  return cells;
}

/** `99.2 % up, 3 of 60 parts down`: what the cells say to those who hear them. */
export function cellWords(cells: readonly CellState[]): string {
  const known = cells.filter((cell) => cell !== "none");
  const down = cells.filter((cell) => cell === "down" || cell === "mixed").length;
  if (known.length === 0) {
    return "not scraped in this range";
  }
  return down === 0 ? "up throughout" : `down in ${down} of ${known.length} parts of the range`;
}
