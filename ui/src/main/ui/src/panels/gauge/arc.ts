export interface Arc {
  cx: number;
  cy: number;
  radius: number;
  /** Radians, clockwise from the right. */
  from: number;
  to: number;
}

export function pointOn({ cx, cy, radius, from, to }: Arc, share: number, shift = 0): [number, number] {
  const angle = from + (to - from) * share;
  return [cx + (radius + shift) * Math.cos(angle), cy + (radius + shift) * Math.sin(angle)];
}

/** The path of a part of an arc, both ends as shares of it. */
export function arcPath(arc: Arc, start: number, end: number): string {
  const [x0, y0] = pointOn(arc, start);
  const angle = (arc.to - arc.from) * (end - start);
  const large = Math.abs(angle) > Math.PI ? 1 : 0;
  const r = arc.radius.toFixed(2);
  if (Math.abs(angle) >= Math.PI * 2 - 1e-6) {
    const [xm, ym] = pointOn(arc, (start + end) / 2);
    return `M${x0.toFixed(2)} ${y0.toFixed(2)}A${r} ${r} 0 1 1 ${xm.toFixed(2)} ${ym.toFixed(2)}A${r} ${r} 0 1 1 ${x0.toFixed(2)} ${y0.toFixed(2)}`;
  }
  const [x1, y1] = pointOn(arc, end);
  return `M${x0.toFixed(2)} ${y0.toFixed(2)}A${r} ${r} 0 ${large} 1 ${x1.toFixed(2)} ${y1.toFixed(2)}`;
}

/** Where each threshold begins, as a share of the range. */
export function thresholdShares(
  steps: { value: number | null; color: string }[],
  mode: "absolute" | "percentage",
  min: number,
  max: number,
): { from: number; to: number; color: string; value: number | null }[] {
  const share = (value: number | null) =>
    value === null ? 0 : mode === "percentage" ? value / 100 : (value - min) / (max - min || 1);
  const clamp = (v: number) => Math.max(0, Math.min(1, v));
  return steps
    .map((step, i) => ({
      from: clamp(share(step.value)),
      to: clamp(steps[i + 1] ? share(steps[i + 1]?.value ?? null) : 1),
      color: step.color,
      value: step.value,
    }))
    .filter((s) => s.to > s.from);
}
