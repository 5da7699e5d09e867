import { useMemo } from "react";
import { useThemeName } from "../../charts/theme";
import type { Legend as LegendOptions } from "../../lib/board/model";
import { measureText } from "../../lib/units/measure";
import { BarPlot } from "../barchart/BarPlot";
import { type BarModel, type BarSeries, legendItems } from "../barchart/model";
import { fieldColor, pagePalette } from "../colors";
import { type Field, type Frame, nameOf, numbersOf } from "../frames";
import { Legend } from "../parts/Legend";
import { legendRows, sortOf } from "../parts/legend";
import { Reason } from "../parts/Reason";
import { useHidden } from "../parts/useHidden";
import { listLines, WithLegend } from "../parts/WithLegend";
import { histogram } from "../transform/aggregate";
import type { KindProps } from "../types";

/** Counts that a query or a transformation made already, or the counts of plain values. */
function counted(frames: Frame[], options: Record<string, unknown>): Frame | undefined {
  const ready = frames.find((f) => f.fields[0]?.name === "xMin" && f.fields[1]?.name === "xMax");
  return (
    ready ??
    histogram(
      frames.filter((f) => f.kind !== "exemplars"),
      options,
    )[0]
  );
}

export default function HistogramPanel({ panel, frames, size, zone, hooks }: KindProps) {
  const palette = pagePalette(useThemeName());
  const [hidden, toggle] = useHidden(hooks.onLegend);
  const options = panel.options ?? {};
  const frame = useMemo(() => counted(frames, { ...panel.options }), [frames, panel.options]);
  const [low, high, ...counts] = frame?.fields ?? [];
  const legend: LegendOptions = options.legend ?? { mode: "list", placement: "bottom" };
  if (!frame || !low || !high || low.values.length === 0) {
    return <Reason what="There is nothing to count" why="The answer has no numbers in this range." />;
  }
  const unit = low.config.unit;
  const words = (v: unknown) => measureText(Number(v), unit, { zone, decimals: low.config.decimals });
  const series = counts.map((field: Field, index): BarSeries => {
    const name = nameOf(field, frame);
    return {
      id: `${index}|${name}`,
      name,
      field,
      color: fieldColor(field.config, { index, name }, palette),
      values: numbersOf(field),
      texts: field.values.map((v) => String(v ?? "")),
      fill: (field.config.custom?.fillOpacity ?? 80) / 100,
      line: field.config.custom?.lineWidth ?? 1,
      hidden: hidden.has(name) || field.config.custom?.hideFrom?.viz === true,
    };
  });
  const model: BarModel = {
    labels: low.values.map(words),
    tips: low.values.map((v, i) => `${words(v)} – ${words(high.values[i])}`),
    series,
    stacking: counts[0]?.config.custom?.stacking?.mode ?? "none",
    overlap: true,
  };
  const rows = legendRows(legendItems(series), legend.calcs ?? [], palette, zone);
  const names = rows.map((r) => r.name);
  return (
    <WithLegend
      size={size}
      options={legend}
      rows={legend.mode === "table" ? rows.length : listLines(names, 0, size.width)}
      legend={
        <Legend
          rows={rows}
          options={legend}
          sort={sortOf(panel)}
          onToggle={(n, add) => toggle(names, n, add)}
          onFocus={() => undefined}
        />
      }
    >
      {(chart) => (
        <BarPlot
          model={model}
          size={chart}
          palette={palette}
          zone={zone}
          options={{ groupWidth: 1, barWidth: 1, tooltip: options.tooltip }}
          label={`${panel.title ?? "Histogram"}: ${low.values.length} intervals from ${words(low.values[0])} to ${words(high.values.at(-1))}`}
        />
      )}
    </WithLegend>
  );
}
