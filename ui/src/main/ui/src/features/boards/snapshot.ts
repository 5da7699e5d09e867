import { interpolate } from "../../lib/board/interpolate";
import type { Dashboard, Panel } from "../../lib/board/model";
import type { PlacedPanel } from "../../lib/board/repeat";
import type { Frame } from "../../panels/frames";
import type { AnnotationMark, PanelAlert } from "../../panels/types";
import type { BoardView } from "./context";

/** A board with what it showed, for those who may not ask, or who look later. Plain JSON. */
export interface FrozenBoard {
  kind: "board";
  /** Every repetition is a panel of its own, and variables are filled in. */
  dashboard: Dashboard;
  /** By panel id. */
  frames: Record<string, Frame[]>;
  marks?: Record<string, AnnotationMark[]>;
  alerts?: PanelAlert[];
  range: { from: number; to: number };
  /** Variables and their values, as they were read. */
  values: Record<string, string>;
}

const NUMBERS: Record<string, number> = {
  NaN: Number.NaN,
  "+Inf": Number.POSITIVE_INFINITY,
  "-Inf": Number.NEGATIVE_INFINITY,
};
const TAG = "\u0000";

/** JSON knows no infinities: they go as marked texts and come back as numbers. */
function packed(value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) {
    return value;
  }
  return `${TAG}${Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"}`;
}

function unpacked(value: unknown): unknown {
  return typeof value === "string" && value.startsWith(TAG) ? (NUMBERS[value.slice(1)] ?? value) : value;
}

function framesWith(frames: readonly Frame[], change: (value: unknown) => unknown): Frame[] {
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => ({ ...field, values: field.values.map(change) })),
  }));
}

/** Texts of a panel with its variables filled in; queries go away, because nobody asks them again. */
function frozenPanel(placed: PlacedPanel, id: number, view: BoardView): Panel {
  const fill = (value: unknown): unknown => {
    if (typeof value === "string") {
      return interpolate(value, { ...view.interpolation, values: placed.values }, "text");
    }
    if (Array.isArray(value)) {
      return value.map(fill);
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each)]))
      : value;
  };
  const { repeat, queries, ...rest } = placed.panel;
  return { ...(fill(rest) as Panel), id, grid: placed.grid };
}

/** What is on screen now, as it is. */
export function freeze(view: BoardView): FrozenBoard {
  const frames: Record<string, Frame[]> = {};
  const marks: Record<string, AnnotationMark[]> = {};
  const panels: Dashboard["panels"] = [];
  view.placed.forEach((placed, i) => {
    const id = i + 1;
    if (placed.kind === "row") {
      const title = interpolate(placed.row.title, { ...view.interpolation, values: placed.values }, "text");
      panels.push({ kind: "row", id, title, grid: placed.grid, panels: [] });
      return;
    }
    const panel = frozenPanel(placed, id, view);
    const row = panels.at(-1);
    if (row?.kind === "row") {
      row.panels.push(panel);
    } else {
      panels.push(panel);
    }
    frames[id] = framesWith(view.feed.get(placed.key).frames, packed);
    marks[id] = view.marksOf(placed.panel.id).map(({ name, time, timeEnd, title, text, tags, color }) => ({
      name,
      time,
      timeEnd,
      title,
      text,
      tags,
      color,
    }));
  });
  const { variables, annotations, links, refresh, ...board } = view.board;
  const shown = (variables ?? []).filter(
    (v) => v.hide !== "all" && v.kind !== "source" && v.kind !== "filter",
  );
  return {
    kind: "board",
    dashboard: { ...board, annotations: [], panels },
    frames,
    marks,
    alerts: view.alerts,
    range: { from: view.at.fromMillis, to: view.at.toMillis },
    values: Object.fromEntries(
      shown.map(({ name, label }) => [label || name, view.resolved.values[name]?.texts.join(", ") ?? ""]),
    ),
  };
}

export function isFrozenBoard(data: unknown): data is FrozenBoard {
  return (data as { kind?: unknown } | null)?.kind === "board";
}

export function thawed(frames: readonly Frame[]): Frame[] {
  return framesWith(frames, unpacked);
}
