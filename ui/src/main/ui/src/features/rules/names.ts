import type { Labels } from "../../lib/promql";

/** A series by the values in which it differs from its neighbours: `vm node`. */
export function shortName(labels: Labels, distinct: readonly string[]): string {
  const values = distinct.filter((name) => name !== "__name__").map((name) => labels[name] ?? "");
  return values.filter((value) => value !== "").join(" ");
}
