import { useRef } from "react";
import chart from "../../charts/TimeChart.module.css";
import { linearRange, multiples, stepFor } from "../../charts/ticks";
import { axisMeasure } from "../../lib/units/measure";
import { fillTip, placeTip } from "../parts/tip";
import { type Bar, barsOf } from "./model";
import { type BarPlotProps, CHAR, layoutOf, Names } from "./Names";

/** Bars over names: beside each other, stacked, or behind each other; upright or lying. */
export function BarPlot({ model, size, palette, zone, options, label }: BarPlotProps) {
  const tip = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const bars = barsOf(model, options.groupWidth ?? 0.7, options.barWidth ?? 0.97);
  const field = model.series[0]?.field;
  const unit = model.stacking === "percent" ? "percentunit" : field?.config.unit;
  const ends = bars.flatMap((b) => [b.low, b.high]);
  const span =
    ends.length > 0
      ? { min: ends.reduce((a, b) => Math.min(a, b)), max: ends.reduce((a, b) => Math.max(a, b)) }
      : undefined;
  const horizontal = options.horizontal ?? false;
  const ticks = Math.max(2, Math.min(6, Math.floor(horizontal ? size.width / 90 : size.height / 44)));
  const custom = field?.config.custom;
  const range = linearRange(span, {
    unit,
    ticks,
    fromZero: true,
    min: field?.config.min,
    max: field?.config.max ?? (model.stacking === "percent" ? 1 : undefined),
    softMin: custom?.axisSoftMin,
    softMax: custom?.axisSoftMax,
  });
  const splits = multiples(range.min, range.max, stepFor(range.max - range.min, ticks, unit));
  const words = splits.map(axisMeasure(splits, unit, { zone, decimals: field?.config.decimals }));
  const layout = layoutOf(model, size, options, Math.max(...words.map((w) => w.length), 2) * CHAR + 12);
  const { left, top, width, height } = layout;
  const count = Math.max(1, model.labels.length);
  const share = (v: number) => Math.max(0, Math.min(1, (v - range.min) / (range.max - range.min)));
  const boxOf = (bar: Bar) => {
    const [a, b] = [share(Math.min(bar.low, bar.high)), share(Math.max(bar.low, bar.high))];
    const [s, e] = [(bar.row + bar.from) / count, (bar.row + bar.to) / count];
    return horizontal
      ? {
          x: left + a * width,
          y: top + s * height,
          width: Math.max(0.5, (b - a) * width),
          height: Math.max(1, (e - s) * height),
        }
      : {
          x: left + s * width,
          y: top + (1 - b) * height,
          width: Math.max(1, (e - s) * width),
          height: Math.max(0.5, (b - a) * height),
        };
  };
  const valued = (bar: Bar, box: ReturnType<typeof boxOf>) => {
    const text = bar.series.texts[bar.row] ?? "";
    const fits = horizontal ? box.height > 11 : box.width > text.length * 5.6;
    return options.showValue === "always" || ((options.showValue ?? "never") === "auto" && fits) ? text : "";
  };
  const onMove = (event: React.PointerEvent) => {
    const bounds = room.current?.getBoundingClientRect();
    if (!bounds || !tip.current || !room.current) {
      return;
    }
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    const row = Math.floor((horizontal ? (y - top) / height : (x - left) / width) * count);
    const rows = model.series.filter(
      (s) => !s.hidden && s.values[row] !== null && s.values[row] !== undefined,
    );
    tip.current.hidden = row < 0 || row >= count || rows.length === 0 || options.tooltip?.mode === "none";
    if (!tip.current.hidden) {
      fillTip(
        tip.current,
        (model.tips ?? model.labels)[row] ?? "",
        rows
          .slice(0, 14)
          .map((s) => ({ color: s.colors?.[row] ?? s.color, name: s.name, value: s.texts[row] ?? "" })),
        Math.max(0, rows.length - 14),
      );
      placeTip(tip.current, room.current, x, y);
    }
  };
  const onLeave = () => {
    if (tip.current) {
      tip.current.hidden = true;
    }
  };
  return (
    <div ref={room} className={chart.chart} style={{ ...size, position: "relative" }}>
      <svg
        width={size.width}
        height={size.height}
        role="img"
        aria-label={label}
        onPointerMove={onMove}
        onPointerLeave={onLeave}
      >
        {splits.map((v, i) => {
          const at = share(v);
          const grid = horizontal
            ? { x1: left + at * width, x2: left + at * width, y1: top, y2: top + height }
            : { x1: left, x2: left + width, y1: top + (1 - at) * height, y2: top + (1 - at) * height };
          return (
            <g key={v}>
              <line {...grid} stroke={palette.token("--grid")} />
              <text
                fontSize={11}
                fill={palette.token("--axis")}
                x={horizontal ? grid.x1 : left - 8}
                y={horizontal ? top + height + 14 : grid.y1}
                textAnchor={horizontal ? "middle" : "end"}
                dominantBaseline={horizontal ? "auto" : "middle"}
              >
                {words[i]}
              </text>
            </g>
          );
        })}
        {bars.map((bar) => {
          const box = boxOf(bar);
          const color = bar.series.colors?.[bar.row] ?? bar.series.color;
          const text = valued(bar, box);
          return (
            <g key={`${bar.series.id}|${bar.row}`}>
              <rect
                {...box}
                rx={(options.barRadius ?? 0) * Math.min(box.width, box.height) * 0.5}
                fill={palette.fade(color, bar.series.fill)}
                stroke={color}
                strokeWidth={bar.series.line}
              />
              {text && (
                <text
                  fontSize={11}
                  fill={palette.token("--text")}
                  x={horizontal ? box.x + box.width + 4 : box.x + box.width / 2}
                  y={horizontal ? box.y + box.height / 2 : box.y - 4}
                  textAnchor={horizontal ? "start" : "middle"}
                  dominantBaseline={horizontal ? "middle" : "auto"}
                >
                  {text}
                </text>
              )}
            </g>
          );
        })}
        <Names layout={layout} horizontal={horizontal} palette={palette} />
      </svg>
      <div ref={tip} className="tip" hidden />
    </div>
  );
}
