import { spanOf } from "../../charts/axis";

export interface TrendAreaProps {
  values: (number | null)[];
  width: number;
  height: number;
  color: string;
  fill?: boolean;
  min?: number;
  max?: number;
}

function pieces(values: (number | null)[], width: number, y: (v: number) => number): [number, number][][] {
  const out: [number, number][][] = [];
  let piece: [number, number][] = [];
  values.forEach((value, i) => {
    if (value === null || !Number.isFinite(value)) {
      piece = [];
      return;
    }
    if (piece.length === 0) {
      out.push(piece);
    }
    piece.push([(i / Math.max(1, values.length - 1)) * width, y(value)]);
  });
  return out;
}

const line = (points: [number, number][]) =>
  points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** The course of a value, without axes: its direction is all that it says. */
export function TrendArea({ values, width, height, color, fill = true, min, max }: TrendAreaProps) {
  const finite = values.map((v) => (v !== null && Number.isFinite(v) ? v : null));
  const span = spanOf([finite]);
  if (!span || width <= 0 || height <= 0) {
    return null;
  }
  const low = Math.min(min ?? span.min, span.min);
  const high = Math.max(max ?? span.max, span.max);
  const y = (v: number) =>
    high - low < 1e-12 ? height / 2 : 2 + (height - 4) * (1 - (v - low) / (high - low));
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" fill="none">
      {pieces(finite, width, y).map((points) => {
        const first = points[0]?.[0] ?? 0;
        const last = points.at(-1)?.[0] ?? 0;
        return (
          <g key={first}>
            {fill && (
              <path d={`${line(points)}L${last} ${height}L${first} ${height}Z`} fill={color} opacity={0.14} />
            )}
            <path d={line(points)} stroke={color} strokeWidth={1.25} strokeLinejoin="round" />
          </g>
        );
      })}
    </svg>
  );
}
