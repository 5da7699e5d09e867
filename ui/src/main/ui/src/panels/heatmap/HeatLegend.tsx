import { measureText } from "../../lib/units/measure";
import type { HeatScale } from "./axis";

export interface HeatLegendProps {
  scale: HeatScale;
  unit?: string;
  decimals?: number;
  zone: string;
}

export function HeatLegend({ scale, unit, decimals, zone }: HeatLegendProps) {
  const words = (v: number) => measureText(v, unit, { zone, decimals });
  const stops = Array.from({ length: 12 }, (_, i) =>
    scale.color(scale.min + ((scale.max - scale.min) * i) / 11),
  );
  return (
    <div className="row t12 muted" style={{ height: 26 }}>
      <span>{words(scale.min)}</span>
      <span
        style={{ display: "flex", width: 140, height: 8, borderRadius: 2, overflow: "hidden" }}
        aria-hidden
      >
        {stops.map((color, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step of a scale is its place
          <i key={i} style={{ flex: 1, background: color }} />
        ))}
      </span>
      <span>{words(scale.max)}</span>
    </div>
  );
}
