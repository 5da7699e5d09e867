import { parse, stringify } from "yaml";
import type { Dashboard } from "../../lib/board/model";

/** A board as it stands in a file; what is undefined is left out. */
export function toYaml(board: Dashboard): string {
  return stringify(JSON.parse(JSON.stringify(board)), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Reads a board back; the words of an error name line and column. */
export function fromYaml(text: string): Dashboard {
  const value: unknown = parse(text, { maxAliasCount: 100 });
  const board = value as Partial<Dashboard> | null;
  if (typeof board !== "object" || board === null || Array.isArray(board)) {
    throw new Error("text: no mapping (expected: a dashboard with title and panels)");
  }
  if (board.dashboard !== 1) {
    throw new Error(`dashboard: ${String(board.dashboard)} (expected: 1)`);
  }
  if (typeof board.title !== "string") {
    throw new Error("title: is missing (expected: text)");
  }
  if (!Array.isArray(board.panels)) {
    throw new Error("panels: is missing (expected: a list)");
  }
  return board as Dashboard;
}
