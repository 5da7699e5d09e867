import { useEffect, useRef } from "react";
import type { MapLayer } from "../../lib/board/model";
import type { Palette } from "../colors";
import type { MapPoint } from "./points";

/** A point with its place on the screen. */
export interface Placed extends MapPoint {
  x: number;
  y: number;
}

function drawHeat(
  canvas: HTMLCanvasElement,
  points: { x: number; y: number; weight: number }[],
  layer: MapLayer,
  palette: Palette,
): void {
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  if (!ctx || canvas.width === 0 || canvas.height === 0) {
    return;
  }
  const radius = (layer.radius ?? 5) + (layer.blur ?? 15);
  for (const { x, y, weight } of points) {
    const gradient = ctx.createRadialGradient(x, y, 0, x, y, radius);
    gradient.addColorStop(0, `rgba(0,0,0,${0.15 + 0.6 * weight})`);
    gradient.addColorStop(1, "rgba(0,0,0,0)");
    ctx.fillStyle = gradient;
    ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  }
  const image = ctx.getImageData(0, 0, canvas.width, canvas.height);
  const ramp = Array.from({ length: 256 }, (_, i) => palette.scale(undefined, 0.35 + (0.65 * i) / 255)).map(
    (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
  );
  for (let i = 0; i < image.data.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = ramp[image.data[i + 3] ?? 0] ?? [];
    image.data.set([red, green, blue], i);
  }
  ctx.putImageData(image, 0, 0);
}

interface LayerProps {
  points: Placed[];
  layer: MapLayer;
  palette: Palette;
  size: { width: number; height: number };
}

export function HeatLayer({ points, layer, palette, size }: LayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const node = canvas.current;
    if (node) {
      node.width = size.width;
      node.height = size.height;
      drawHeat(node, points, layer, palette);
    }
  }, [points, layer, palette, size.width, size.height]);
  return (
    <canvas
      ref={canvas}
      style={{ position: "absolute", inset: 0, pointerEvents: "none", opacity: layer.opacity ?? 0.8 }}
    />
  );
}

const SYMBOLS: Record<string, string> = {
  square: "M-1-1H1V1H-1Z",
  triangle: "M0-1.2L1.1 .9H-1.1Z",
  star: "M0-1.2L.35-.4L1.15-.35L.55.2L.75 1L0 .55L-.75 1L-.55.2L-1.15-.35L-.35-.4Z",
  cross: "M-1-.3H-.3V-1H.3V-.3H1V.3H.3V1H-.3V.3H-1Z",
  x: "M-1-.6L-.6-1L0-.4L.6-1L1-.6L.4 0L1 .6L.6 1L0 .4L-.6 1L-1 .6L-.4 0Z",
};

export function Marker({ point, layer, halo }: { point: Placed; layer: MapLayer; halo: string }) {
  const symbol = SYMBOLS[(layer.symbol ?? "circle").replace(/^.*\//, "").replace(/\.svg$/, "")];
  const look = { fill: point.color, fillOpacity: layer.opacity ?? 0.6, stroke: point.color };
  return (
    <g transform={`translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`}>
      {symbol ? (
        <path d={symbol} transform={`scale(${point.size})`} {...look} strokeWidth={1 / point.size} />
      ) : (
        <circle r={point.size} {...look} />
      )}
      {point.label && (
        <text
          y={-point.size - 4}
          textAnchor="middle"
          fontSize={11}
          fill="var(--text)"
          stroke={halo}
          strokeWidth={3}
          paintOrder="stroke"
        >
          {point.label}
        </text>
      )}
    </g>
  );
}
