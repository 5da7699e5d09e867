import type uPlot from "uplot";
import { tickDistance, tickLabel, timeTicks } from "../lib/time/ticks";
import type { Zone } from "../lib/time/zone";
import { axisFormat, formatText, type Unit } from "../lib/units";
import { niceAxis, type Span, spanOf } from "./axis";
import { type Frame, type Line, stacked } from "./frame";
import { freePlace, labelPlaces, type Polyline } from "./label";
import { drawBreach, drawMarks, polylines } from "./marks";
import { resolveColor } from "./palette";

export type Mode = "lines" | "stack";

export interface Threshold {
  value: number;
  state: "warning" | "critical" | "high" | "info" | "none";
  label: string;
  /** Of a single line, the area on this side of the limit is filled. */
  beyond?: "above" | "below";
}

/** Something that happened: a line through the plot with its words at the top. */
export interface Mark {
  /** Unix seconds. */
  time: number;
  label: string;
  /** A span of time instead of an instant; Unix seconds. */
  until?: number;
  state?: Threshold["state"];
}

export interface ExemplarPoint {
  /** Unix seconds. */
  time: number;
  value: number;
}

/** What a chart shows. Everything here may change without building the chart anew. */
export interface View {
  frame: Frame;
  /** Ends of the time axis, Unix seconds. */
  start: number;
  end: number;
  unit: Unit;
  zone: Zone;
  mode: Mode;
  isolated: string | null;
  fromZero: boolean;
  atLeast?: number;
  thresholds: Threshold[];
  marks?: Mark[];
  /** The value axis counts in powers of ten; what is not above zero has no place on it. */
  log?: boolean;
  /** Single observations with a trace, drawn as diamonds. */
  exemplars?: ExemplarPoint[];
  /** Since when, in Unix seconds, the server has not answered: what lies behind is shaded. */
  staleFrom?: number;
}

const FONT = '400 11px "Inter Variable", Inter, system-ui, sans-serif';
const MANY_POINTS = 600;
const MIN_TICK_PIXELS = 64;
const POINT_SPACING = 12;
const EDGE = 8;
const STACK_OPACITY = 0.22;
const LABEL_HEIGHT = 18;
const STALE_OPACITY = 0.14;

export function isShown(line: Line, view: View): boolean {
  return view.isolated === null || view.isolated === line.id;
}

/** Columns as drawn: hidden lines are empty, stacks are summed up. */
export function toData(view: View): uPlot.AlignedData {
  const none = () => new Array<number | null>(view.frame.times.length).fill(null);
  const columns = view.frame.lines.map((line) => (isShown(line, view) ? line.values : none()));
  const drawn = view.mode === "stack" ? stacked(columns) : columns;
  const shown = view.log ? drawn.map((column) => column.map((v) => (v !== null && v > 0 ? v : null))) : drawn;
  return [view.frame.times, ...shown] as uPlot.AlignedData;
}

const MAX_DECADES_WITH_HALVES = 3;

/** Whole decades around the values; with few of them their halves are ticks too. */
export function logAxis(span: Span | undefined): { span: Span; splits: number[] } {
  const low = Math.floor(Math.log10(span && span.min > 0 ? span.min : 1) + 1e-9);
  const top = Math.ceil(Math.log10(span && span.max > 0 ? span.max : 10) - 1e-9);
  const high = top > low ? top : low + 1;
  const parts = high - low <= MAX_DECADES_WITH_HALVES ? [1, 2, 5] : [1];
  const each = Math.ceil((high - low) / 8);
  const splits = Array.from({ length: high - low }, (_, i) => low + i)
    .filter((_, i) => i % each === 0)
    .flatMap((power) => parts.map((part) => Number(`${part}e${power}`)));
  return { span: { min: 10 ** low, max: 10 ** high }, splits: [...splits, Number(`1e${high}`)] };
}

