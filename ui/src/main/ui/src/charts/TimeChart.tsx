import { useEffect, useLayoutEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatText } from "../lib/units";
import { crosshair } from "./crosshair";
import { statsOf } from "./frame";
import { type ChartEvents, chartOptions, toData, type View } from "./options";
import styles from "./TimeChart.module.css";
import { useThemeName } from "./theme";

export interface TimeChartProps extends ChartEvents {
  view: View;
  /** Pixels; the width follows the container. */
  height: number;
  /** What is drawn, for those who hear it. */
  label: string;
  /** Line to lift out while its legend row is under the pointer. */
  focus?: string | null;
  /** Old data is on screen while a new answer is on its way. */
  dim?: boolean;
  onHover?: (index: number | null) => void;
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
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

/** Lines are told apart by these; when they change the chart is built anew. */
function structureOf(view: View): string {
  return [
    view.mode,
    view.log ? "log" : "",
    view.frame.times.length >= 600,
    ...view.frame.lines.map((l) => `${l.id}${l.color}${l.dash}`),
  ].join("|");
}

function summary({ view, label }: TimeChartProps): string {
  const parts = view.frame.lines.slice(0, 8).map((line) => {
    const { last, max } = statsOf(line.values);
    return `${line.name} ${formatText(last, view.unit)}, highest ${formatText(max, view.unit)}`;
  });
  const rest = view.frame.lines.length > 8 ? `, and ${view.frame.lines.length - 8} more` : "";
  return `${label}: ${parts.join("; ")}${rest}`;
}

/** The one way in which this page draws values over time. */
export function TimeChart(props: TimeChartProps) {
  const { view, height, focus, dim } = props;
  const [container, width] = useWidth();
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  const theme = useThemeName();
  const structure = structureOf(view);
  const ready = width > 0;

  useLayoutEffect(() => {
    latest.current = props;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and structure are read through the document and the ref
  useLayoutEffect(() => {
    const node = container.current;
    if (!node || !ready) {
      return;
    }
    const current = () => latest.current.view;
    const hover = crosshair(current, (index) => latest.current.onHover?.(index));
    const size = { width: node.clientWidth, height: latest.current.height };
    const u = new uPlot(
      chartOptions(current, size, () => latest.current, [hover]),
      toData(current()),
      node,
    );
    plot.current = u;
    document.fonts.ready.then(() => plot.current === u && u.redraw(false, true));
    return () => {
      plot.current = null;
      u.destroy();
    };
  }, [structure, theme, ready]);

  useEffect(() => {
    plot.current?.setData(toData(view));
  }, [view]);

  useEffect(() => {
    if (ready) {
      plot.current?.setSize({ width, height });
    }
  }, [width, height, ready]);

  useEffect(() => {
    const index = view.frame.lines.findIndex((line) => line.id === focus);
    plot.current?.setSeries(index < 0 ? null : index + 1, { focus: index >= 0 });
  }, [focus, view.frame.lines]);

  return (
    <div
      ref={container}
      className={styles.chart}
      style={{ height }}
      data-dim={dim || undefined}
      role="img"
      aria-label={summary(props)}
    />
  );
}
