import { useEffect, useMemo, useRef, useState } from "react";
import { tickDistance, tickLabel, timeTicks } from "../lib/time/ticks";
import { fullTime, type Zone } from "../lib/time/zone";
import { formatText, type Unit } from "../lib/units";
import type { Grid } from "./frame";
import styles from "./HeatMap.module.css";
import { type Heat, type HeatRow, shade } from "./heat";
import { resolveColor } from "./palette";
import { useThemeName } from "./theme";

export interface HeatMapProps {
  heat: Heat;
  grid: Grid;
  zone: Zone;
  /** Of the bounds of the buckets. */
  unit: Unit;
  height: number;
  label: string;
  onZoom?: (fromMillis: number, toMillis: number) => void;
  onUndoZoom?: () => void;
}

const LEFT = 72;
const BOTTOM = 24;
const TOP = 8;
const MIN_LABEL = 18;
const SHADES = [0, 1, 2, 3, 4, 5, 6];

interface Plot {
  width: number;
  height: number;
  columns: number;
}

function boundText(value: number, unit: Unit): string {
  return value === Number.POSITIVE_INFINITY
    ? "∞"
    : value === Number.NEGATIVE_INFINITY
      ? "−∞"
      : formatText(value, unit);
}

function draw(ctx: CanvasRenderingContext2D, { heat, grid, zone, unit }: HeatMapProps, plot: Plot): void {
  const { width, height, columns } = plot;
  const right = LEFT + width;
  ctx.clearRect(0, 0, right, height + BOTTOM + TOP);
  const colors = SHADES.map((i) => resolveColor(`--q${i}`));
  const rowHeight = height / Math.max(1, heat.rows.length);
  const cell = width / Math.max(1, columns);
  heat.rows.forEach((row, r) => {
    const y = TOP + height - (r + 1) * rowHeight;
    row.values.forEach((value, c) => {
      if (value !== null && value > 0) {
        ctx.fillStyle = colors[shade(value, heat.max)] ?? "";
        const gap = cell > 4 && rowHeight > 4 ? 1 : 0;
        ctx.fillRect(LEFT + c * cell, y, Math.max(1, cell - gap), Math.max(1, rowHeight - gap));
      }
    });
  });
  ctx.font = '400 11px "Inter Variable", Inter, system-ui, sans-serif';
  ctx.fillStyle = resolveColor("--axis");
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  const each = Math.max(1, Math.ceil(MIN_LABEL / rowHeight));
  heat.rows.forEach((row, r) => {
    if (r % each === 0) {
      ctx.fillText(boundText(row.high, unit), LEFT - 8, TOP + height - (r + 1) * rowHeight);
    }
  });
  ctx.textAlign = "center";
  const distance = tickDistance(grid.end - grid.start, width, 64);
  for (const tick of timeTicks(grid.start, grid.end, distance, zone)) {
    const x = LEFT + ((tick - grid.start) / (grid.end - grid.start)) * width;
    if (x < right - 16) {
      ctx.fillText(tickLabel(tick, distance, zone), x, TOP + height + 14);
    }
  }
}

interface Place {
  column: number;
  row: HeatRow;
  x: number;
  y: number;
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const node = ref.current;
    if (!node) {
      return;
    }
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    setWidth(node.clientWidth);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

function summary({ heat, unit, label }: HeatMapProps): string {
  const sums = heat.rows.map((row) => row.values.reduce<number>((sum, v) => sum + (v ?? 0), 0));
  const most = heat.rows[sums.indexOf(Math.max(...sums))];
  const where = most
    ? `most between ${boundText(most.low, unit)} and ${boundText(most.high, unit)}`
    : "empty";
  return `${label}: ${heat.rows.length} buckets, ${where}`;
}

/** A histogram over time: the darker to lighter, the more fell into a bucket at that step. */
export function HeatMap(props: HeatMapProps) {
  const { heat, grid, height, onZoom, onUndoZoom } = props;
  const [box, boxWidth] = useWidth();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  const [at, setAt] = useState<Place | null>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const plot = useMemo<Plot>(
    () => ({
      width: Math.max(10, boxWidth - LEFT - 8),
      height: height - BOTTOM - TOP,
      columns: heat.rows[0]?.values.length ?? 0,
    }),
    [boxWidth, height, heat],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read through the document
  useEffect(() => {
    const node = canvas.current;
    const ctx = node?.getContext("2d");
    if (node && ctx && boxWidth > 0) {
      const scale = devicePixelRatio;
      node.width = Math.round(boxWidth * scale);
      node.height = Math.round(height * scale);
      ctx.setTransform(scale, 0, 0, scale, 0, 0);
      draw(ctx, props, plot);
    }
  }, [props, plot, boxWidth, height, theme]);
  const xOf = (event: React.PointerEvent) =>
    Math.min(
      plot.width,
      Math.max(0, event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT),
    );
  const timeAt = (x: number) => grid.start + (x / plot.width) * (grid.end - grid.start);
  const move = (event: React.PointerEvent) => {
    const x = xOf(event);
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top - TOP;
    const column = Math.min(plot.columns - 1, Math.floor((x / plot.width) * plot.columns));
    const row = heat.rows[Math.floor(((plot.height - y) / plot.height) * heat.rows.length)];
    setAt(row ? { column, row, x: x + LEFT, y: y + TOP } : null);
    if (drag) {
      setDrag({ ...drag, to: x });
    }
  };
  const end = () => {
    if (drag && Math.abs(drag.to - drag.from) > 6) {
      const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
      onZoom?.(timeAt(from) * 1000, timeAt(to) * 1000);
    }
    setDrag(null);
  };
  return (
    <div
      ref={box}
      className={styles.map}
      style={{ height }}
      role="img"
      aria-label={summary(props)}
      onPointerMove={move}
      onPointerLeave={() => setAt(null)}
      onPointerDown={(event) => setDrag({ from: xOf(event), to: xOf(event) })}
      onPointerUp={end}
      onDoubleClick={onUndoZoom}
    >
      <canvas ref={canvas} style={{ width: boxWidth, height }} />
      {drag && Math.abs(drag.to - drag.from) > 6 && (
        <i
          className={styles.drag}
          style={{
            left: LEFT + Math.min(drag.from, drag.to),
            width: Math.abs(drag.to - drag.from),
            height: plot.height + TOP,
          }}
        />
      )}
      {at && <Tip place={at} props={props} flip={at.x > boxWidth - 220} />}
    </div>
  );
}

function Tip({ place, props, flip }: { place: Place; props: HeatMapProps; flip: boolean }) {
  const { grid, zone, unit } = props;
  const value = place.row.values[place.column] ?? 0;
  const side = flip ? { right: `calc(100% - ${place.x - 12}px)` } : { left: place.x + 12 };
  return (
    <div className={styles.tip} style={{ ...side, top: Math.max(0, place.y - 24) }}>
      <span className="muted">{fullTime((grid.start + place.column * grid.stepSeconds) * 1000, zone)}</span>
      <span>
        {boundText(place.row.low, unit)} to {boundText(place.row.high, unit)}{" "}
        <b className="med">{formatText(value, "none")}</b>
      </span>
    </div>
  );
}

/** The colours from little to much. */
export function HeatScale({ max }: { max: number }) {
  return (
    <span className={styles.scale}>
      <span className="muted">0</span>
      {SHADES.slice(1).map((i) => (
        <i key={i} style={{ background: `var(--q${i})` }} />
      ))}
      <span className="muted">{formatText(max, "none")}</span>
    </span>
  );
}
