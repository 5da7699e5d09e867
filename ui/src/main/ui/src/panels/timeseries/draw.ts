import type { uPlot } from "../../charts/Plot";
import { measureText } from "../../lib/units/measure";
import type { Palette } from "../colors";
import { numbersOf } from "../frames";
import type { AnnotationMark } from "../types";
import type { AxisContext } from "./axes";
import { FONT } from "./axes";
import type { ScaleSpec, TimeModel } from "./model";

const AREA = 0.08;

interface Step {
  from: number;
  to: number;
  color: string;
  isFirst: boolean;
}

function stepsOf(scale: ScaleSpec, u: uPlot, key: string, palette: Palette): Step[] {
  const { min, max } = u.scales[key] ?? {};
  const { mode = "absolute", steps = [] } = scale.field.config.thresholds ?? {};
  if (min === undefined || max === undefined || min === null || max === null) {
    return [];
  }
  const [low, high] = [scale.field.config.min ?? min, scale.field.config.max ?? max];
  const value = (v: number | null) =>
    v === null ? Number.NEGATIVE_INFINITY : mode === "percentage" ? low + (v / 100) * (high - low) : v;
  return steps.map((step, i) => ({
    from: value(step.value),
    to: steps[i + 1] ? value(steps[i + 1]?.value ?? null) : Number.POSITIVE_INFINITY,
    color: palette.named(step.color),
    isFirst: step.value === null,
  }));
}

/** The scale's field that asks for thresholds; the first one speaks for the axis. */
function styleOf(scale: ScaleSpec, model: TimeModel): { mode: string; scale: ScaleSpec } {
  for (const i of scale.members) {
    const drawn = model.series[i];
    const mode = drawn?.custom.thresholdsStyle?.mode;
    if (drawn && mode && mode !== "off" && mode !== "series") {
      return { mode, scale: { ...scale, field: drawn.field } };
    }
  }
  return { mode: "off", scale };
}

export function drawThresholds(
  u: uPlot,
  context: AxisContext,
  keys: string[],
  layer: "areas" | "lines",
): void {
  const model = context.model();
  const { ctx, bbox } = u;
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  model.scales.forEach((each, i) => {
    const { mode, scale } = styleOf(each, model);
    const key = keys[i] ?? "";
    const y = (value: number) =>
      value === Number.NEGATIVE_INFINITY
        ? bottom
        : value === Number.POSITIVE_INFINITY
          ? bbox.top
          : u.valToPos(value, key, true);
    for (const step of mode === "off" ? [] : stepsOf(scale, u, key, context.palette)) {
      if (layer === "areas" && mode.includes("area")) {
        ctx.fillStyle = context.palette.fade(step.color, AREA);
        ctx.fillRect(bbox.left, y(step.to), bbox.width, y(step.from) - y(step.to));
      }
      if (layer === "lines" && !step.isFirst && mode !== "area") {
        ctx.strokeStyle = step.color;
        ctx.lineWidth = devicePixelRatio;
        ctx.setLineDash(mode.startsWith("dashed") ? [4 * devicePixelRatio, 3 * devicePixelRatio] : []);
        ctx.beginPath();
        ctx.moveTo(bbox.left, Math.round(y(step.from)) + 0.5);
        ctx.lineTo(bbox.left + bbox.width, Math.round(y(step.from)) + 0.5);
        ctx.stroke();
      }
    }
  });
  ctx.restore();
}

interface Region {
  from: number;
  to: number;
  color: string;
}

/** Regions of one colour that overlap are one: a hundred alerts at a time must not hide what they are about. */
export function regionsOf(marks: AnnotationMark[]): Region[] {
  const out: Region[] = [];
  const sorted = marks
    .flatMap((m): Region[] =>
      m.timeEnd !== undefined && m.timeEnd > m.time
        ? [{ from: m.time, to: m.timeEnd, color: m.color ?? "--muted" }]
        : [],
    )
    .sort((a, b) => a.from - b.from);
  for (const region of sorted) {
    const open = out.findLast((r) => r.color === region.color && r.to >= region.from);
    if (open) {
      open.to = Math.max(open.to, region.to);
    } else {
      out.push({ ...region });
    }
  }
  return out;
}

