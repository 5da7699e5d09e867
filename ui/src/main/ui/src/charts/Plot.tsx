import { useEffect, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import styles from "./TimeChart.module.css";
import { useThemeName } from "./theme";

export interface PlotProps {
  /** Options without the size; asked for again whenever `structure` or the theme changes. */
  build: () => Omit<uPlot.Options, "width" | "height">;
  data: uPlot.AlignedData;
  width: number;
  height: number;
  /** Series, scales and looks in one text: while it stays the same, only the data is new. */
  structure: string;
  label: string;
  dim?: boolean;
  /** Gets the chart when it is built, and null when it goes. */
  onPlot?: (plot: uPlot | null) => void;
}

/** A canvas chart with axes. What is drawn is up to its options; this keeps it alive, sized and in the theme. */
export function Plot({ build, data, width, height, structure, label, dim, onPlot }: PlotProps) {
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ build, data, width, height, onPlot });
  const theme = useThemeName();
  const ready = width > 0 && height > 0;

  useLayoutEffect(() => {
    latest.current = { build, data, width, height, onPlot };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and structure say when the options are old
  useLayoutEffect(() => {
    const node = container.current;
    if (!node || !ready) {
      return;
    }
    const now = latest.current;
    const u = new uPlot({ ...now.build(), width: now.width, height: now.height }, now.data, node);
    plot.current = u;
    now.onPlot?.(u);
    document.fonts.ready.then(() => plot.current === u && u.redraw(false, true));
    return () => {
      plot.current = null;
      latest.current.onPlot?.(null);
      u.destroy();
    };
  }, [structure, theme, ready]);

  useEffect(() => {
    if (plot.current && plot.current.data !== data) {
      plot.current.setData(data);
    }
  }, [data]);

  useEffect(() => {
    const u = plot.current;
    if (u && ready && (u.width !== width || u.height !== height)) {
      u.setSize({ width, height });
    }
  }, [width, height, ready]);

  return (
    <div
      ref={container}
      className={styles.chart}
      style={{ width, height }}
      data-dim={dim || undefined}
      role="img"
      aria-label={label}
    />
  );
}

export type { uPlot };
export const paths = uPlot.paths;
