import { useEffect, useMemo, useRef } from "react";
import { useThemeName } from "../../charts/theme";
import { fullTime } from "../../lib/time/zone";
import { measureText } from "../../lib/units/measure";
import { pagePalette } from "../colors";
import { Reason } from "../parts/Reason";
import { fillTip, placeTip, type TipRow } from "../parts/tip";
import { useTimePlot } from "../parts/useTimePlot";
import type { KindProps } from "../types";
import { axisOf, type HeatScale, scaleOfHeat, type YAxis } from "./axis";
import { type HeatCell, type HeatData, type HeatmapOptions, heatData } from "./cells";
import { type Box, drawHeat, drawMarks, sums } from "./draw";
import { HeatAxes } from "./HeatAxes";
import { HeatLegend } from "./HeatLegend";

const BOTTOM = 22;
const TOP = 6;
const SIDE = 64;

function shownCells(
  cells: HeatCell[],
  options: HeatmapOptions,
  range: { from: number; to: number },
): HeatCell[] {
  const { filterBelow, filterAbove = Number.POSITIVE_INFINITY } = options;
  return cells.filter(
    ({ count, x0, x1 }) =>
      (filterBelow === undefined ? count > 0 : count >= filterBelow) &&
      count <= filterAbove &&
      x1 > range.from &&
      x0 < range.to,
  );
}

function gutterOf({ ticks }: YAxis, { yAxis }: HeatmapOptions): number {
  const longest = Math.max(0, ...ticks.map((t) => t.text.length));
  return yAxis?.width ?? Math.min(110, Math.max(28, longest * 6.4 + 12));
}

interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where a cell stands in the plot; a gap is left only where the cell is large enough for one. */
function boxes(plot: Plot, axis: YAxis, range: { from: number; to: number }, gap: number) {
  const x = (t: number) => ((t - range.from) / (range.to - range.from)) * plot.width;
  const y = (v: number) => plot.height * (1 - Math.max(0, Math.min(1, axis.at(v))));
  const end = (v: number, infinite: number) => y(Number.isFinite(v) ? v : infinite);
  const less = (size: number) => (size > 3 ? size - gap : size);
  const boxOf = (cell: HeatCell): Box => {
    const [left, right] = [Math.max(0, x(cell.x0)), Math.min(plot.width, x(cell.x1))];
    const [a, b] = [end(cell.y1, 1e300), end(cell.y0, -1e300)];
    return {
      left,
      top: Math.min(a, b),
      width: Math.max(0.5, less(right - left)),
      height: Math.max(1, less(Math.abs(b - a))),
    };
  };
  return { x, y, boxOf };
}

function boundText(name: string, words: (v: number) => string): string {
  if (name === "+Inf") {
    return "≤ ∞";
  }
  return name === "" || Number.isNaN(Number(name)) ? name : `≤ ${words(Number(name))}`;
}

function rowOf(
  cell: HeatCell,
  data: HeatData,
  options: HeatmapOptions,
  scale: HeatScale,
  zone: string,
): TipRow {
  const words = (v: number) => measureText(v, data.unit, { zone });
  return {
    color: scale.color(cell.count),
    name: data.rows ? boundText(data.rows[cell.y0] ?? "", words) : `${words(cell.y0)} – ${words(cell.y1)}`,
    value: measureText(cell.count, options.cellUnit, { zone, decimals: options.cellDecimals }),
  };
}

/** How much falls between two bounds, over time. */
export default function HeatmapPanel(props: KindProps) {
  const { panel, frames, size, range, zone } = props;
  const palette = pagePalette(useThemeName());
  const options = useMemo(() => panel.options?.heatmap ?? {}, [panel]);
  const data = useMemo(() => heatData(frames, options, range), [frames, options, range]);
  const visible = useMemo(() => shownCells(data.cells, options, range), [data, options, range]);
  const scale = useMemo(() => scaleOfHeat(visible, options, palette), [visible, options, palette]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const showLegend = options.showLegend !== false;
  const height = size.height - (showLegend ? 26 : 0);
  const side = options.showHistogram ? SIDE : 0;
  const axis = axisOf(data, options, height - BOTTOM - TOP, zone);
  const hasAxis = options.yAxis?.placement !== "hidden";
  const gutter = hasAxis ? gutterOf(axis, options) : 4;
  const right = options.yAxis?.placement === "right";
  const plot = {
    left: right ? 4 : gutter,
    top: TOP,
    width: Math.max(20, size.width - gutter - 8 - side),
    height: Math.max(20, height - BOTTOM - TOP),
  };
  const { x, y, boxOf } = boxes(plot, axis, range, options.cellGap ?? 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the places of cells follow from these
  useEffect(() => {
    const node = canvas.current;
    if (node) {
      drawHeat(node, { plot, cells: visible, options, scale, palette, zone, boxOf });
      const marks = data.rows ? [] : frames.filter((f) => f.kind === "exemplars");
      drawMarks(node, marks, { color: palette.named(options.exemplarColor ?? "--text"), x, y });
    }
  }, [visible, scale, palette, plot.width, plot.height, range.from, range.to, options, zone, frames]);

  const pointer = useTimePlot({
    props,
    plot,
    describe: (tip, room, left, top) => {
      const cell = visible.find((c) => {
        const box = boxOf(c);
        const inX = left >= box.left && left <= box.left + box.width + 1;
        return inX && top >= box.top && top <= box.top + box.height + 1;
      });
      if (!cell) {
        return false;
      }
      const title = `${fullTime(cell.x0, zone)} – ${fullTime(cell.x1, zone)}`;
      fillTip(tip, title, [rowOf(cell, data, options, scale, zone)]);
      placeTip(tip, room, left, top);
      return true;
    },
  });

  if (data.cells.length === 0) {
    return (
      <Reason
        what="There is nothing to count"
        why="The answer has no buckets. A heat map needs series told apart by le, native histograms, or calculation from plain series."
      />
    );
  }
  const totals = side > 0 ? sums(visible) : [];
  const most = totals.reduce((a, b) => Math.max(a, b.count), 0) || 1;
  return (
    <div>
      <div
        style={{ position: "relative", height }}
        role="img"
        aria-label={`${panel.title ?? "Heat map"}: counts over time and value, from ${scale.min} to ${scale.max}`}
      >
        <HeatAxes
          axis={hasAxis ? axis : undefined}
          plot={plot}
          gutter={gutter}
          right={right}
          range={range}
          zone={zone}
        />
        <canvas ref={canvas} style={{ position: "absolute", ...plot }} />
        {pointer}
        {side > 0 && (
          <svg
            style={{ position: "absolute", left: size.width - side + 4, top: plot.top }}
            width={side - 8}
            height={plot.height}
            aria-hidden="true"
          >
            {totals.map((cell) => {
              const box = boxOf({ ...cell, x0: range.from, x1: range.to });
              const width = ((side - 8) * cell.count) / most;
              return (
                <rect
                  key={cell.y0}
                  x={0}
                  y={box.top}
                  width={width}
                  height={box.height}
                  fill={palette.token("--q4")}
                />
              );
            })}
          </svg>
        )}
      </div>
      {showLegend && (
        <HeatLegend scale={scale} unit={options.cellUnit} decimals={options.cellDecimals} zone={zone} />
      )}
    </div>
  );
}
