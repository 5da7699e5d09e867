import { paths, type uPlot } from "../../charts/Plot";
import type { Palette } from "../colors";
import { type Drawn, MANY_SERIES, type TimeModel } from "./model";

const MANY_POINTS = 600;
const POINT_SPACING = 12;

function spacingOf(u: uPlot): number {
  return u.bbox.width / devicePixelRatio / Math.max(1, u.data[0].length - 1);
}

const isNothing = (value: unknown) => value === null || value === undefined;

/** Points without a neighbour on either side would be invisible as a line. */
function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const out: number[] = [];
  let before: number | null | undefined = null;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === undefined) {
      continue;
    }
    if (value !== null && isNothing(before)) {
      let next = i + 1;
      while (next < values.length && values[next] === undefined) {
        next++;
      }
      if (isNothing(values[next])) {
        out.push(i);
      }
    }
    before = value;
  }
  return out;
}

/** Colours from the bottom of the plot to its top, as the scale colours values there. */
function schemeGradient(
  u: uPlot,
  drawn: Drawn,
  key: string,
  palette: Palette,
  opacity: number,
): CanvasGradient | string {
  const { min, max } = u.scales[key] ?? {};
  const { top, height } = u.bbox;
  if (isNothing(min) || isNothing(max) || !Number.isFinite(height) || height <= 0) {
    return palette.fade(drawn.color, opacity);
  }
  const [low, high] = [min as number, max as number];
  const gradient = u.ctx.createLinearGradient(0, top + height, 0, top);
  const { config } = drawn.field;
  const at = (value: number) => {
    const y = u.valToPos(value, key, true);
    return Math.max(0, Math.min(1, (top + height - y) / height));
  };
  if (config.color?.mode === "thresholds") {
    const { mode = "absolute", steps = [] } = config.thresholds ?? {};
    const bound = (v: number | null) =>
      v === null
        ? low
        : mode === "percentage"
          ? (config.min ?? low) + (v / 100) * ((config.max ?? high) - (config.min ?? low))
          : v;
    steps.forEach((step, i) => {
      const color = palette.fade(palette.named(step.color), opacity);
      gradient.addColorStop(at(bound(step.value)), color);
      const next = steps[i + 1];
      gradient.addColorStop(next ? at(bound(next.value)) : 1, color);
    });
    return gradient;
  }
  const [from, to] = [config.min ?? low, config.max ?? high];
  for (let i = 0; i <= 8; i++) {
    const share = i / 8;
    gradient.addColorStop(
      at(from + share * (to - from)),
      palette.fade(palette.scale(config.color?.mode, share), opacity),
    );
  }
  return gradient;
}

function fadeGradient(u: uPlot, color: string, palette: Palette, opacity: number): CanvasGradient | string {
  const { top, height } = u.bbox;
  if (!Number.isFinite(height) || height <= 0) {
    return palette.fade(color, opacity);
  }
  const gradient = u.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, palette.fade(color, opacity));
  gradient.addColorStop(1, palette.fade(color, 0));
  return gradient;
}

const byScheme = (drawn: Drawn) => drawn.custom.gradientMode === "scheme";

function strokeOf(drawn: Drawn, key: string, palette: Palette): uPlot.Series.Stroke {
  const style = drawn.custom.thresholdsStyle?.mode;
  if (byScheme(drawn) || style === "series") {
    return (u) => schemeGradient(u, drawn, key, palette, 1);
  }
  return drawn.color;
}

function fillOf(drawn: Drawn, key: string, palette: Palette): uPlot.Series.Fill | undefined {
  const opacity = (drawn.custom.fillOpacity ?? 0) / 100;
  if (opacity <= 0) {
    return undefined;
  }
  switch (drawn.custom.gradientMode) {
    case "opacity":
    case "hue":
      return (u) => fadeGradient(u, drawn.color, palette, opacity);
    case "scheme":
      return (u) => schemeGradient(u, drawn, key, palette, opacity);
    default:
      return palette.fade(drawn.color, opacity);
  }
}

/** The smallest distance of two samples in pixels of the canvas. */
function barRoom(u: uPlot, drawn: Drawn): number {
  const times = u.data[0];
  let least = Number.POSITIVE_INFINITY;
  let before: number | undefined;
  drawn.values.forEach((value, i) => {
    const time = times[i];
    if (!isNothing(value) && time !== undefined) {
      least = before === undefined ? least : Math.min(least, time - before);
      before = time;
    }
  });
  if (!Number.isFinite(least)) {
    return u.bbox.width / 12;
  }
  return Math.abs(u.valToPos(least + (times[0] ?? 0), "x", true) - u.valToPos(times[0] ?? 0, "x", true));
}

