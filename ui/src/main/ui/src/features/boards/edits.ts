import { arranged, bottomOf, COLUMNS, compacted, freePlace, startingAt } from "../../lib/board/layout";
import type { Dashboard, Grid, Panel, PanelKind, Row } from "../../lib/board/model";
import { allPanels } from "../../lib/board/repeat";

/** A board while it is edited: pure changes, each giving a new board. */

export const BOX_OF_NEW = { w: 12, h: 8 };

export function nextId(board: Dashboard): number {
  const ids = [...board.panels.map((p) => p.id), ...allPanels(board).map((p) => p.id)];
  return Math.max(0, ...ids) + 1;
}

export function panelOf(board: Dashboard, id: number): Panel | undefined {
  return allPanels(board).find((p) => p.id === id);
}

/** The panel's group: the id of its row, or undefined before any row. */
export function rowOf(board: Dashboard, id: number): Row | undefined {
  return board.panels.find((p): p is Row => p.kind === "row" && p.panels.some((each) => each.id === id));
}

export function withPanel(board: Dashboard, id: number, change: (panel: Panel) => Panel): Dashboard {
  const each = (panel: Panel) => (panel.id === id ? change(panel) : panel);
  return {
    ...board,
    panels: board.panels.map((p) => (p.kind === "row" ? { ...p, panels: p.panels.map(each) } : each(p))),
  };
}

export function withRow(board: Dashboard, id: number, change: (row: Row) => Row): Dashboard {
  return { ...board, panels: board.panels.map((p) => (p.kind === "row" && p.id === id ? change(p) : p)) };
}

function boxes(panels: readonly Panel[]) {
  return startingAt(panels, 0).map((panel) => ({ key: String(panel.id), grid: panel.grid, panel }));
}

const unboxed = (items: { grid: Grid; panel: Panel }[]): Panel[] =>
  items
    .map(({ grid, panel }) => ({ ...panel, grid }))
    .sort((a, b) => a.grid.y - b.grid.y || a.grid.x - b.grid.x);

/** Changes the panels of one row, or those that stand before the first row. */
function inGroup(board: Dashboard, row: Row | undefined, change: (panels: Panel[]) => Panel[]): Dashboard {
  if (row) {
    return withRow(board, row.id, (r) => ({ ...r, panels: change(r.panels) }));
  }
  const loose = board.panels.filter((p): p is Panel => p.kind !== "row");
  const rows = board.panels.filter((p) => p.kind === "row");
  return { ...board, panels: [...change(loose), ...rows] };
}

/** A panel at another place or of another size; the others of its group make room. */
export function moved(board: Dashboard, id: number, change: Partial<Grid>): Dashboard {
  return inGroup(board, rowOf(board, id), (panels) => unboxed(arranged(boxes(panels), String(id), change)));
}

/** A panel into another row, or before all rows. */
export function movedToRow(
  board: Dashboard,
  id: number,
  rowId: number | undefined,
  at?: Partial<Grid>,
): Dashboard {
  const panel = panelOf(board, id);
  const from = rowOf(board, id);
  if (!panel || from?.id === rowId) {
    return at ? moved(board, id, at) : board;
  }
  const without = removed(board, id);
  const target = without.panels.find((p): p is Row => p.kind === "row" && p.id === rowId);
  return inGroup(without, target, (panels) => {
    const all = boxes(panels);
    const grid = { ...panel.grid, ...(at ?? { x: 0, y: bottomOf(all) }) };
    return unboxed(arranged([...all, { key: String(id), grid, panel }], String(id), {}));
  });
}

export function removed(board: Dashboard, id: number): Dashboard {
  return inGroup(board, rowOf(board, id), (panels) =>
    unboxed(compacted(boxes(panels.filter((panel) => panel.id !== id)))),
  );
}

