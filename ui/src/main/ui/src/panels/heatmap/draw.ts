import { measureText } from "../../lib/units/measure";
import type { Palette } from "../colors";
import { type Frame, numbersOf } from "../frames";
import type { HeatScale } from "./axis";
import type { HeatCell, HeatmapOptions } from "./cells";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface HeatDrawing {
  plot: { width: number; height: number };
  cells: HeatCell[];
  options: HeatmapOptions;
  scale: HeatScale;
  palette: Palette;
  zone: string;
  boxOf: (cell: HeatCell) => Box;
}

const FONT = '11px "Inter Variable", Inter, sans-serif';
const MANY_CELLS = 400;

export function drawHeat(node: HTMLCanvasElement, drawing: HeatDrawing): void {
  const { plot, cells, options, scale, palette, zone, boxOf } = drawing;
  const ctx = node.getContext("2d");
  if (!ctx) {
    return;
  }
  node.width = plot.width * devicePixelRatio;
  node.height = plot.height * devicePixelRatio;
  ctx.scale(devicePixelRatio, devicePixelRatio);
  ctx.font = FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const words = options.showValue ?? "auto";
  const written = words === "always" || (words === "auto" && cells.length < MANY_CELLS);
  for (const cell of cells) {
    const box = boxOf(cell);
    const color = scale.color(cell.count);
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.roundRect(box.left, box.top, box.width, box.height, options.cellRadius ?? 0);
    ctx.fill();
    if (written) {
      const text = measureText(cell.count, options.cellUnit, { zone, decimals: options.cellDecimals });
      if (box.width > text.length * 6.6 + 4 && box.height > 12) {
        ctx.fillStyle = palette.textOn(color);
        ctx.fillText(text, box.left + box.width / 2, box.top + box.height / 2);
      }
    }
  }
}

/** Exemplars as small squares. */
export function drawMarks(
  node: HTMLCanvasElement,
  frames: Frame[],
  { color, x, y }: { color: string; x: (time: number) => number; y: (value: number) => number },
): void {
  const ctx = node.getContext("2d");
  for (const { fields } of ctx ? frames : []) {
    const values = fields[1] ? numbersOf(fields[1]) : [];
    fields[0]?.values.forEach((time, i) => {
      if (ctx) {
        ctx.fillStyle = color;
        ctx.fillRect(x(Number(time)) - 2.5, y(values[i] ?? 0) - 2.5, 5, 5);
      }
    });
  }
}

/** Each row over the whole time. */
export function sums(cells: HeatCell[]): HeatCell[] {
  const rows = new Map<string, HeatCell>();
  for (const cell of cells) {
    const key = `${cell.y0}|${cell.y1}`;
    const found = rows.get(key);
    if (found) {
      found.count += cell.count;
    } else {
      rows.set(key, { ...cell });
    }
  }
  return [...rows.values()];
}
