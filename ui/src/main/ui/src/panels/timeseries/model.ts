import type { Custom, Panel } from "../../lib/board/model";
import { fieldColor, type Palette } from "../colors";
import { endsOf } from "../display";
import { type Field, type Frame, nameOf, numbersOf } from "../frames";
import { reduceToNumber } from "../reduce";
import { type Cell, grid, type Samples } from "./align";
import { stackUp } from "./stack";

/** One drawn line, row of bars, or cloud of points. */
export interface Drawn {
  id: string;
  name: string;
  field: Field;
  frame: Frame;
  custom: Custom;
  color: string;
  dash?: number[];
  scale: string;
  /** On the shared times, as measured. */
  raw: Cell[];
  /** As drawn: turned over, stacked. */
  values: Cell[];
  /** Where bars and fills of a stack begin. */
  base?: Cell[];
  /** Place of the series on which this one stands. */
  below?: number;
  hidden: boolean;
  inLegend: boolean;
  inTooltip: boolean;
}

export interface ScaleSpec {
  key: string;
  field: Field;
  custom: Custom;
  side: "left" | "right" | "hidden";
  fromZero: boolean;
  /** Bars and log scales and the like ask for the data's own ends. */
  members: number[];
}

export interface TimeModel {
  /** Unix seconds. */
  times: number[];
  series: Drawn[];
  scales: ScaleSpec[];
  exemplars: Frame[];
}

/** Fields that have the same measure share an axis. */
function scaleKey({ config }: Field): string {
  const { custom = {} } = config;
  return JSON.stringify([
    config.unit ?? "",
    config.min,
    config.max,
    custom.axisPlacement ?? "auto",
    custom.axisLabel ?? "",
    custom.axisSoftMin,
    custom.axisSoftMax,
    custom.axisCenteredZero,
    custom.scaleDistribution?.type ?? "linear",
    custom.scaleDistribution?.log,
  ]);
}

const isDrawable = (field: Field) => field.type === "number" || field.type === "boolean";

interface Source {
  frame: Frame;
  time: Field;
  field: Field;
  index: number;
}

/** Series in reading order; the place gives the colour, so that hiding one leaves the others as they are. */
export function sourcesOf(frames: Frame[]): Source[] {
  const out: Source[] = [];
  for (const frame of frames) {
    const time = frame.fields.find((f) => f.type === "time");
    for (const field of time && frame.kind !== "exemplars" ? frame.fields : []) {
      if (time && isDrawable(field)) {
        out.push({ frame, time, field, index: out.length });
      }
    }
  }
  return out;
}

function lookOf(
  field: Field,
  name: string,
  index: number,
  palette: Palette,
): { color: string; dash?: number[] } {
  const { color } = field.config;
  const by = { last: "lastNotNull", min: "min", max: "max" }[color?.seriesBy ?? "last"];
  if (color === undefined || color.mode === "palette-classic") {
    return palette.line(index);
  }
  const value = reduceToNumber(field, by);
  const { min, max } = endsOf(field);
  const share = value === null || max === min ? 0 : (value - min) / (max - min);
  return { color: fieldColor(field.config, { index, name }, palette, { value, share }) };
}

function dashOf(custom: Custom, fallback: number[] | undefined): number[] | undefined {
  const style = custom.lineStyle;
  switch (style?.fill) {
    case "dash":
      return style.dash ?? [10, 10];
    case "dot":
      return style.dash ?? [0.5, 6];
    case "square":
      return style.dash ?? [10, 20];
    case "solid":
      return undefined;
    default:
      return fallback;
  }
}

function signed(values: Cell[], custom: Custom): Cell[] {
  if (custom.transform === "negative-Y") {
    return values.map((v) => (v === null || v === undefined ? v : -v));
  }
  if (custom.transform === "constant") {
    const last = values.findLast((v) => v !== null && v !== undefined) ?? null;
    return values.map(() => last);
  }
  return values;
}

export const seriesId = (source: { frame: Frame; field: Field; index: number }) =>
  `${source.frame.ref}|${source.index}|${nameOf(source.field, source.frame)}`;

/** Beyond this many lines dashes tell nothing apart any more, and cost most of the time of drawing. */
export const MANY_SERIES = 48;

/** Names that occur more than once are hidden and shown together, as one would expect of a name. */
export function timeModel(
  frames: Frame[],
  panel: Panel,
  palette: Palette,
  hidden: ReadonlySet<string>,
): TimeModel {
  const sources = sourcesOf(frames);
  const samples = sources.map(
    ({ time, field }): Samples => ({
      times: time.values as number[],
      values: numbersOf(field),
      stepMillis: time.stepMillis,
      spanNulls: field.config.custom?.spanNulls,
      insertNulls: field.config.custom?.insertNulls,
    }),
  );
  const { times, columns } = grid(samples);
  const scales = new Map<string, ScaleSpec>();
  const series = sources.map((source, i): Drawn => {
    const { field, frame, index } = source;
    const custom = field.config.custom ?? {};
    const name = nameOf(field, frame);
    const key = scaleKey(field);
    const look = lookOf(field, name, index, palette);
    const stacked = (custom.stacking?.mode ?? "none") !== "none";
    const isHidden = custom.hideFrom?.viz === true || hidden.has(name);
    addToScale(scales, key, field, i);
    return {
      id: seriesId(source),
      name,
      field,
      frame,
      custom,
      color: look.color,
      dash: dashOf(custom, stacked || sources.length > MANY_SERIES ? undefined : look.dash),
      scale: key,
      raw: columns[i] ?? [],
      values: signed(columns[i] ?? [], custom),
      hidden: isHidden,
      inLegend: custom.hideFrom?.legend !== true && isWorthLegend(field, panel),
      inTooltip: custom.hideFrom?.tooltip !== true && !isHidden,
    };
  });
  stackUp(series);
  return {
    times,
    series,
    scales: placed([...scales.values()]),
    exemplars: frames.filter((f) => f.kind === "exemplars"),
  };
}

function isWorthLegend(field: Field, panel: Panel): boolean {
  const { hideEmpty, hideZero } = panel.options?.legend ?? {};
  const values = hideEmpty || hideZero ? numbersOf(field) : [];
  const isEmpty = hideEmpty === true && values.every((v) => v === null || Number.isNaN(v));
  const isZero = hideZero === true && values.every((v) => v === null || v === 0);
  return !isEmpty && !isZero;
}

function addToScale(scales: Map<string, ScaleSpec>, key: string, field: Field, index: number): void {
  const custom = field.config.custom ?? {};
  const stands = (custom.stacking?.mode ?? "none") !== "none" || custom.drawStyle === "bars";
  const found = scales.get(key);
  if (found) {
    found.members.push(index);
    found.fromZero ||= stands;
  } else {
    scales.set(key, { key, field, custom, side: "left", fromZero: stands, members: [index] });
  }
}

/** The first axis stands left, and others right unless they say where. */
function placed(scales: ScaleSpec[]): ScaleSpec[] {
  let left = scales.some((s) => s.custom.axisPlacement === "left");
  return scales.map((scale) => {
    const wish = scale.custom.axisPlacement ?? "auto";
    if (wish !== "auto") {
      return { ...scale, side: wish };
    }
    const side = left ? "right" : "left";
    left = true;
    return { ...scale, side };
  });
}
