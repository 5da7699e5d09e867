import type { uPlot } from "../../charts/Plot";
import { linearRange, logRange, logTicks, multiples, stepFor } from "../../charts/ticks";
import { tickDistance, tickLabel, timeTicks } from "../../lib/time/ticks";
import type { Zone } from "../../lib/time/zone";
import { axisMeasure, measureText } from "../../lib/units/measure";
import type { Palette } from "../colors";
import type { Drawn, ScaleSpec, TimeModel } from "./model";

export const FONT = '400 11px "Inter Variable", Inter, system-ui, sans-serif';
const MIN_TICK_PIXELS = 64;
const EDGE = 8;

/** Smallest and largest of the shown members; bars and stacks count with where they begin. */
function spanOf(
  series: (Drawn | undefined)[],
  test: (value: number) => boolean,
): { min: number; max: number } | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const each of series) {
    for (const value of each && !each.hidden ? each.values : []) {
      if (value !== null && value !== undefined && test(value)) {
        min = value < min ? value : min;
        max = value > max ? value : max;
      }
    }
  }
  return min <= max ? { min, max } : undefined;
}

const tickCount = (u: uPlot) =>
  Math.max(2, Math.min(6, Math.floor((u.bbox.height / devicePixelRatio || u.height) / 44)));

const logBase = (scale: ScaleSpec): 2 | 10 => scale.custom.scaleDistribution?.log ?? 10;

/** Percent stacks end at the whole. */
function isPercent(members: Drawn[]): boolean {
  return members.length > 0 && members.every((m) => m.custom.stacking?.mode === "percent");
}

export function rangeOf(scale: ScaleSpec, model: TimeModel, ticks: number): { min: number; max: number } {
  const members = scale.members.flatMap((i) => model.series[i] ?? []);
  const { config } = scale.field;
  const { custom } = scale;
  if (custom.scaleDistribution?.type === "log") {
    return logRange(
      spanOf(members, (v) => v > 0),
      {
        base: logBase(scale),
        min: config.min,
        max: config.max,
        softMin: custom.axisSoftMin,
        softMax: custom.axisSoftMax,
      },
    );
  }
  const percent = isPercent(members);
  return linearRange(
    spanOf(members, () => true),
    {
      unit: percent ? "percentunit" : config.unit,
      ticks,
      fromZero: scale.fromZero,
      min: config.min,
      max: config.max ?? (percent ? 1 : undefined),
      softMin: custom.axisSoftMin,
      softMax: custom.axisSoftMax,
      centeredZero: custom.axisCenteredZero,
    },
  );
}

export function scalesOf(current: () => TimeModel, keys: string[]): Record<string, uPlot.Scale> {
  return Object.fromEntries(
    keys.map((key, i) => {
      const spec = () => current().scales[i];
      const distribution = spec()?.custom.scaleDistribution;
      return [
        key,
        {
          auto: true,
          distr: distribution?.type === "log" ? 3 : distribution?.type === "symlog" ? 4 : 1,
          log: distribution?.log ?? 10,
          asinh: distribution?.linearThreshold ?? 1,
          range: (u: uPlot): uPlot.Range.MinMax => {
            const scale = spec();
            const { min, max } = scale ? rangeOf(scale, current(), tickCount(u)) : { min: 0, max: 1 };
            return [min, max];
          },
        } as uPlot.Scale,
      ];
    }),
  );
}

function ticksOf(scale: ScaleSpec, u: uPlot, min: number, max: number): number[] {
  switch (scale.custom.scaleDistribution?.type) {
    case "log":
      return logTicks(min, max, logBase(scale), tickCount(u));
    case "symlog": {
      const threshold = scale.custom.scaleDistribution.linearThreshold ?? 1;
      const up = max > threshold ? logTicks(threshold, max, logBase(scale), tickCount(u)) : [];
      const down =
        min < -threshold ? logTicks(threshold, -min, logBase(scale), tickCount(u)).map((v) => -v) : [];
      return [...down.reverse(), 0, ...up];
    }
    default:
      return multiples(min, max, stepFor(max - min, tickCount(u), scale.field.config.unit));
  }
}

function wordsOf(scale: ScaleSpec, model: TimeModel, zone: Zone, splits: number[]): string[] {
  const { unit, decimals } = scale.field.config;
  const percent = isPercent(scale.members.flatMap((i) => model.series[i] ?? []));
  const shown = percent ? "percentunit" : unit;
  const type = scale.custom.scaleDistribution?.type ?? "linear";
  const words =
    type === "linear"
      ? axisMeasure(splits, shown, { zone, decimals })
      : (tick: number) => measureText(tick, shown, { zone, decimals });
  return splits.map(words);
}

function valueAxis(
  current: () => TimeModel,
  key: string,
  index: number,
  zone: () => Zone,
  palette: Palette,
  hasLeft: boolean,
): uPlot.Axis {
  const spec = current().scales[index];
  const { custom = {} } = spec ?? {};
  const isRight = spec?.side === "right";
  const series = spec ? current().series[spec.members[0] ?? 0] : undefined;
  const stroke = custom.axisColorMode === "series" && series ? series.color : palette.token("--axis");
  const grid = custom.axisGridShow ?? (!isRight || !hasLeft);
  return {
    scale: key,
    side: isRight ? 1 : 3,
    stroke,
    font: FONT,
    gap: 8,
    label: custom.axisLabel || undefined,
    labelSize: custom.axisLabel ? 18 : 0,
    labelFont: FONT,
    labelGap: 2,
    grid: { show: grid, stroke: palette.token("--grid"), width: 1 },
    ticks: { show: false },
    border: { show: custom.axisBorderShow ?? false, stroke, width: 1 },
    size: (_u, values) =>
      custom.axisWidth ?? 14 + 6.3 * Math.max(2, ...(values ?? []).map((v) => (v ?? "").length)),
    // logarithmic ticks are chosen already; uPlot would leave more of them out
    filter: (_u, splits) => splits,
    splits: (u, _axis, min, max) => {
      const scale = current().scales[index];
      return scale ? ticksOf(scale, u, min, max) : [];
    },
    values: (_u, splits) => {
      const scale = current().scales[index];
      return scale ? wordsOf(scale, current(), zone(), splits) : [];
    },
  };
}

export interface AxisContext {
  model: () => TimeModel;
  /** Unix seconds. */
  range: () => { start: number; end: number };
  zone: () => Zone;
  palette: Palette;
}

export function timeAxis({ range, zone, palette }: Omit<AxisContext, "model">): uPlot.Axis {
  const distance = (u: uPlot) =>
    tickDistance(range().end - range().start, u.bbox.width / devicePixelRatio, MIN_TICK_PIXELS);
  return {
    stroke: palette.token("--axis"),
    font: FONT,
    size: 24,
    gap: 6,
    grid: { show: false },
    ticks: { show: false },
    splits: (u, _axis, min, max) => timeTicks(min, max, distance(u), zone()),
    values: (u, splits) =>
      splits.map((s) => {
        const label = tickLabel(s, distance(u), zone());
        const isCut = u.valToPos(s, "x") + label.length * 3.2 > u.bbox.width / devicePixelRatio + EDGE;
        return isCut ? null : label;
      }),
  };
}

export function axesOf(context: AxisContext, keys: string[]): uPlot.Axis[] {
  const { scales } = context.model();
  const hasLeft = scales.some((s) => s.side === "left");
  return [
    timeAxis(context),
    ...keys.flatMap((key, i) =>
      scales[i]?.side === "hidden"
        ? []
        : [valueAxis(context.model, key, i, context.zone, context.palette, hasLeft)],
    ),
  ];
}
