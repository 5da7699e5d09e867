import type { CellOptions } from "../../lib/board/model";
import type { Zone } from "../../lib/time/zone";
import type { Palette } from "../colors";
import { displayOf, type Shown, shownText } from "../display";
import { type Field, type Frame, lengthOf, nameOf } from "../frames";
import { type Reduced, reduceField, reducerName } from "../reduce";

export interface Column {
  field: Field;
  name: string;
  index: number;
  show: (value: unknown) => Shown;
  align: "left" | "center" | "right";
  cell: CellOptions;
  width?: number;
  minWidth: number;
}

const NARROW = 60;

function alignOf(field: Field): Column["align"] {
  const wish = field.config.custom?.align ?? "auto";
  if (wish !== "auto") {
    return wish;
  }
  return field.type === "number" ? "right" : "left";
}

/** A width that suits most of the texts, measured on some of them. */
function naturalWidth(field: Field, name: string, show: Column["show"]): number {
  const sample = field.values.slice(0, 60).map((v) => shownText(show(v)).length);
  const longest = Math.max(name.length + 2, ...sample, 4);
  return Math.max(NARROW, Math.min(420, longest * 7 + 22));
}

export function columnsOf(frame: Frame, palette: Palette, zone: Zone): Column[] {
  return frame.fields.flatMap((field, index): Column[] => {
    const { custom = {} } = field.config;
    if (custom.hidden || custom.hideFrom?.viz) {
      return [];
    }
    const name = nameOf(field, frame);
    const show = displayOf(field, { palette, zone, index, name });
    const cell: CellOptions =
      field.type === "frame"
        ? { type: "sparkline", ...custom.cellOptions }
        : (custom.cellOptions ?? { type: "auto" });
    const wide =
      cell.type === "gauge" || cell.type === "sparkline" || field.type === "frame"
        ? 160
        : naturalWidth(field, name, show);
    return [
      {
        field,
        name,
        index,
        show,
        align: alignOf(field),
        cell,
        width: custom.width,
        minWidth: custom.minWidth ?? wide,
      },
    ];
  });
}

/** Widths in pixels: set ones stay, the rest share what is left by what they need. */
export function widthsOf(columns: Column[], room: number): number[] {
  const set = columns.reduce((sum, c) => sum + (c.width ?? 0), 0);
  const wanted = columns.reduce((sum, c) => sum + (c.width === undefined ? c.minWidth : 0), 0);
  const spare = room - set - wanted;
  return columns.map((c) => {
    if (c.width !== undefined) {
      return c.width;
    }
    // too many columns scroll: cut to pieces, none of them would say anything
    return spare > 0 ? c.minWidth + (spare * c.minWidth) / wanted : c.minWidth;
  });
}

export interface TableSort {
  name: string;
  desc: boolean;
}

function compare(a: unknown, b: unknown): number {
  const [x, y] = [plain(a), plain(b)];
  if (x === null || y === null) {
    return x === y ? 0 : x === null ? -1 : 1;
  }
  if (typeof x === "number" && typeof y === "number") {
    return Number.isNaN(x) ? -1 : Number.isNaN(y) ? 1 : x - y;
  }
  return String(x).localeCompare(String(y), undefined, { numeric: true, sensitivity: "base" });
}

/** A cell that is a series is sorted by what it comes down to. */
function plain(value: unknown): unknown {
  if (typeof value === "object" && value !== null && "value" in value) {
    return value.value;
  }
  return value ?? null;
}

export interface RowWish {
  sort: TableSort[];
  /** Chosen values by column name. */
  filters: ReadonlyMap<string, ReadonlySet<string>>;
  search: string;
}

/** Places of the rows to show, in order. */
export function rowsOf(frame: Frame, columns: Column[], wish: RowWish): number[] {
  const text = (column: Column, row: number) => shownText(column.show(column.field.values[row]));
  const needle = wish.search.toLowerCase();
  const filtered = columns.filter((c) => wish.filters.get(c.name)?.size);
  const rows = Array.from({ length: lengthOf(frame) }, (_, i) => i).filter(
    (row) =>
      filtered.every((c) => wish.filters.get(c.name)?.has(text(c, row))) &&
      (needle === "" || columns.some((c) => text(c, row).toLowerCase().includes(needle))),
  );
  const keys = wish.sort.flatMap(({ name, desc }) => {
    const column = columns.find((c) => c.name === name || c.field.name === name);
    return column ? [{ values: column.field.values, sign: desc ? -1 : 1 }] : [];
  });
  if (keys.length === 0) {
    return rows;
  }
  return rows.sort((a, b) => {
    for (const { values, sign } of keys) {
      const order = sign * compare(values[a], values[b]);
      if (order !== 0) {
        return order;
      }
    }
    return a - b;
  });
}

export interface FooterWish {
  calcs: string[];
  fields?: string[];
  countRows?: boolean;
}

/** The figure below a column: of the shown rows only. */
export function footerText(column: Column, rows: number[], wish: FooterWish, first: boolean): string {
  if (wish.countRows && first) {
    return `${rows.length} rows`;
  }
  const own = column.field.config.custom?.footer?.reducers;
  const calcs = own ?? wish.calcs;
  const named = !wish.fields?.length || wish.fields.includes(column.name);
  if (
    wish.countRows ||
    calcs.length === 0 ||
    (own === undefined && (column.field.type !== "number" || !named))
  ) {
    return first && wish.calcs.length > 0 && own === undefined ? wish.calcs.map(reducerName).join(", ") : "";
  }
  const field = { ...column.field, values: rows.map((r) => column.field.values[r] ?? null) };
  return calcs
    .map((calc) => {
      const value: Reduced = reduceField(field, calc);
      return typeof value === "number" ? shownText(column.show(value)) : String(value ?? "–");
    })
    .join(" · ");
}
