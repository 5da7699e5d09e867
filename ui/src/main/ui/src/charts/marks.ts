import type uPlot from "uplot";
import type { Polyline } from "./label";
import type { View } from "./options";
import { resolveColor } from "./palette";

const FONT = '400 11px "Inter Variable", Inter, system-ui, sans-serif';
const BREACH_OPACITY = 0.22;
const SPAN_OPACITY = 0.16;

/** What is drawn, in pixels of the canvas; lines thinner than the label's distance do not matter. */
export function polylines(u: uPlot): Polyline[] {
  const [times, ...columns] = u.data as (number | null)[][];
  return columns.map((column) =>
    column.map((value, i) =>
      value === null || value === undefined
        ? null
        : [u.valToPos(times?.[i] ?? 0, "x", true), u.valToPos(value, "y", true)],
    ),
  );
}

/** The part of one line that lies beyond its limit, filled down to the limit. */
export function drawBreach(u: uPlot, view: View): void {
  const [line, second] = polylines(u);
  if (!line || second) {
    return;
  }
  const { ctx, bbox } = u;
  for (const { value, state, beyond } of view.thresholds) {
    if (beyond === undefined) {
      continue;
    }
    const y = u.valToPos(value, "y", true);
    const floor = beyond === "above" ? bbox.top + bbox.height : bbox.top;
    ctx.save();
    ctx.beginPath();
    const height = beyond === "above" ? y - bbox.top : bbox.top + bbox.height - y;
    ctx.rect(bbox.left, beyond === "above" ? bbox.top : y, bbox.width, height);
    ctx.clip();
    ctx.fillStyle = resolveColor(`--${state}`, BREACH_OPACITY);
    for (const run of runs(line)) {
      ctx.beginPath();
      ctx.moveTo(run[0]?.[0] ?? 0, floor);
      for (const [x, top] of run) {
        ctx.lineTo(x, top);
      }
      ctx.lineTo(run.at(-1)?.[0] ?? 0, floor);
      ctx.fill();
    }
    ctx.restore();
  }
}

function runs(line: Polyline): [number, number][][] {
  const out: [number, number][][] = [];
  let open: [number, number][] = [];
  for (const point of [...line, null]) {
    if (point) {
      open.push(point);
    } else if (open.length > 0) {
      out.push(open);
      open = [];
    }
  }
  return out;
}

const FLAG = 6;

/** Events and episodes: a line with a flag and its words, or a span. */
export function drawMarks(u: uPlot, { marks = [], start, end }: View): void {
  const { ctx, bbox } = u;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = FONT.replace("11px", `${11 * scale}px`);
  ctx.textBaseline = "top";
  ctx.lineWidth = scale;
  let free = bbox.left;
  for (const mark of marks) {
    if ((mark.until ?? mark.time) < start || mark.time > end) {
      continue;
    }
    const color = resolveColor(mark.state ? `--${mark.state}` : "--cross");
    const x = Math.max(bbox.left, u.valToPos(mark.time, "x", true));
    ctx.fillStyle = color;
    ctx.strokeStyle = color;
    if (mark.until !== undefined) {
      const right = Math.min(bbox.left + bbox.width, u.valToPos(mark.until, "x", true));
      ctx.globalAlpha = SPAN_OPACITY;
      ctx.fillRect(x, bbox.top, Math.max(2 * scale, right - x), bbox.height);
      ctx.globalAlpha = 1;
      continue;
    }
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillRect(x, bbox.top, FLAG * scale, FLAG * scale);
    const width = ctx.measureText(mark.label).width + (FLAG + 4) * scale;
    if (mark.label !== "" && x >= free && x + width <= bbox.left + bbox.width) {
      ctx.fillStyle = resolveColor("--axis");
      ctx.textAlign = "left";
      ctx.fillText(mark.label, x + (FLAG + 3) * scale, bbox.top - 2 * scale);
      free = x + width + 4 * scale;
    }
  }
  ctx.restore();
}
