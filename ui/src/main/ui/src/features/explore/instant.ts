import type { Labels } from "../../lib/promql";
import type { Unit } from "../../lib/units";

export interface InstantRow {
  key: string;
  /** Letter of the query that answered. */
  query: string;
  labels: Labels;
  unit: Unit;
  /** The value as the server wrote it, or a word where it is not a number. */
  text: string;
}

/** A column is a label, or one of the two that are not. */
export type InstantColumn = { kind: "query" } | { kind: "value" } | { kind: "label"; name: string };

export interface InstantSort {
  by: string;
  descending: boolean;
}

export function columnId(column: InstantColumn): string {
  return column.kind === "label" ? `label ${column.name}` : column.kind;
}

export function columnTitle(column: InstantColumn): string {
  switch (column.kind) {
    case "query":
      return "Query";
    case "value":
      return "Value";
    case "label":
      return column.name === "__name__" ? "metric" : column.name;
  }
}

export function columnsOf(rows: InstantRow[]): InstantColumn[] {
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))].sort();
  const several = new Set(rows.map((row) => row.query)).size > 1;
  return [
    ...(several ? [{ kind: "query" } as const] : []),
    ...labels.map((name) => ({ kind: "label", name }) as const),
    { kind: "value" },
  ];
}

export function cellText(row: InstantRow, column: InstantColumn): string {
  switch (column.kind) {
    case "query":
      return row.query;
    case "value":
      return row.text;
    case "label":
      return row.labels[column.name] ?? "";
  }
}

/** Not a number is less than every number, so that the largest stand first and the unknown last. */
function numberOf(text: string): number {
  const value = Number(text.replace(/^([+-])Inf$/, "$1Infinity"));
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}

/** Sorted for reading; rows that are equal in the column keep the order of the answer. */
export function sortInstant(
  rows: InstantRow[],
  columns: InstantColumn[],
  sort: InstantSort | undefined,
): InstantRow[] {
  const column = columns.find((each) => columnId(each) === sort?.by);
  if (!column || !sort) {
    return rows;
  }
  const sign = sort.descending ? -1 : 1;
  const compare = (a: string, b: string) => {
    if (column.kind !== "value") {
      return a.localeCompare(b, "en", { numeric: true });
    }
    const [left, right] = [numberOf(a), numberOf(b)];
    return left === right ? 0 : left < right ? -1 : 1;
  };
  return [...rows].sort((a, b) => sign * compare(cellText(a, column), cellText(b, column)));
}

/** First a falling order of values or a rising one of words, then the other, then that of the answer. */
export function nextInstantSort(
  sort: InstantSort | undefined,
  column: InstantColumn,
): InstantSort | undefined {
  const by = columnId(column);
  const first = column.kind === "value";
  if (sort?.by !== by) {
    return { by, descending: first };
  }
  return sort.descending === first ? { by, descending: !first } : undefined;
}

/** Tab-separated, as spreadsheets take it from the clipboard; values as the server wrote them. */
export function tabText(rows: InstantRow[], columns: InstantColumn[]): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, " ");
  const head = columns.map(columnTitle).join("\t");
  const lines = rows.map((row) => columns.map((column) => clean(cellText(row, column))).join("\t"));
  return `${[head, ...lines].join("\n")}\n`;
}

interface NativeHistogram {
  count?: string;
  sum?: string;
  buckets?: [number, string, string, string][];
}

/** A native histogram in one line: how many, their sum, and where the most lie. */
export function histogramText(histogram: unknown): string {
  const { count = "0", sum = "0", buckets = [] } = (histogram ?? {}) as NativeHistogram;
  const most = buckets.reduce<NonNullable<NativeHistogram["buckets"]>[number] | undefined>(
    (best, bucket) => (best === undefined || Number(bucket[3]) > Number(best[3]) ? bucket : best),
    undefined,
  );
  const where = most ? `, most (${most[3]}) from ${most[1]} to ${most[2]}` : "";
  return `count ${count}, sum ${sum}, ${buckets.length} buckets${where}`;
}
