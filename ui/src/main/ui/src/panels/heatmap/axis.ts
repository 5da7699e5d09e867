import { linearRange, logTicks, multiples, stepFor } from "../../charts/ticks";
import { measureText } from "../../lib/units/measure";
import type { Palette } from "../colors";
import type { HeatCell, HeatData, HeatmapOptions } from "./cells";

export interface YAxis {
  /** 0 at the bottom, 1 at the top. */
  at: (value: number) => number;
  ticks: { at: number; text: string }[];
}

export function axisOf(data: HeatData, options: HeatmapOptions, height: number, zone: string): YAxis {
  const { min, max, decimals, reverse } = options.yAxis ?? {};
  const turn = (at: number) => (reverse ? 1 - at : at);
  const words = (v: number) => measureText(v, data.unit, { zone, decimals });
  if (data.rows) {
    const count = data.rows.length;
    const every = Math.max(1, Math.ceil((count * 15) / height));
    const upper = options.bucketLayout !== "ge" && options.bucketLayout !== "unknown";
    const ticks = data.rows.flatMap((name, i) => {
      const number = name === "+Inf" ? Number.POSITIVE_INFINITY : Number(name);
      const text = Number.isNaN(number) ? name : words(number);
      const bound = Number.isNaN(number) ? 0.5 : upper ? 1 : 0;
      return i % every === 0 ? [{ at: turn((i + bound) / count), text }] : [];
    });
    return { at: (v) => turn(v / count), ticks };
  }
  const values = data.cells
    .flatMap((c) => [c.y0, c.y1])
    .filter((v) => Number.isFinite(v) && (!data.log || v > 0));
  const span = {
    min: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    max: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
  const count = Math.max(2, Math.floor(height / 36));
  if (data.log) {
    const [low, high] = [Math.log(min && min > 0 ? min : span.min), Math.log(max ?? span.max)];
    const at = (v: number) => turn(v <= 0 ? 0 : (Math.log(v) - low) / (high - low || 1));
    return {
      at,
      ticks: logTicks(Math.exp(low), Math.exp(high), Math.exp(high - low) > 1000 ? 10 : 2, count).map(
        (v) => ({ at: at(v), text: words(v) }),
      ),
    };
  }
  const range = linearRange(span.min <= span.max ? span : undefined, {
    unit: data.unit,
    ticks: count,
    fromZero: false,
    min,
    max,
  });
  const at = (v: number) => turn((v - range.min) / (range.max - range.min));
  return {
    at,
    ticks: multiples(range.min, range.max, stepFor(range.max - range.min, count, data.unit)).map((v) => ({
      at: at(v),
      text: words(v),
    })),
  };
}

export interface HeatScale {
  min: number;
  max: number;
  color: (count: number) => string;
}

export function scaleOfHeat(cells: HeatCell[], options: HeatmapOptions, palette: Palette): HeatScale {
  const color = options.color ?? { mode: "scheme" };
  const counts = cells.map((c) => c.count).filter((c) => c > 0);
  const min =
    color.min ??
    Math.min(
      counts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      0,
    );
  const max = color.max ?? counts.reduce((a, b) => Math.max(a, b), 0);
  const steps = color.steps ?? 64;
  const shareOf = (count: number) => {
    const plain = Math.max(0, Math.min(1, (count - min) / (max - min || 1)));
    const bent =
      color.scale === "exponential" || color.mode === "opacity" ? plain ** (color.exponent ?? 0.5) : plain;
    const stepped = steps > 1 ? Math.round(bent * (steps - 1)) / (steps - 1) : bent;
    return color.reverse ? 1 - stepped : stepped;
  };
  return {
    min,
    max,
    color: (count) =>
      color.mode === "opacity"
        ? palette.fade(palette.named(color.fill ?? "--accent"), 0.08 + 0.92 * shareOf(count))
        : palette.scale(color.scheme, shareOf(count)),
  };
}