/** Lines of annotations over the whole height, and regions between two of them. */
export function drawAnnotations(u: uPlot, marks: AnnotationMark[], palette: Palette): void {
  const { ctx, bbox } = u;
  const right = bbox.left + bbox.width;
  const inside = (x: number) => Math.max(bbox.left, Math.min(right, x));
  const at = (millis: number) => u.valToPos(millis / 1000, "x", true);
  ctx.save();
  for (const { from, to, color } of regionsOf(marks)) {
    const [left, end] = [inside(at(from)), inside(at(to))];
    ctx.fillStyle = palette.fade(palette.named(color), 0.08);
    ctx.fillRect(left, bbox.top, end - left, bbox.height);
  }
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([]);
  const drawn = new Set<string>();
  for (const mark of marks) {
    const x = Math.round(at(mark.time)) + 0.5;
    const color = palette.fade(
      palette.named(mark.color ?? "--muted"),
      mark.timeEnd === undefined ? 0.9 : 0.5,
    );
    if (x < bbox.left || x > right || drawn.has(`${x}|${color}`)) {
      continue;
    }
    drawn.add(`${x}|${color}`);
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

export interface Diamond {
  /** Pixels of the plot, for the pointer. */
  x: number;
  y: number;
  frame: number;
  row: number;
}

/** Exemplars as diamonds on the first axis; what lies outside of it stands at its edge. */
export function drawExemplars(u: uPlot, model: TimeModel, key: string, palette: Palette): Diamond[] {
  const { ctx, bbox } = u;
  const size = 3.5 * devicePixelRatio;
  const out: Diamond[] = [];
  ctx.save();
  ctx.fillStyle = palette.token("--accent");
  ctx.strokeStyle = palette.token("--halo");
  ctx.lineWidth = devicePixelRatio;
  model.exemplars.forEach((frame, f) => {
    const times = frame.fields[0]?.values as number[];
    const values = frame.fields[1] ? numbersOf(frame.fields[1]) : [];
    times.forEach((time, row) => {
      const x = u.valToPos(time / 1000, "x", true);
      const y = Math.max(bbox.top, Math.min(bbox.top + bbox.height, u.valToPos(values[row] ?? 0, key, true)));
      if (x < bbox.left || x > bbox.left + bbox.width || Number.isNaN(y)) {
        return;
      }
      ctx.beginPath();
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
      out.push({
        x: (x - bbox.left) / devicePixelRatio,
        y: (y - bbox.top) / devicePixelRatio,
        frame: f,
        row,
      });
    });
  });
  ctx.restore();
  return out;
}

/** Numbers above the points of series that ask for it, where there is room between them. */
export function drawValues(u: uPlot, context: AxisContext, keyOf: (scale: string) => string): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.font = FONT.replace("11px", `${10 * devicePixelRatio}px`);
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  for (const drawn of context.model().series) {
    if (drawn.custom.showValues !== true || drawn.hidden) {
      continue;
    }
    ctx.fillStyle = drawn.color;
    let edge = Number.NEGATIVE_INFINITY;
    drawn.values.forEach((value, i) => {
      const raw = drawn.raw[i];
      if (value === null || value === undefined || raw === null || raw === undefined) {
        return;
      }
      const { unit, decimals } = drawn.field.config;
      const text = measureText(raw, unit, { zone: context.zone(), decimals });
      const width = ctx.measureText(text).width;
      const x = u.valToPos(u.data[0][i] ?? 0, "x", true);
      if (x - width / 2 > edge && x > bbox.left) {
        ctx.fillText(text, x, u.valToPos(value, keyOf(drawn.scale), true) - 4 * devicePixelRatio);
        edge = x + width / 2 + 4 * devicePixelRatio;
      }
    });
  }
  ctx.restore();
}

/** Where answers are missing, the plot says so itself: nobody reads a flat end as calm. */
export function drawStale(u: uPlot, since: number | undefined, palette: Palette): void {
  if (since === undefined) {
    return;
  }
  const { ctx, bbox } = u;
  const left = Math.max(bbox.left, u.valToPos(since / 1000, "x", true));
  const right = bbox.left + bbox.width;
  if (left >= right) {
    return;
  }
  ctx.save();
  ctx.fillStyle = palette.fade(palette.token("--muted"), 0.14);
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}
