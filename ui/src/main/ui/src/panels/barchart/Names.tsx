import type { Tooltip } from "../../lib/board/model";
import type { Zone } from "../../lib/time/zone";
import type { Palette } from "../colors";
import type { BarModel } from "./model";

export interface BarPlotOptions {
  groupWidth?: number;
  barWidth?: number;
  barRadius?: number;
  horizontal?: boolean;
  showValue?: "auto" | "never" | "always";
  rotation?: number;
  maxLength?: number;
  spacing?: number;
  fullHighlight?: boolean;
  tooltip?: Tooltip;
}

export interface BarPlotProps {
  model: BarModel;
  size: { width: number; height: number };
  palette: Palette;
  zone: Zone;
  options: BarPlotOptions;
  label: string;
}

export const CHAR = 6.2;

interface Layout {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Degrees by which the names are turned. */
  turn: number;
  /** Every nth name is written. */
  every: number;
  names: string[];
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
}

export function layoutOf(
  model: BarModel,
  size: BarPlotProps["size"],
  options: BarPlotOptions,
  valueWidth: number,
): Layout {
  const names = model.labels.map((l) => cut(l, options.maxLength ?? 40));
  const longest = Math.max(1, ...names.map((n) => n.length)) * CHAR;
  if (options.horizontal) {
    const left = Math.min(size.width * 0.4, longest + 10);
    const height = size.height - 24;
    return {
      left,
      top: 4,
      width: size.width - left - 16,
      height,
      turn: 0,
      every: Math.ceil((model.labels.length * 15) / height),
      names,
    };
  }
  const width = size.width - valueWidth - 8;
  const place = width / Math.max(1, model.labels.length);
  const turn = options.rotation ?? 0;
  const reach = turn === 0 ? longest + 10 : 18;
  const every = Math.max(
    1,
    Math.ceil(reach / place),
    options.spacing ? Math.ceil(Math.abs(options.spacing) / place) : 1,
  );
  const bottom =
    turn === 0 ? 22 : Math.min(size.height * 0.4, 14 + longest * Math.abs(Math.sin((turn * Math.PI) / 180)));
  return { left: valueWidth, top: 14, width, height: size.height - bottom - 14, turn, every, names };
}

export function Names({
  layout,
  horizontal,
  palette,
}: {
  layout: Layout;
  horizontal: boolean;
  palette: Palette;
}) {
  const count = Math.max(1, layout.names.length);
  return (
    <g fill={palette.token("--axis")} fontSize={11}>
      {layout.names.map((name, i) => {
        if (i % layout.every !== 0) {
          return null;
        }
        const at = (i + 0.5) / count;
        const [x, y] = horizontal
          ? [layout.left - 8, layout.top + layout.height * at]
          : [layout.left + layout.width * at, layout.top + layout.height + 14];
        const anchor = horizontal ? "end" : layout.turn === 0 ? "middle" : layout.turn > 0 ? "start" : "end";
        return (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: a name is known by its place on the axis
            key={i}
            x={x}
            y={y}
            textAnchor={anchor}
            dominantBaseline={horizontal ? "middle" : "auto"}
            transform={layout.turn ? `rotate(${layout.turn} ${x} ${y - 4})` : undefined}
          >
            {horizontal ? cut(name, Math.floor((layout.left - 8) / CHAR)) : name}
          </text>
        );
      })}
    </g>
  );
}
