import { single, type Value, type Values } from "./interpolate";
import { bottomOf, COLUMNS, inOrder, startingAt } from "./layout";
import type { Dashboard, Grid, Panel, Row } from "./model";

interface PlacedCommon {
  /** The id, and for a repetition the value it stands for: `12~host=a`. */
  key: string;
  grid: Grid;
  /** The board's values with those of this repetition. */
  values: Values;
}

export interface PlacedPanel extends PlacedCommon {
  kind: "panel";
  panel: Panel;
  /** Key of the row above; absent before the first row. */
  row?: string;
  /** Not the first of its repetitions: it is drawn but not edited. */
  copy: boolean;
}

export interface PlacedRow extends PlacedCommon {
  kind: "row";
  row: Row;
  collapsed: boolean;
  panels: number;
  copy: boolean;
}

export type Placed = PlacedPanel | PlacedRow;

const DEFAULT_PER_ROW = 4;
/** A board must stay readable, and the server asked in bounds. */
export const MAX_REPEATS = 50;

/** One scope for each value of the variable; a single empty one where nothing is to repeat. */
function scopes(variable: string | undefined, values: Values): { suffix: string; values: Values }[] {
  const value: Value | undefined = variable === undefined ? undefined : values[variable];
  if (variable === undefined || value === undefined || value.values.length === 0) {
    return [{ suffix: "", values }];
  }
  return value.values.slice(0, MAX_REPEATS).map((each, i) => ({
    suffix: `~${variable}=${each}`,
    values: { ...values, [variable]: { ...single(each, value.texts[i] ?? each), several: value.several } },
  }));
}

interface Context {
  values: Values;
  suffix: string;
  row?: string;
  copy: boolean;
}

/** The panels of one row, each with its repetitions; what is below a panel that grows goes down. */
function expandPanels(panels: readonly Panel[], { values, suffix, row, copy }: Context): PlacedPanel[] {
  const out: PlacedPanel[] = [];
  const shifts: { from: number; by: number }[] = [];
  for (const panel of inOrder(panels)) {
    const shift = shifts.reduce((sum, s) => sum + (panel.grid.y >= s.from ? s.by : 0), 0);
    const base = { ...panel.grid, y: panel.grid.y + shift };
    const all = panel.repeat ? scopes(panel.repeat.variable, values) : [{ suffix: "", values }];
    const repeated = all.length > 1 || all[0]?.suffix !== "";
    const grids = repeated ? repeatGrids(base, all.length, panel.repeat) : [base];
    all.forEach((scope, i) => {
      out.push({
        kind: "panel",
        key: `${panel.id}${suffix}${scope.suffix}`,
        panel,
        grid: grids[i] ?? base,
        values: scope.values,
        row,
        copy: copy || i > 0,
      });
    });
    const grown = bottomOf(grids.map((grid) => ({ grid }))) - (base.y + base.h);
    if (grown > 0) {
      shifts.push({ from: panel.grid.y + panel.grid.h, by: grown });
    }
  }
  return out;
}

function repeatGrids(base: Grid, count: number, repeat: Panel["repeat"]): Grid[] {
  if (repeat?.direction === "v") {
    return Array.from({ length: count }, (_, i) => ({ ...base, y: base.y + i * base.h }));
  }
  const perRow = Math.min(count, Math.max(1, repeat?.maxPerRow ?? DEFAULT_PER_ROW));
  const w = Math.max(1, Math.floor(COLUMNS / perRow));
  return Array.from({ length: count }, (_, i) => ({
    x: (i % perRow) * w,
    y: base.y + Math.floor(i / perRow) * base.h,
    w,
    h: base.h,
  }));
}

/** Rows whose state is not the stored one, by key. */
export type Toggled = ReadonlySet<string>;

/**
 * Everything that is drawn, with its place on the whole board: rows and panels repeated, panels of closed rows left
 * out. Places inside a row count from the row, whatever number they were stored with.
 */
export function expandBoard(board: Pick<Dashboard, "panels">, values: Values, toggled: Toggled): Placed[] {
  const out: Placed[] = [];
  let top = 0;
  let loose: Panel[] = [];
  const flush = () => {
    const placed = startingAt(expandPanels(loose, { values, suffix: "", copy: false }), top);
    out.push(...placed);
    top = Math.max(top, bottomOf(placed));
    loose = [];
  };
  for (const item of board.panels) {
    if (item.kind !== "row") {
      loose.push(item);
      continue;
    }
    flush();
    scopes(item.repeat?.variable, values).forEach((scope, i) => {
      const key = `${item.id}${scope.suffix}`;
      const collapsed = (item.collapsed === true) !== toggled.has(key);
      const grid = { x: 0, y: top, w: COLUMNS, h: 1 };
      const panels = item.panels.length;
      out.push({ kind: "row", key, row: item, grid, values: scope.values, collapsed, panels, copy: i > 0 });
      top += 1;
      if (!collapsed) {
        const context = { values: scope.values, suffix: scope.suffix, row: key, copy: i > 0 };
        const placed = startingAt(expandPanels(item.panels, context), top);
        out.push(...placed);
        top = Math.max(top, bottomOf(placed));
      }
    });
  }
  flush();
  return out;
}

/** Every panel of a board, those in rows too. */
export function allPanels(board: Pick<Dashboard, "panels">): Panel[] {
  return board.panels.flatMap((item) => (item.kind === "row" ? item.panels : [item]));
}