/** Bars from where the stack below ends, or from zero. */
function barPaths(current: () => Drawn | undefined, key: string): uPlot.Series.PathBuilder {
  return (u) => {
    const drawn = current();
    const path = new Path2D();
    if (!drawn) {
      return { stroke: path, fill: path };
    }
    const scale = devicePixelRatio;
    const { barWidthFactor = 0.6, barMaxWidth = 200, barAlignment = 0 } = drawn.custom;
    const width = Math.max(scale, Math.min(barRoom(u, drawn) * barWidthFactor, barMaxWidth * scale));
    const shift = barAlignment === 0 ? -width / 2 : barAlignment < 0 ? -width : 0;
    const { min = 0 } = u.scales[key] ?? {};
    const isLog = u.scales[key]?.distr === 3;
    drawn.values.forEach((value, i) => {
      if (isNothing(value)) {
        return;
      }
      const from = drawn.base?.[i] ?? 0;
      const y0 = u.valToPos(isLog ? Math.max(Number(min), from) : from, key, true);
      const y1 = u.valToPos(value as number, key, true);
      const x = u.valToPos(u.data[0][i] ?? 0, "x", true) + shift;
      path.rect(Math.round(x), Math.min(y0, y1), Math.max(1, Math.round(width)), Math.abs(y1 - y0));
    });
    return { stroke: path, fill: path };
  };
}

function pathsOf(
  drawn: Drawn,
  current: () => Drawn | undefined,
  key: string,
): uPlot.Series.PathBuilder | undefined {
  if (drawn.custom.drawStyle === "bars") {
    return barPaths(current, key);
  }
  if (drawn.custom.drawStyle === "points") {
    return () => null;
  }
  switch (drawn.custom.lineInterpolation) {
    case "smooth":
      return paths.spline?.();
    case "stepBefore":
      return paths.stepped?.({ align: -1 });
    case "stepAfter":
      return paths.stepped?.({ align: 1 });
    default:
      return paths.linear?.();
  }
}

function pointsOf(drawn: Drawn): uPlot.Series.Points {
  const { drawStyle = "line", showPoints = "auto", pointSize = 5 } = drawn.custom;
  const always = drawStyle === "points" || showPoints === "always";
  const never = drawStyle === "bars" || (showPoints === "never" && drawStyle !== "points");
  return {
    size: always ? Math.max(2, pointSize) : 4,
    fill: drawn.color,
    width: 0,
    show: (u) => always || (!never && spacingOf(u) > POINT_SPACING),
    filter: (u, index, show) => {
      if (show) {
        return null;
      }
      return drawStyle === "bars" ? [] : lonePoints(u.data[index] ?? []);
    },
  };
}

export function seriesOf(
  current: () => TimeModel,
  keyOf: (scale: string) => string,
  palette: Palette,
): uPlot.Series[] {
  const model = current();
  // lines of one pixel are drawn several times as fast as any other
  const plain = model.series.length > MANY_SERIES ? 1 : model.times.length >= MANY_POINTS ? 1.25 : 1.5;
  return model.series.map((drawn, i): uPlot.Series => {
    const { custom } = drawn;
    const key = keyOf(drawn.scale);
    const isBar = custom.drawStyle === "bars";
    const width = custom.lineWidth ?? 1;
    const stacked = drawn.base !== undefined;
    return {
      label: drawn.name,
      scale: key,
      show: !drawn.hidden,
      stroke: strokeOf(drawn, key, palette),
      width: isBar || width !== 1 ? width : plain,
      dash: drawn.dash,
      // a stack above another is filled by a band, so that it does not cover what is below
      fill: stacked && !isBar && drawn.below !== undefined ? undefined : fillOf(drawn, key, palette),
      // a logarithm has no zero to stand on
      fillTo: (u) => (u.scales[key]?.distr === 3 ? (u.scales[key]?.min ?? 1) : 0),
      cap: custom.lineStyle?.fill === "dot" ? "round" : "butt",
      spanGaps: false,
      paths: pathsOf(drawn, () => current().series[i], key),
      points: pointsOf(drawn),
    };
  });
}

/** Fills between lines: of a stack, and down to the line that a series names. */
export function bandsOf(model: TimeModel, palette: Palette): uPlot.Band[] {
  return model.series.flatMap((drawn, i): uPlot.Band[] => {
    const opacity = (drawn.custom.fillOpacity ?? 0) / 100;
    const isBar = drawn.custom.drawStyle === "bars";
    const target = drawn.custom.fillBelowTo
      ? model.series.findIndex((s) => s.name === drawn.custom.fillBelowTo)
      : -1;
    if (target >= 0 && !drawn.hidden) {
      return [{ series: [i + 1, target + 1], fill: palette.fade(drawn.color, opacity || 0.2) }];
    }
    return drawn.below !== undefined && opacity > 0 && !isBar && !drawn.hidden
      ? [
          {
            series: [i + 1, drawn.below + 1],
            fill: palette.fade(drawn.color, opacity),
            dir: drawn.custom.transform === "negative-Y" ? 1 : -1,
          },
        ]
      : [];
  });
}