/** The value axis of a view for a plot of this height. */
export function valueAxis(
  view: View,
  data: uPlot.AlignedData,
  heightPixels: number,
): { span: Span; splits: number[] } {
  const lines = view.thresholds.map((t) => t.value);
  if (view.log) {
    return logAxis(spanOf([...(data as (number | null)[][]).slice(1), lines]));
  }
  return niceAxis(spanOf((data as (number | null)[][]).slice(1)), {
    unit: view.unit,
    fromZero: view.fromZero || view.mode === "stack",
    atLeast: lines.length > 0 ? Math.max(view.atLeast ?? Number.NEGATIVE_INFINITY, ...lines) : view.atLeast,
    ticks: Math.max(2, Math.min(6, Math.floor(heightPixels / 44))),
  });
}

function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const out: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) {
      out.push(i);
    }
  }
  return out;
}

function seriesOptions(line: Line, index: number, view: View): uPlot.Series {
  const stroke = resolveColor(line.color, line.fade ?? 1);
  const spacing = (u: uPlot) => u.bbox.width / devicePixelRatio / Math.max(1, u.data[0].length - 1);
  return {
    label: line.name,
    stroke,
    width: view.frame.times.length >= MANY_POINTS ? 1.25 : 1.5,
    dash: view.mode === "stack" ? undefined : line.dash,
    // the lowest of a stack stands on the axis; the others lie on the one below them, as bands
    fill: view.mode === "stack" && index === 0 ? resolveColor(line.color, STACK_OPACITY) : undefined,
    fillTo: 0,
    cap: "round",
    spanGaps: false,
    points: {
      size: 4,
      fill: stroke,
      width: 0,
      show: (u) => spacing(u) > POINT_SPACING,
      filter: (u, index, show) => (show ? null : lonePoints(u.data[index] ?? [])),
    },
  };
}

function bands(view: View): uPlot.Band[] {
  if (view.mode !== "stack") {
    return [];
  }
  return view.frame.lines.slice(1).map((line, i) => ({
    series: [i + 2, i + 1] as [number, number],
    fill: resolveColor(line.color, STACK_OPACITY),
  }));
}

function axes(current: () => View): uPlot.Axis[] {
  const stroke = resolveColor("--axis");
  const distance = (u: uPlot) =>
    tickDistance(current().end - current().start, u.bbox.width / devicePixelRatio, MIN_TICK_PIXELS);
  return [
    {
      stroke,
      font: FONT,
      size: 24,
      gap: 6,
      grid: { show: false },
      ticks: { show: false },
      splits: (u, _axis, min, max) => timeTicks(min, max, distance(u), current().zone),
      // a label that would be cut at the edge of the canvas is left out
      values: (u, splits) =>
        splits.map((s) => {
          const label = tickLabel(s, distance(u), current().zone);
          return u.valToPos(s, "x") + label.length * 3.2 > u.bbox.width / devicePixelRatio + EDGE
            ? null
            : label;
        }),
    },
    {
      stroke,
      font: FONT,
      gap: 8,
      grid: { stroke: resolveColor("--grid"), width: 1 },
      ticks: { show: false },
      size: (_u, values) => 12 + 6.6 * Math.max(2, ...(values ?? []).map((v) => v.length)),
      splits: (u) => valueAxis(current(), u.data, u.bbox.height / devicePixelRatio || u.height - 24).splits,
      values: (_u, splits) =>
        current().log
          ? splits.map((split) => formatText(split, current().unit))
          : splits.map(axisFormat(splits, current().unit)),
    },
  ];
}

/** Where answers are missing, the plot says so itself: nobody reads a flat end as calm. */
function drawStale(u: uPlot, { staleFrom, end }: View): void {
  if (staleFrom === undefined || staleFrom >= end) {
    return;
  }
  const { ctx, bbox } = u;
  const left = Math.max(bbox.left, u.valToPos(staleFrom, "x", true));
  ctx.save();
  ctx.fillStyle = resolveColor("--muted", STALE_OPACITY);
  ctx.fillRect(left, bbox.top, bbox.left + bbox.width - left, bbox.height);
  ctx.restore();
}

