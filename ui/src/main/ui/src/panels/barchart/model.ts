import type { Panel } from "../../lib/board/model";
import type { Zone } from "../../lib/time/zone";
import { fieldColor, type Palette } from "../colors";
import { displayOf, endsOf, shownText } from "../display";
import { type Field, type Frame, lengthOf, nameOf, numbersOf } from "../frames";
import type { LegendItem } from "../parts/legend";
import { wideFrame } from "../wide";

export interface BarSeries {
  id: string;
  name: string;
  field: Field;
  color: string;
  /** Of each bar, where a field or a threshold colours them one by one. */
  colors?: string[];
  values: (number | null)[];
  texts: string[];
  /** Opacity, 0 to 1. */
  fill: number;
  line: number;
  hidden: boolean;
}

export interface BarModel {
  labels: string[];
  /** What the tooltip calls each place, where that is more than the label. */
  tips?: string[];
  series: BarSeries[];
  stacking: "none" | "normal" | "percent";
  /** Series stand in one place behind each other. */
  overlap?: boolean;
}

export const legendItems = (series: BarSeries[]): LegendItem[] =>
  series.filter((s) => s.field.config.custom?.hideFrom?.legend !== true);

function axisField(frame: Frame, wish: string | undefined): Field | undefined {
  const named = wish ? frame.fields.find((f) => nameOf(f, frame) === wish || f.name === wish) : undefined;
  return (
    named ?? frame.fields.find((f) => f.type === "string") ?? frame.fields.find((f) => f.type === "time")
  );
}

/** Colours of single bars: by another column, or by each value. */
function ownColors(
  frame: Frame,
  field: Field,
  panel: Panel,
  palette: Palette,
  zone: Zone,
): string[] | undefined {
  const by = panel.options?.colorByField;
  const source = by ? frame.fields.find((f) => nameOf(f, frame) === by || f.name === by) : undefined;
  if (source) {
    const show = displayOf(source, { palette, zone });
    const words = [...new Set(source.values.map(String))];
    return source.values.map((v) => {
      const shown = show(v);
      return shown.isColored ? shown.color : palette.series(words.indexOf(String(v)));
    });
  }
  const mode = field.config.color?.mode ?? "";
  if (mode === "thresholds" || mode.startsWith("continuous-") || field.config.mappings?.length) {
    const ends = endsOf(field);
    const show = displayOf(
      { ...field, config: { ...field.config, min: ends.min, max: ends.max } },
      { palette, zone },
    );
    const shown = field.values.map(show);
    return shown.some((s) => s.isColored) ? shown.map((s) => s.color) : undefined;
  }
  return undefined;
}

export function barModel(
  frames: Frame[],
  panel: Panel,
  palette: Palette,
  zone: Zone,
  hidden: ReadonlySet<string>,
): BarModel | undefined {
  const data = frames.filter((f) => f.kind !== "exemplars" && lengthOf(f) > 0);
  const frame = data.every((f) => f.kind === "series") ? wideFrame(data)[0] : data[0];
  const axis = frame ? axisField(frame, panel.options?.xField) : undefined;
  if (!frame || !axis) {
    return undefined;
  }
  const show = displayOf(axis, { palette, zone });
  const fields = frame.fields.filter(
    (f) =>
      f !== axis &&
      f.type === "number" &&
      f.config.custom?.hideFrom?.viz !== true &&
      nameOf(f, frame) !== panel.options?.colorByField,
  );
  const series = fields.map((field, index): BarSeries => {
    const name = nameOf(field, frame);
    const own = displayOf(field, { palette, zone, index, name });
    return {
      id: `${index}|${name}`,
      name,
      field,
      color: fieldColor(field.config, { index, name }, palette),
      colors: ownColors(frame, field, panel, palette, zone),
      values: numbersOf(field),
      texts: field.values.map((v) => shownText(own(v))),
      fill: (field.config.custom?.fillOpacity ?? 80) / 100,
      line: field.config.custom?.lineWidth ?? 1,
      hidden: hidden.has(name),
    };
  });
  return {
    labels: axis.values.map((v) => shownText(show(v))),
    series,
    stacking: panel.options?.stacking ?? "none",
  };
}

export interface Bar {
  series: BarSeries;
  row: number;
  /** Along the axis of names, shares of one place. */
  from: number;
  to: number;
  low: number;
  high: number;
}

/** Where all bars stand; values on the axis of values. */
export function barsOf(model: BarModel, groupWidth: number, barWidth: number): Bar[] {
  const shown = model.series.filter((s) => !s.hidden);
  const stacked = model.stacking !== "none";
  const alone = stacked || model.overlap === true;
  const slot = groupWidth / (alone ? 1 : Math.max(1, shown.length));
  const startOf = (i: number) => (1 - groupWidth) / 2 + (alone ? 0 : i * slot) + (slot * (1 - barWidth)) / 2;
  return model.labels.flatMap((_, row) => {
    const sums = { up: 0, down: 0 };
    const total = shown.reduce((sum, s) => sum + Math.abs(s.values[row] ?? 0), 0) || 1;
    return shown.flatMap((series, i): Bar[] => {
      const raw = series.values[row] ?? Number.NaN;
      if (!Number.isFinite(raw)) {
        return [];
      }
      const value = model.stacking === "percent" ? raw / total : raw;
      const side = value < 0 ? "down" : "up";
      const low = stacked ? sums[side] : 0;
      sums[side] += value;
      const from = startOf(i);
      return [{ series, row, from, to: from + slot * barWidth, low, high: low + value }];
    });
  });
}
