import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Plot, type uPlot } from "../../charts/Plot";
import { useThemeName } from "../../charts/theme";
import type { Legend as LegendOptions, Tooltip } from "../../lib/board/model";
import { pagePalette } from "../colors";
import { Legend } from "../parts/Legend";
import { legendRows, sortOf } from "../parts/legend";
import { useHidden } from "../parts/useHidden";
import { listLines, WithLegend } from "../parts/WithLegend";
import type { KindProps } from "../types";
import { type TimeModel, timeModel } from "./model";
import { type ChartContext, chartOptions } from "./options";

const DEFAULT_LEGEND: LegendOptions = { mode: "list", placement: "bottom" };
const DEFAULT_TOOLTIP: Tooltip = { mode: "multi", sort: "desc" };

/** Series, scales and looks: when one of them changes, the chart is built anew. */
function structureOf({ series, scales }: TimeModel): string {
  return JSON.stringify([
    series.map((s) => [
      s.id,
      s.color,
      s.dash,
      s.hidden,
      s.scale,
      s.custom,
      s.below,
      s.field.config.thresholds,
    ]),
    scales.map((s) => s.side),
  ]);
}

function toData({ times, series }: TimeModel): uPlot.AlignedData {
  return [times, ...series.map((s) => s.values)] as uPlot.AlignedData;
}

function summary(title: string | undefined, { series }: TimeModel): string {
  const names = series.slice(0, 8).map((s) => s.name);
  const rest = series.length > 8 ? ` and ${series.length - 8} more` : "";
  return `${title ?? "Time series"}: ${series.length} series over time: ${names.join(", ")}${rest}`;
}

export default function TimeSeriesPanel(props: KindProps) {
  const { panel, frames, size, range, zone } = props;
  const palette = pagePalette(useThemeName());
  const [hidden, toggle] = useHidden(props.hooks.onLegend);
  const model = useMemo(() => timeModel(frames, panel, palette, hidden), [frames, panel, palette, hidden]);
  const data = useMemo(() => toData(model), [model]);
  const latest = useRef({ props, model });
  const plot = useRef<uPlot | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const options = panel.options?.legend ?? DEFAULT_LEGEND;

  useLayoutEffect(() => {
    latest.current = { props, model };
  });

  const build = useCallback(() => {
    const now = () => latest.current.props;
    const chart: ChartContext = {
      model: () => latest.current.model,
      range: () => ({ start: now().range.from / 1000, end: now().range.to / 1000 }),
      zone: () => now().zone,
      palette,
      tooltip: () => now().panel.options?.tooltip ?? DEFAULT_TOOLTIP,
      crosshair: () => now().hooks.crosshair,
      panelId: now().panel.id,
      marks: () => now().annotations ?? [],
      replace: () => now().replace,
      hooks: () => now().hooks,
      staleSince: () => now().staleSince,
    };
    return chartOptions(chart);
  }, [palette]);

  const rows = useMemo(
    () =>
      legendRows(
        model.series.filter((s) => s.inLegend),
        options.calcs ?? [],
        palette,
        zone,
      ),
    [model, options.calcs, palette, zone],
  );

  useEffect(() => {
    const index = model.series.findIndex((s) => s.id === focus);
    plot.current?.setSeries(index < 0 ? null : index + 1, { focus: index >= 0 });
  }, [focus, model]);

  // marks and ends of the axis are not data: the chart is told to look at them again
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are read through the ref
  useEffect(() => {
    plot.current?.setData(plot.current.data);
  }, [range.from, range.to, props.annotations, props.staleSince, zone]);

  const names = rows.map((r) => r.name);
  const lines =
    options.mode === "table" ? rows.length : listLines(names, (options.calcs?.length ?? 0) * 62, size.width);
  return (
    <WithLegend
      size={size}
      options={options}
      rows={lines}
      legend={
        <Legend
          rows={rows}
          options={options}
          sort={sortOf(panel)}
          onToggle={(name, add) => toggle(names, name, add)}
          onFocus={setFocus}
        />
      }
    >
      {(chart) => (
        <Plot
          build={build}
          data={data}
          width={chart.width}
          height={chart.height}
          structure={structureOf(model)}
          label={summary(panel.title, model)}
          onPlot={(u) => {
            plot.current = u;
          }}
        />
      )}
    </WithLegend>
  );
}
