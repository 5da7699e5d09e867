import { tickDistance, tickLabel, timeTicks } from "../../lib/time/ticks";
import type { YAxis } from "./axis";
import styles from "./heatmap.module.css";

export interface HeatAxesProps {
  axis?: YAxis;
  plot: { left: number; top: number; width: number; height: number };
  gutter: number;
  right: boolean;
  range: { from: number; to: number };
  zone: string;
}

export function HeatAxes({ axis, plot, gutter, right, range, zone }: HeatAxesProps) {
  const distance = tickDistance((range.to - range.from) / 1000, plot.width, 64);
  const x = (t: number) => ((t - range.from) / (range.to - range.from)) * plot.width;
  const ticks = (axis?.ticks ?? []).filter((t) => t.at >= -0.01 && t.at <= 1.01);
  return (
    <>
      {ticks.map((t) => (
        <span
          key={t.at}
          className={styles.tick}
          style={{
            width: gutter - 8,
            left: right ? plot.left + plot.width + 6 : 0,
            top: plot.top + plot.height * (1 - t.at) - 8,
            textAlign: right ? "left" : "right",
          }}
        >
          {t.text}
        </span>
      ))}
      {timeTicks(range.from / 1000, range.to / 1000, distance, zone)
        .filter((t) => x(t * 1000) < plot.width - 14)
        .map((t) => (
          <span
            key={t}
            className={styles.time}
            style={{ left: plot.left + x(t * 1000), top: plot.top + plot.height + 5 }}
          >
            {tickLabel(t, distance, zone)}
          </span>
        ))}
    </>
  );
}
