import { spanOf } from "./axis";
import type { Column } from "./frame";

export interface SparkProps {
  values: Column;
  height: number;
  /** Name of a colour token; a healthy spark is neutral. */
  color?: string;
  /** A limit drawn as a dashed line when it lies within reach of the values. */
  limit?: number;
  /** Ends of the value axis when they are known, as 0 and 100 of a percentage are. */
  min?: number;
}

const WIDTH = 120;

function path(values: Column, y: (value: number) => number): string {
  let out = "";
  let pen = false;
  values.forEach((value, i) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = (i / Math.max(1, values.length - 1)) * WIDTH;
    out += `${pen ? "L" : "M"}${x.toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  });
  return out;
}

/** A line without axes beside a number; the number is the claim, this only its direction. */
export function Spark({ values, height, color = "--s1", limit, min }: SparkProps) {
  const span = spanOf([values]);
  if (!span) {
    return <svg height={height} width="100%" aria-hidden="true" />;
  }
  const low = Math.min(min ?? span.min, span.min);
  const shown = limit !== undefined && limit <= span.max * 1.5;
  const high = Math.max(span.max, shown ? limit : span.max);
  const flat = high - low < 1e-12;
  const y = (value: number) => (flat ? height / 2 : 2 + (height - 4) * (1 - (value - low) / (high - low)));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
      fill="none"
    >
      {shown && (
        <path
          d={`M0 ${y(limit)}H${WIDTH}`}
          stroke="var(--warning-fill)"
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path
        d={path(values, y)}
        stroke={`var(${color})`}
        strokeWidth={1.25}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
