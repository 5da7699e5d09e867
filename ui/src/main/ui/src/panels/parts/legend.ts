import type { Panel } from "../../lib/board/model";
import type { Zone } from "../../lib/time/zone";
import type { Palette } from "../colors";
import { displayOf, shownText } from "../display";
import type { Field } from "../frames";
import { keepsUnit, type Reduced, reduceField, reducerName } from "../reduce";

export interface LegendItem {
  id: string;
  name: string;
  color: string;
  dash?: number[];
  field: Field;
  hidden: boolean;
}

export interface LegendCell {
  calc: string;
  text: string;
  sort: number | string | null;
}

export interface LegendRow extends LegendItem {
  cells: LegendCell[];
}

function textOf(value: Reduced, calc: string, field: Field, palette: Palette, zone: Zone): string {
  if (Array.isArray(value)) {
    return `${value.length} values`;
  }
  const config = keepsUnit(calc)
    ? field.config
    : { ...field.config, unit: calc === "diffperc" ? "percentunit" : undefined, mappings: undefined };
  return shownText(displayOf({ ...field, config }, { palette, zone })(value));
}

export function legendRows(items: LegendItem[], calcs: string[], palette: Palette, zone: Zone): LegendRow[] {
  return items.map((item) => ({
    ...item,
    cells: calcs.map((calc) => {
      const value = reduceField(item.field, calc);
      const sort = Array.isArray(value) ? value.length : typeof value === "boolean" ? Number(value) : value;
      return { calc, text: textOf(value, calc, item.field, palette, zone), sort };
    }),
  }));
}

export interface LegendSort {
  /** A reducer's id, or `name`. */
  by: string;
  desc: boolean;
}

/** Boards name the column by its heading or by the reducer's id. */
export function sortOf({ options }: Panel): LegendSort | undefined {
  const { sortBy, sortDesc, calcs = [] } = options?.legend ?? {};
  if (!sortBy) {
    return undefined;
  }
  const calc = calcs.find((c) => c === sortBy || reducerName(c).toLowerCase() === sortBy.toLowerCase());
  return { by: calc ?? "name", desc: sortDesc ?? false };
}

export function sortedRows(rows: LegendRow[], sort: LegendSort | undefined): LegendRow[] {
  if (!sort) {
    return rows;
  }
  const keyOf = (row: LegendRow) =>
    sort.by === "name" ? row.name : row.cells.find((c) => c.calc === sort.by)?.sort;
  const order = (a: LegendRow, b: LegendRow) => {
    const [x, y] = [keyOf(a) ?? null, keyOf(b) ?? null];
    if (x === null || y === null) {
      return x === y ? 0 : x === null ? 1 : -1;
    }
    const sign = sort.desc ? -1 : 1;
    return (
      sign *
      (typeof x === "number" && typeof y === "number"
        ? x - y
        : String(x).localeCompare(String(y), undefined, { numeric: true }))
    );
  };
  return [...rows].sort(order);
}

/** A click shows one alone and a second one all; with Ctrl or ⌘ it adds or takes one away. */
export function toggled(hidden: ReadonlySet<string>, all: string[], name: string, add: boolean): Set<string> {
  if (add) {
    const next = new Set(hidden);
    if (!next.delete(name)) {
      next.add(name);
    }
    return next;
  }
  const isAlone = !hidden.has(name) && all.every((n) => n === name || hidden.has(n));
  return isAlone ? new Set() : new Set(all.filter((n) => n !== name));
}
