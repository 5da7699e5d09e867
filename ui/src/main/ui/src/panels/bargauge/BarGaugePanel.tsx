import { useMemo } from "react";
import { useThemeName } from "../../charts/theme";
import type { PanelOptions } from "../../lib/board/model";
import { type Palette, pagePalette, thresholdColor } from "../colors";
import { gaugeEnds } from "../gauge/ends";
import { LinkList } from "../parts/LinkList";
import { Reason } from "../parts/Reason";
import type { PanelValue } from "../parts/values";
import { panelValues } from "../parts/values";
import type { KindProps } from "../types";
import styles from "./bargauge.module.css";

const LCD_CELL = 8;

export function colorAt(
  value: PanelValue,
  share: number,
  ends: { min: number; max: number },
  palette: Palette,
): string {
  const { config } = value.field;
  const mode = config.color?.mode ?? "thresholds";
  if (mode.startsWith("continuous-")) {
    return palette.scale(mode, share);
  }
  if (mode !== "thresholds") {
    return value.color;
  }
  const at = ends.min + share * (ends.max - ends.min);
  return palette.named(thresholdColor(config, at, share) ?? "green");
}

function gradientOf(
  value: PanelValue,
  share: number,
  ends: { min: number; max: number },
  palette: Palette,
  upright: boolean,
): string {
  const stops = Array.from({ length: 9 }, (_, i) => colorAt(value, (i / 8) * share, ends, palette));
  return `linear-gradient(${upright ? "0deg" : "90deg"}, ${stops.join(", ")})`;
}

interface BarProps {
  value: PanelValue;
  options: PanelOptions;
  palette: Palette;
  upright: boolean;
  /** Pixels along the bar. */
  length: number;
}

function Cells({ value, palette, upright, length, share }: BarProps & { share: number }) {
  const count = Math.max(4, Math.floor(length / LCD_CELL));
  const ends = gaugeEnds(value.field);
  return (
    <span className={styles.cells} data-upright={upright || undefined}>
      {Array.from({ length: count }, (_, i) => i).map((i) => {
        const at = (i + 0.5) / count;
        const color = colorAt(value, at, ends, palette);
        return <i key={i} style={{ background: at <= share ? color : palette.fade(color, 0.14) }} />;
      })}
    </span>
  );
}

function Bar(props: BarProps) {
  const { value, options, palette, upright } = props;
  const ends = gaugeEnds(value.field);
  const share =
    value.numeric === null || Number.isNaN(value.numeric)
      ? 0
      : Math.max(0, Math.min(1, (value.numeric - ends.min) / (ends.max - ends.min)));
  const mode = options.displayMode ?? "gradient";
  if (mode === "lcd") {
    return <Cells {...props} share={share} />;
  }
  const extent = `${(share * 100).toFixed(2)}%`;
  const background =
    mode === "gradient" ? gradientOf(value, share, ends, palette, upright) : palette.fade(value.color, 0.7);
  return (
    <span
      className={styles.track}
      style={{ background: options.showUnfilled === false ? "transparent" : undefined }}
    >
      <i
        className={styles.fill}
        style={
          upright
            ? {
                height: extent,
                left: 0,
                right: 0,
                bottom: 0,
                background,
                borderTop: `2px solid ${value.color}`,
              }
            : {
                width: extent,
                top: 0,
                bottom: 0,
                left: 0,
                background,
                borderRight: `2px solid ${value.color}`,
              }
        }
      />
    </span>
  );
}

function Figure({ value, options }: { value: PanelValue; options: PanelOptions }) {
  if (options.valueMode === "hidden") {
    return null;
  }
  const color = options.valueMode === "text" ? undefined : value.color;
  return (
    <span className={styles.value} style={{ color, fontSize: options.text?.valueSize }}>
      <LinkList links={value.links}>{value.text}</LinkList>
    </span>
  );
}

/** Values as bars beside each other; the bar is a picture of the figure at its end. */
export default function BarGaugePanel({ panel, frames, size, zone, replace, range }: KindProps) {
  const palette = pagePalette(useThemeName());
  const values = useMemo(
    () => panelValues(frames, { panel, palette, zone, replace, range }),
    [frames, panel, palette, zone, replace, range],
  );
  if (values.length === 0) {
    return (
      <Reason
        what="There is no value to show"
        why="The answer has no number that the panel's settings take."
      />
    );
  }
  const options = panel.options ?? {};
  const orientation = options.orientation ?? "auto";
  const upright = orientation === "vertical" || (orientation === "auto" && size.height > size.width);
  const widest = Math.min(size.width * 0.4, Math.max(...values.map((v) => v.name.length)) * 6.4 + 6);
  const figure = options.valueMode === "hidden" ? 0 : Math.max(...values.map((v) => v.text.length)) * 7 + 4;
  const named =
    options.namePlacement !== "hidden" &&
    (values.length > 1 ||
      values[0]?.field.config.displayName !== undefined ||
      options.namePlacement !== undefined);
  if (upright) {
    const width = Math.max(options.minVizWidth ?? 24, (size.width - 8 * (values.length - 1)) / values.length);
    return (
      <div className={styles.columns} style={{ height: size.height }}>
        {values.map((value) => (
          <div key={value.id} className={styles.column} style={{ width }}>
            <Figure value={value} options={options} />
            <Bar value={value} options={options} palette={palette} upright length={size.height - 44} />
            {named && (
              <span className="t12 muted ell" title={value.name}>
                {value.name}
              </span>
            )}
          </div>
        ))}
      </div>
    );
  }
  const room = (size.height - 6 * (values.length - 1)) / values.length;
  const height = Math.max(options.minVizHeight ?? 16, Math.min(options.maxVizHeight ?? 300, room));
  const top =
    options.namePlacement === "top" || ((options.namePlacement ?? "auto") === "auto" && height > 44);
  const beside = named && !top ? widest : 0;
  return (
    <div className={styles.rows} style={{ height: size.height }}>
      {values.map((value) => (
        <div key={value.id} style={{ minHeight: height, display: "flex", flexDirection: "column" }}>
          {named && top && (
            <span className="t12 muted ell" style={{ fontSize: options.text?.titleSize }} title={value.name}>
              {value.name}
            </span>
          )}
          <span
            className={styles.row}
            style={{
              gridTemplateColumns: `${beside ? `${beside}px ` : ""}minmax(0, 1fr)${figure ? ` ${figure}px` : ""}`,
            }}
          >
            {beside > 0 && (
              <span className="t12 muted ell" title={value.name}>
                {value.name}
              </span>
            )}
            <Bar
              value={value}
              options={options}
              palette={palette}
              upright={false}
              length={size.width - beside - figure}
            />
            <Figure value={value} options={options} />
          </span>
        </div>
      ))}
    </div>
  );
}
