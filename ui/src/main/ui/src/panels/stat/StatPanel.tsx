import { useMemo } from "react";
import { useThemeName } from "../../charts/theme";
import { measureText } from "../../lib/units/measure";
import { type Palette, pagePalette } from "../colors";
import { Reason } from "../parts/Reason";
import { TrendArea } from "../parts/TrendArea";
import { fittingFont, ValueText } from "../parts/ValueText";
import { type PanelValue, panelValues } from "../parts/values";
import type { KindProps } from "../types";
import styles from "./stat.module.css";

const GAP = 8;

/** Columns of a grid in which so many tiles of this box come nearest to twice as wide as high. */
export function columnsFor(count: number, width: number, height: number, orientation: string): number {
  if (orientation === "horizontal") {
    return 1;
  }
  if (orientation === "vertical") {
    return count;
  }
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let columns = 1; columns <= count; columns++) {
    const ratio = width / columns / Math.max(1, height / Math.ceil(count / columns));
    const distance = Math.abs(Math.log(ratio / 2));
    if (distance < least) {
      best = columns;
      least = distance;
    }
  }
  return best;
}

function changeOf(trend: (number | null)[] | undefined): number | undefined {
  const values = (trend ?? []).filter((v): v is number => v !== null && Number.isFinite(v));
  const [first] = values;
  const last = values.at(-1);
  return first === undefined || last === undefined || first === 0
    ? undefined
    : (last - first) / Math.abs(first);
}

function Change({ value, mode, color }: { value: number; mode: string; color: string }) {
  const good = mode === "inverted" ? value < 0 : value > 0;
  const tone = value === 0 ? "var(--muted)" : good ? "var(--ok)" : "var(--critical)";
  const arrow = value > 0 ? "▲" : value < 0 ? "▼" : "■";
  return (
    <span className="t12" style={{ color: mode === "same_as_value" ? color : tone, whiteSpace: "nowrap" }}>
      {arrow} {measureText(Math.abs(value), "percentunit", { zone: "utc", decimals: 1 })}
    </span>
  );
}

interface TileProps {
  value: PanelValue;
  width: number;
  height: number;
  props: KindProps;
  palette: Palette;
  several: boolean;
}

interface Looks {
  text: string;
  ground?: string;
  name: string;
}

function looksOf(value: PanelValue, colorMode: string, palette: Palette): Looks {
  const isGround = colorMode.startsWith("background");
  if (isGround && value.color !== "transparent" && !value.color.endsWith(",0)")) {
    const text = palette.textOn(value.color);
    return { text, ground: value.color, name: text };
  }
  return { text: colorMode === "none" || isGround ? "var(--text)" : value.color, name: "var(--muted)" };
}

interface TileLayout {
  name: boolean;
  figure: boolean;
  wide: boolean;
  /** Height of the graph, or nothing. */
  graph: number;
  align: "left" | "center";
}

function layoutOf({ value, width, height, props, several }: Omit<TileProps, "palette">): TileLayout {
  const { textMode = "auto", graphMode = "area", wideLayout = true, justifyMode } = props.panel.options ?? {};
  const figure = textMode !== "name" && textMode !== "none";
  const name = textMode === "value_and_name" || textMode === "name" || (textMode === "auto" && several);
  const drawn = graphMode !== "none" && value.trend !== undefined && height > 60;
  return {
    name,
    figure,
    wide: wideLayout && name && figure && width > height * 2.5 && height < 64,
    graph: drawn ? Math.min(72, height * 0.38) : 0,
    align: justifyMode === "center" || (!several && !name) ? "center" : "left",
  };
}

function Figure({
  value,
  width,
  height,
  props,
  layout,
  color,
}: TileProps & { layout: TileLayout; color: string }) {
  const { text, prefix = "", postfix = "", ...options } = props.panel.options ?? {};
  const change = options.showPercentChange ? changeOf(value.trend) : undefined;
  const taken = layout.graph + 16 + (layout.name && !layout.wide ? 20 : 0) + (change === undefined ? 0 : 18);
  const room = (width - 24) * (layout.wide ? 0.5 : 1);
  const fontSize =
    text?.valueSize ?? fittingFont(prefix + value.text + postfix, room, Math.max(14, (height - taken) * 0.8));
  return (
    <span className={styles.figure} style={{ paddingBottom: layout.graph * 0.7 }}>
      <ValueText value={value} fontSize={fontSize} color={color} before={prefix} after={postfix} />
      {change !== undefined && (
        <Change value={change} mode={options.percentChangeColorMode ?? "standard"} color={color} />
      )}
    </span>
  );
}

function Tile(tile: TileProps) {
  const { value, width, height, props, palette } = tile;
  const { colorMode = "value", graphMode, text } = props.panel.options ?? {};
  const looks = looksOf(value, colorMode, palette);
  const layout = layoutOf(tile);
  const line = looks.ground ? looks.text : colorMode === "none" ? palette.token("--s1") : value.color;
  return (
    <div
      className={styles.tile}
      data-wide={layout.wide || undefined}
      data-align={layout.align}
      style={{ background: looks.ground, height, color: looks.text }}
    >
      {layout.name && (
        <span
          className={`${styles.name} ell`}
          style={{ color: looks.name, fontSize: text?.titleSize }}
          title={value.name}
        >
          {value.name}
        </span>
      )}
      {layout.figure && <Figure {...tile} layout={layout} color={looks.text} />}
      {layout.graph > 0 && value.trend && (
        <span className={styles.graph}>
          <TrendArea
            values={value.trend}
            width={width}
            height={layout.graph}
            color={line}
            fill={graphMode !== "line"}
          />
        </span>
      )}
    </div>
  );
}

/** Single values, each as large as its place allows. */
export default function StatPanel(props: KindProps) {
  const { panel, frames, size, zone, replace, range } = props;
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
  const columns = columnsFor(values.length, size.width, size.height, panel.options?.orientation ?? "auto");
  const rows = Math.ceil(values.length / columns);
  const width = (size.width - GAP * (columns - 1)) / columns;
  const height = Math.max(40, (size.height - GAP * (rows - 1)) / rows);
  return (
    <div
      className={styles.grid}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap: GAP, height: size.height }}
    >
      {values.map((value) => (
        <Tile
          key={value.id}
          value={value}
          width={width}
          height={height}
          props={props}
          palette={palette}
          several={values.length > 1}
        />
      ))}
    </div>
  );
}
