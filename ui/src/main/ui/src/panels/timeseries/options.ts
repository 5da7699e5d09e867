import type { uPlot } from "../../charts/Plot";
import type { PanelHooks } from "../types";
import { axesOf, scalesOf } from "./axes";
import { type Diamond, drawAnnotations, drawExemplars, drawStale, drawThresholds, drawValues } from "./draw";
import { MANY_SERIES } from "./model";
import { bandsOf, seriesOf } from "./series";
import { type TipContext, tooltipPlugin } from "./tooltip";

export interface ChartContext extends Omit<TipContext, "diamonds" | "keyOf"> {
  hooks: () => PanelHooks;
  staleSince: () => number | undefined;
}

/** Everything uPlot is told. Looks are fixed until the structure changes; values and ranges are read anew. */
export function chartOptions(chart: ChartContext): Omit<uPlot.Options, "width" | "height"> {
  const model = chart.model();
  const keys = model.scales.map((_, i) => `y${i}`);
  const places = new Map(model.scales.map((scale, i) => [scale.key, `y${i}`]));
  const keyOf = (scale: string) => places.get(scale) ?? "y0";
  let diamonds: Diamond[] = [];
  const context: TipContext = { ...chart, diamonds: () => diamonds, keyOf };
  const { palette } = chart;
  return {
    padding: [
      8,
      model.scales.some((s) => s.side === "right") ? 0 : 8,
      0,
      model.scales.some((s) => s.side === "left") ? 0 : 8,
    ],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => [chart.range().start, chart.range().end] },
      ...scalesOf(chart.model, keys),
    },
    axes: axesOf(chart, keys),
    series: [{}, ...seriesOf(chart.model, keyOf, palette)],
    bands: bandsOf(model, palette),
    focus: { alpha: 0.25 },
    cursor: {
      y: false,
      points:
        model.series.length > MANY_SERIES
          ? { show: false }
          : {
              size: 7,
              width: 1.5,
              stroke: () => palette.token("--halo"),
              fill: (_u, i) => chart.model().series[i - 1]?.color ?? "",
            },
      drag: { x: true, y: false, setScale: false, dist: 6 },
      bind: {
        dblclick: () => () => {
          chart.hooks().onUndoZoom?.();
          return null;
        },
      },
    },
    hooks: {
      drawAxes: [
        (u) => {
          drawStale(u, chart.staleSince(), palette);
          drawThresholds(u, context, keys, "areas");
        },
      ],
      draw: [
        (u) => {
          drawThresholds(u, context, keys, "lines");
          drawAnnotations(u, chart.marks(), palette);
          drawValues(u, context, keyOf);
          diamonds = drawExemplars(u, chart.model(), "y0", palette);
        },
      ],
      setSelect: [
        (u) => {
          const { left, width } = u.select;
          if (width > 0) {
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            chart.hooks().onZoom?.(u.posToVal(left, "x") * 1000, u.posToVal(left + width, "x") * 1000);
          }
        },
      ],
    },
    plugins: [tooltipPlugin(context)],
  };
}
