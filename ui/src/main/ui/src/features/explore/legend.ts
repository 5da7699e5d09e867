import { type Line, type Stats, statsOf } from "../../charts/frame";

export const COLUMNS = ["name", "min", "mean", "max", "last", "at"] as const;
export type ColumnName = (typeof COLUMNS)[number];

export interface Sort {
  by: ColumnName;
  descending: boolean;
}

export interface LegendRow extends Stats {
  line: Line;
  /** Value under the crosshair. */
  at: number | null;
}

export function legendRows(lines: Line[], index: number | null): LegendRow[] {
  return lines.map((line) => ({
    line,
    ...statsOf(line.values),
    at: index === null ? null : (line.values[index] ?? null),
  }));
}

function compare(a: LegendRow, b: LegendRow, by: ColumnName): number {
  if (by === "name") {
    return a.line.name.localeCompare(b.line.name, "en", { numeric: true });
  }
  return (a[by] ?? Number.NEGATIVE_INFINITY) - (b[by] ?? Number.NEGATIVE_INFINITY);
}

/** Sorted for reading; rows of equal value keep their order. */
export function sortRows(rows: LegendRow[], { by, descending }: Sort): LegendRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b, by));
}

/** Same column again turns the order; a new one starts with the end people look for. */
export function nextSort(sort: Sort, by: ColumnName): Sort {
  return sort.by === by ? { by, descending: !sort.descending } : { by, descending: by !== "name" };
}