export function duplicated(board: Dashboard, id: number): Dashboard {
  const panel = panelOf(board, id);
  if (!panel) {
    return board;
  }
  const copy = { ...structuredClone(panel), id: nextId(board) };
  return inGroup(board, rowOf(board, id), (panels) => {
    const all = boxes(panels);
    const grid = freePlace(all, panel.grid.w, panel.grid.h);
    return unboxed([...all, { key: String(copy.id), grid, panel: copy }]);
  });
}

/** A new panel in the last row, or on the board. */
export function added(board: Dashboard, kind: PanelKind): { board: Dashboard; id: number } {
  const id = nextId(board);
  const last = board.panels.at(-1);
  const row = last?.kind === "row" ? last : undefined;
  const panel: Panel = {
    kind,
    id,
    title: "New panel",
    grid: { x: 0, y: 0, ...BOX_OF_NEW },
    ...(kind === "text" || kind === "alertlist" ? {} : { queries: [{ ref: "A", expr: "" }] }),
  };
  const next = inGroup(board, row, (panels) => {
    const all = boxes(panels);
    return unboxed([...all, { key: String(id), grid: freePlace(all, BOX_OF_NEW.w, BOX_OF_NEW.h), panel }]);
  });
  return { board: row ? withRow(next, row.id, (r) => ({ ...r, collapsed: false })) : next, id };
}

export function addedRow(board: Dashboard): Dashboard {
  const top = bottomOf(board.panels);
  const row: Row = {
    kind: "row",
    id: nextId(board),
    title: "New row",
    grid: { x: 0, y: top, w: COLUMNS, h: 1 },
    panels: [],
  };
  return { ...board, panels: [...board.panels, row] };
}

/** Takes a row away, with its panels or without: then they go to the end of what is above. */
export function removedRow(board: Dashboard, id: number, withPanels: boolean): Dashboard {
  const at = board.panels.findIndex((p) => p.kind === "row" && p.id === id);
  const row = board.panels[at];
  if (row?.kind !== "row") {
    return board;
  }
  const rest = { ...board, panels: board.panels.filter((p) => p !== row) };
  if (withPanels || row.panels.length === 0) {
    return rest;
  }
  const above = board.panels.slice(0, at).findLast((p): p is Row => p.kind === "row");
  return inGroup(rest, above, (panels) => {
    const all = boxes(panels);
    return [...unboxed(all), ...startingAt(row.panels, bottomOf(all))];
  });
}

/** A row one up or down among the rows. */
export function movedRow(board: Dashboard, id: number, by: -1 | 1): Dashboard {
  const rows = board.panels.filter((p): p is Row => p.kind === "row");
  const loose = board.panels.filter((p) => p.kind !== "row");
  const at = rows.findIndex((r) => r.id === id);
  const to = at + by;
  const [one, other] = [rows[at], rows[to]];
  if (!one || !other) {
    return board;
  }
  rows[at] = other;
  rows[to] = one;
  return { ...board, panels: [...loose, ...rows] };
}

export type Direction = "left" | "right" | "up" | "down";

/** One step by key: as far as it takes for something to change. */
export function nudged(board: Dashboard, id: number, direction: Direction, resize: boolean): Dashboard {
  const panel = panelOf(board, id);
  if (!panel) {
    return board;
  }
  const { x, y, w, h } =
    startingAt(rowOf(board, id)?.panels ?? board.panels.filter((p): p is Panel => p.kind !== "row"), 0).find(
      (p) => p.id === id,
    )?.grid ?? panel.grid;
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  if (resize) {
    return moved(
      board,
      id,
      direction === "left" || direction === "right" ? { w: w + sign } : { h: h + sign },
    );
  }
  if (direction === "left" || direction === "right") {
    return moved(board, id, { x: x + sign });
  }
  const before = JSON.stringify(moved(board, id, {}).panels);
  for (let by = 1; by <= MAX_NUDGE; by++) {
    const next = moved(board, id, { y: y + sign * by });
    if (JSON.stringify(next.panels) !== before || y + sign * by <= 0) {
      return next;
    }
  }
  return board;
}

const MAX_NUDGE = 60;
