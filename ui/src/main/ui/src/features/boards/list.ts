import type { BoardEntry } from "../../api/boards";
import { rank } from "../../lib/fuzzy";
import type { BoardsSearch, Sort } from "./search";

const ORDER: Record<Sort, (a: BoardEntry, b: BoardEntry) => number> = {
  title: (a, b) => a.title.localeCompare(b.title, "en", { numeric: true }),
  updated: (a, b) => (b.updated ?? "").localeCompare(a.updated ?? ""),
  folder: (a, b) =>
    a.folder.localeCompare(b.folder) || a.title.localeCompare(b.title, "en", { numeric: true }),
};

/** The boards that fit the address, starred ones first. A text orders by how well it fits. */
export function foundBoards(all: readonly BoardEntry[], search: BoardsSearch): BoardEntry[] {
  const fit = all.filter(
    (b) =>
      (search.folder === undefined || b.folder === search.folder) &&
      (search.starred === undefined || b.starred) &&
      (search.tag ?? []).every((tag) => b.tags.includes(tag)),
  );
  const text = search.q?.trim() ?? "";
  if (text !== "") {
    return rank(fit, text, (b) => `${b.title} ${b.folder} ${b.tags.join(" ")}`);
  }
  return fit.sort((a, b) => Number(b.starred) - Number(a.starred) || ORDER[search.sort ?? "title"](a, b));
}

/** How often each tag is used, the most first. */
export function tagCounts(all: readonly BoardEntry[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const tag of all.flatMap((b) => b.tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