function drawLabel(u: uPlot, label: string, y: number, lines: Polyline[]): void {
  const { ctx, bbox } = u;
  const scale = devicePixelRatio;
  const plot = {
    left: bbox.left + 4 * scale,
    right: bbox.left + bbox.width - 4 * scale,
    top: bbox.top,
    bottom: bbox.top + bbox.height,
  };
  ctx.font = FONT.replace("11px", `${11 * scale}px`);
  const width = ctx.measureText(label).width + 4 * scale;
  const place = freePlace(labelPlaces(plot, y, width, LABEL_HEIGHT * scale), lines);
  if (place) {
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineWidth = 3 * scale;
    ctx.setLineDash([]);
    ctx.strokeStyle = resolveColor("--halo");
    const x = place.left + 2 * scale;
    const middle = (place.top + place.bottom) / 2;
    ctx.strokeText(label, x, middle);
    ctx.fillText(label, x, middle);
  }
}

function drawThresholds(u: uPlot, view: View): void {
  const { ctx, bbox } = u;
  const scale = devicePixelRatio;
  const lines = view.thresholds.length > 0 ? polylines(u) : [];
  ctx.save();
  for (const threshold of view.thresholds) {
    const color = resolveColor(`--${threshold.state}`);
    const y = u.valToPos(threshold.value, "y", true);
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = scale;
    ctx.setLineDash([4 * scale, 3 * scale]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    drawLabel(u, threshold.label, y, lines);
  }
  ctx.restore();
}

const DIAMOND = 4;

function drawExemplars(u: uPlot, { exemplars = [], start, end }: View): void {
  const { ctx } = u;
  const size = DIAMOND * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = resolveColor("--halo");
  ctx.strokeStyle = resolveColor("--text");
  ctx.lineWidth = 1.25 * devicePixelRatio;
  const { min = 0, max = 0 } = u.scales.y ?? {};
  for (const { time, value } of exemplars) {
    if (time >= start && time <= end && value >= (min ?? 0) && value <= (max ?? 0)) {
      const x = u.valToPos(time, "x", true);
      const y = u.valToPos(value, "y", true);
      ctx.beginPath();
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
    }
  }
  ctx.restore();
}

export interface ChartSize {
  width: number;
  height: number;
}

export interface ChartEvents {
  onZoom?: (fromMillis: number, toMillis: number) => void;
  onUndoZoom?: () => void;
}

/** Options for one chart. Lines and colours are fixed; values, axis and time range are read from `current`. */
export function chartOptions(
  current: () => View,
  size: ChartSize,
  events: () => ChartEvents,
  plugins: uPlot.Plugin[],
): uPlot.Options {
  const view = current();
  return {
    ...size,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => [current().start, current().end] },
      y: {
        distr: view.log ? 3 : 1,
        range: (u) => {
          const { span } = valueAxis(current(), u.data, u.bbox.height / devicePixelRatio || u.height - 24);
          return [span.min, span.max];
        },
      },
    },
    axes: axes(current),
    series: [{}, ...view.frame.lines.map((line, i) => seriesOptions(line, i, view))],
    bands: bands(view),
    focus: { alpha: 0.25 },
    cursor: {
      y: false,
      sync: { key: "time", setSeries: false },
      points: { size: 7, width: 1.5, stroke: () => resolveColor("--halo") },
      drag: { x: true, y: false, setScale: false, dist: 6 },
      bind: {
        dblclick: () => () => {
          events().onUndoZoom?.();
          return null;
        },
      },
    },
    hooks: {
      drawAxes: [(u) => drawStale(u, current()), (u) => drawBreach(u, current())],
      draw: [
        (u) => drawThresholds(u, current()),
        (u) => drawMarks(u, current()),
        (u) => drawExemplars(u, current()),
      ],
      setSelect: [
        (u) => {
          const { left, width } = u.select;
          if (width > 0) {
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            events().onZoom?.(u.posToVal(left, "x") * 1000, u.posToVal(left + width, "x") * 1000);
          }
        },
      ],
    },
    plugins,
  };
}
