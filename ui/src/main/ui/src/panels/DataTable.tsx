import { useMemo } from "react";
import { useThemeName } from "../charts/theme";
import { fullTime } from "../lib/time/zone";
import { pagePalette } from "./colors";
import { displayOf, shownText } from "./display";
import { type Frame, nameOf } from "./frames";
import styles from "./parts/panel.module.css";
import type { KindProps } from "./types";
import { wideFrame } from "./wide";

const MOST = 500;
/** What scrolls must be reached by keyboard. */
const FOCUSABLE = 0;

/** What a panel draws, in figures: one row for each time, or the tables as they are. */
export function DataTable({ frames, zone, size, panel }: KindProps) {
  const palette = pagePalette(useThemeName());
  const tables = useMemo(() => wideFrame(frames), [frames]);
  return (
    <section
      className={styles.table}
      style={{ height: size.height }}
      tabIndex={FOCUSABLE}
      aria-label={`${panel.title ?? "Panel"} as a table`}
    >
      {tables.map((frame: Frame, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a table is known by its place
        <table key={at} className="t">
          <thead>
            <tr>
              {frame.fields.map((field, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
                <th key={i} scope="col" className={field.type === "number" ? "num" : undefined}>
                  {nameOf(field, frame)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.min(MOST, frame.fields[0]?.values.length ?? 0) }, (_, row) => row).map(
              (row) => (
                <tr key={row}>
                  {frame.fields.map((field, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
                    <td key={i} className={field.type === "number" ? "num" : undefined}>
                      {field.type === "time"
                        ? fullTime(Number(field.values[row]), zone)
                        : shownText(displayOf(field, { palette, zone })(field.values[row]))}
                    </td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      ))}
    </section>
  );
}
