import { byPressure, type HostRow } from "../../lib/hosts";
import type { HostSort } from "./search";

const of: Record<Exclude<HostSort, "pressure" | "name">, (row: HostRow) => number | null> = {
  cpu: (row) => row.cpu,
  memory: (row) => row.memory,
  disk: (row) => row.disk,
  net: (row) => (row.netIn === null && row.netOut === null ? null : (row.netIn ?? 0) + (row.netOut ?? 0)),
  load: (row) => row.load,
  // the one that is full first is the worst
  full: (row) => (row.fullIn === null ? null : -row.fullIn),
};

/** The hosts that the text leaves, the worst in the chosen figure first; one without the figure is last. */
export function orderHosts(rows: readonly HostRow[], sort: HostSort, text: string): HostRow[] {
  const kept = rows.filter((row) => row.instance.toLowerCase().includes(text.toLowerCase()));
  if (sort === "pressure") {
    return kept.sort(byPressure);
  }
  if (sort === "name") {
    return kept.sort((a, b) => a.instance.localeCompare(b.instance));
  }
  const value = (row: HostRow) => of[sort](row) ?? Number.NEGATIVE_INFINITY;
  return kept.sort((a, b) => value(b) - value(a) || a.instance.localeCompare(b.instance));
}
