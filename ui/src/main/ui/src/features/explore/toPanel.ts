import type { Frame } from "../../charts/frame";
import type { Dashboard, Panel, Query } from "../../lib/board/model";
import type { Unit } from "../../lib/units";
import { type ExploreSearch, isHidden, letter } from "./search";

/** A unit by the id that boards use. */
const UNIT_IDS: Record<Unit, string | undefined> = {
  none: undefined,
  percent: "percent",
  ratio: "percentunit",
  bytes: "bytes",
  bytesPerSecond: "binBps",
  seconds: "s",
  perSecond: "cps",
  celsius: "celsius",
  hertz: "hertz",
  volts: "volt",
  timestamp: undefined,
};

const WIDTH = 12;
const HEIGHT = 8;

function kindOf(search: ExploreSearch): Panel["kind"] {
  switch (search.view) {
    case "table":
      return "table";
    case "heat":
      return "heatmap";
    case "lines":
    case "stack":
    case undefined:
      return "timeseries";
  }
}

function queriesOf(search: ExploreSearch): Query[] {
  return (search.q ?? []).flatMap((expr, i): Query[] => {
    if (expr.trim() === "") {
      return [];
    }
    const query: Query = { ref: letter(i), expr: expr.trim() };
    return [
      {
        ...query,
        ...(isHidden(search, i) && { hidden: true }),
        ...(search.view === "table" && { mode: "instant", shape: "table" }),
        ...(search.view === "heat" && { shape: "heatmap" }),
        ...(search.ex && { exemplars: true }),
      },
    ];
  });
}

/** What Explore shows, as a panel of a board. */
export function panelOf(search: ExploreSearch, unit: Unit, title: string): Omit<Panel, "id" | "grid"> {
  const custom = {
    ...(search.view === "stack" && { stacking: { mode: "normal" as const } }),
    ...(search.log && { scaleDistribution: { type: "log" as const, log: 10 } }),
  };
  const unitId = UNIT_IDS[unit];
  const hasCustom = Object.keys(custom).length > 0;
  return {
    kind: kindOf(search),
    title,
    queries: queriesOf(search),
    fields: {
      defaults: { ...(unitId && { unit: unitId }), ...(hasCustom && { custom: custom as never }) },
    },
    ...(search.step && { interval: search.step }),
  };
}

/** The board with the panel at its end, in the next free row. */
export function withPanel(board: Dashboard, panel: Omit<Panel, "id" | "grid">): Dashboard {
  const all = board.panels.flatMap((p) => (p.kind === "row" ? [p, ...p.panels] : [p]));
  const id = Math.max(0, ...all.map((p) => p.id)) + 1;
  const y = Math.max(0, ...all.map((p) => p.grid.y + p.grid.h));
  return { ...board, panels: [...board.panels, { ...panel, id, grid: { x: 0, y, w: WIDTH, h: HEIGHT } }] };
}

export function newBoard(title: string, panel: Omit<Panel, "id" | "grid">): Dashboard {
  return withPanel({ dashboard: 1, uid: "", title, panels: [] }, panel);
}

/** A copy that stays: a board of this one panel, with what it showed. */
export function frozen(
  panel: Omit<Panel, "id" | "grid">,
  frame: Frame,
  range: { from: number; to: number },
): unknown {
  const dashboard: Dashboard = {
    dashboard: 1,
    uid: "",
    title: panel.title ?? "Explore",
    panels: [{ ...panel, id: 1, grid: { x: 0, y: 0, w: 24, h: 14 } }],
  };
  const times = frame.times.map((seconds) => seconds * 1000);
  const frames = frame.lines.map((line) => ({
    ref: line.id.charAt(0),
    name: line.name,
    kind: "series",
    fields: [
      { name: "Time", type: "time", values: times, config: {} },
      {
        name: "Value",
        type: "number",
        values: line.values,
        labels: line.labels,
        config: {},
        legend: line.name,
      },
    ],
  }));
  return { kind: "board", dashboard, frames: { 1: frames }, range, values: {} };
}
