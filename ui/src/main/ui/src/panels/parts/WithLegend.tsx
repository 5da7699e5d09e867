import type { ReactNode } from "react";
import type { Legend as LegendOptions } from "../../lib/board/model";
import styles from "./panel.module.css";

export interface WithLegendProps {
  size: { width: number; height: number };
  options: LegendOptions;
  /** Lines that the legend would take below the chart. */
  rows: number;
  legend: ReactNode;
  children: (size: { width: number; height: number }) => ReactNode;
}

const LINE = 20;
const TABLE_LINE = 22;
const MIN_CHART = 72;

/** A chart and its legend below or beside it; the legend gets at most a third below, and scrolls. */
export function WithLegend({ size, options, rows, legend, children }: WithLegendProps) {
  const isShown = options.mode !== "hidden" && rows > 0 && size.height >= 110;
  if (!isShown) {
    return <>{children(size)}</>;
  }
  const narrow = size.width < 360;
  if (options.placement === "right" && !narrow) {
    const width = Math.min(options.width ?? Math.max(140, size.width * 0.3), size.width * 0.6);
    return (
      <div className={styles.beside} style={{ height: size.height }}>
        {children({ width: size.width - width - 12, height: size.height })}
        <section className={styles.scroll} style={{ width, height: size.height }} aria-label="Legend">
          {legend}
        </section>
      </div>
    );
  }
  const wanted = options.mode === "table" ? (rows + 1) * TABLE_LINE + 4 : rows * LINE;
  const most = Math.max(
    LINE,
    Math.min(size.height * (options.mode === "table" ? 0.4 : 0.33), size.height - MIN_CHART),
  );
  const height = Math.min(wanted, most);
  return (
    <div>
      {children({ width: size.width, height: size.height - height - 6 })}
      <section className={styles.scroll} style={{ height, marginTop: 6 }} aria-label="Legend">
        {legend}
      </section>
    </div>
  );
}

/** About how many lines a list of names takes at this width. */
export function listLines(names: string[], extra: number, width: number): number {
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const own = Math.min(width, name.length * 6.4 + 34 + extra);
    if (used > 0 && used + own > width) {
      lines++;
      used = 0;
    }
    used += own;
  }
  return names.length === 0 ? 0 : lines;
}
