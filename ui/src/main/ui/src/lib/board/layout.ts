import type { Grid } from "./model";

export const COLUMNS = 24;
/** Pixels of one unit of height, and between two panels. */
export const ROW_PIXELS = 30;
export const GAP_PIXELS = 8;
const MIN_WIDTH = 2;
const MIN_HEIGHT = 2;

export interface Box {
  key: string;
  grid: Grid;
}

/** Height in pixels of a panel that is `h` units high. */
export function heightOf(h: number): number {
  return h * (ROW_PIXELS + GAP_PIXELS) - GAP_PIXELS;
}

export function fitted({ x, y, w, h }: Grid): Grid {
  const width = Math.min(COLUMNS, Math.max(1, Math.round(w)));
  return {
    x: Math.min(Math.max(0, Math.round(x)), COLUMNS - width),
    y: Math.max(0, Math.round(y)),
    w: width,
    h: Math.max(1, Math.round(h)),
  };
}

export function overlaps(a: Grid, b: Grid): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Reading order: from the top, then from the left. */
export function inOrder<T extends { grid: Grid }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => a.grid.y - b.grid.y || a.grid.x - b.grid.x);
}

/** Moves everything up as far as it goes; `first` keeps its place before the others. */
export function compacted<T extends Box>(items: readonly T[], first?: string): T[] {
  const placed: T[] = [];
  const sorted = inOrder(items);
  const lead = sorted.find((item) => item.key === first);
  const settle = (item: T) => {
    const grid = { ...item.grid };
    while (grid.y > 0 && !placed.some((p) => overlaps(p.grid, { ...grid, y: grid.y - 1 }))) {
      grid.y--;
    }
    let hit = placed.find((p) => overlaps(p.grid, grid));
    while (hit) {
      grid.y = hit.grid.y + hit.grid.h;
      hit = placed.find((p) => overlaps(p.grid, grid));
    }
    placed.push({ ...item, grid });
  };
  // what lies mostly above the moved one settles first, so that it lands below them and not under them
  const above = (item: T) => lead === undefined || item.grid.y + item.grid.h / 2 <= lead.grid.y;
  sorted.filter((item) => item !== lead && above(item)).forEach(settle);
  if (lead) {
    settle(lead);
    sorted.filter((item) => item !== lead && !above(item)).forEach(settle);
  }
  return items.map((item) => placed.find((p) => p.key === item.key) ?? item);
}

/** One panel at another place or of another size; what is in the way goes down, and nothing hangs in the air. */
export function arranged<T extends Box>(items: readonly T[], key: string, change: Partial<Grid>): T[] {
  const changed = items.map((item) => {
    if (item.key !== key) {
      return item;
    }
    const wanted = { ...item.grid, ...change };
    const w = Math.max(MIN_WIDTH, wanted.w);
    return { ...item, grid: fitted({ ...wanted, w, h: Math.max(MIN_HEIGHT, wanted.h) }) };
  });
  return compacted(changed, key);
}

/** Units in height of a group of panels. */
export function bottomOf(items: readonly { grid: Grid }[]): number {
  return items.reduce((most, { grid }) => Math.max(most, grid.y + grid.h), 0);
}

/** The same panels with their first line at `top`. */
export function startingAt<T extends { grid: Grid }>(items: readonly T[], top: number): T[] {
  const least = items.reduce((min, { grid }) => Math.min(min, grid.y), Number.POSITIVE_INFINITY);
  return items.map((item) => ({ ...item, grid: { ...item.grid, y: item.grid.y - least + top } }));
}

/** The first free place for a panel of this size below or beside the others. */
export function freePlace(items: readonly { grid: Grid }[], w: number, h: number): Grid {
  const bottom = bottomOf(items);
  for (let y = 0; y <= bottom; y++) {
    for (let x = 0; x + w <= COLUMNS; x++) {
      const grid = { x, y, w, h };
      if (!items.some((item) => overlaps(item.grid, grid))) {
        return grid;
      }
    }
  }
  return { x: 0, y: bottom, w, h };
}
