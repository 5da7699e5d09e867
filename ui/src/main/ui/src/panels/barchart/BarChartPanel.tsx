import { useMemo } from "react";
import { useThemeName } from "../../charts/theme";
import type { Legend as LegendOptions } from "../../lib/board/model";
import { pagePalette } from "../colors";
import { Legend } from "../parts/Legend";
import { legendRows, sortOf } from "../parts/legend";
import { Reason } from "../parts/Reason";
import { useHidden } from "../parts/useHidden";
import { listLines, WithLegend } from "../parts/WithLegend";
import type { KindProps } from "../types";
import { BarPlot } from "./BarPlot";
import { barModel, legendItems } from "./model";

export default function BarChartPanel({ panel, frames, size, zone, hooks }: KindProps) {
  const palette = pagePalette(useThemeName());
  const [hidden, toggle] = useHidden(hooks.onLegend);
  const model = useMemo(
    () => barModel(frames, panel, palette, zone, hidden),
    [frames, panel, palette, zone, hidden],
  );
  const options = panel.options ?? {};
  const legend: LegendOptions = options.legend ?? { mode: "list", placement: "bottom" };
  if (!model || model.series.length === 0) {
    return (
      <Reason
        what="There are no bars to draw"
        why="A bar chart needs one column of names or times and one of numbers."
      />
    );
  }
  const rows = legendRows(legendItems(model.series), legend.calcs ?? [], palette, zone);
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
          label={`${panel.title ?? "Bars"}: ${model.series.map((s) => s.name).join(", ")} over ${model.labels.length} places`}
          options={{
            groupWidth: options.groupWidth,
            barWidth: options.barWidth,
            barRadius: options.barRadius,
            horizontal: options.orientation === "horizontal",
            showValue: options.showValue ?? "auto",
            rotation: options.xTickLabelRotation,
            maxLength: options.xTickLabelMaxLength,
            spacing: options.xTickLabelSpacing,
            fullHighlight: options.fullHighlight,
            tooltip: options.tooltip,
          }}
        />
      )}
    </WithLegend>
  );
}
