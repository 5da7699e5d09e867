import type { Field as FieldSettings } from "../lib/board/model";

/** The value of a token of the theme now in force, `#rrggbb`. */
export type Tokens = (name: string) => string;

export type Rgba = [red: number, green: number, blue: number, alpha: number];

const HUES: Record<string, string> = {
  red: "--critical-fill",
  orange: "--high-fill",
  yellow: "--warning-fill",
  green: "--ok-fill",
  blue: "--info-fill",
  purple: "--maint-fill",
};

/** How far a shade goes towards white (above zero) or black. */
const SHADES: Record<string, number> = {
  "super-light": 0.55,
  light: 0.28,
  "semi-dark": -0.18,
  dark: -0.36,
};

const PLAIN: Record<string, string> = {
  text: "--text",
  "panel-bg": "--surface",
  background: "--surface",
  gray: "--muted",
  grey: "--muted",
};

/** CSS names that boards use; what the browser knows beyond these is left to it. */
const CSS_NAMES: Record<string, string> = {
  white: "#ffffff",
  black: "#000000",
  lightblue: "#add8e6",
  darkblue: "#00008b",
  darkred: "#8b0000",
  darkgreen: "#006400",
  darkorange: "#ff8c00",
  lightgreen: "#90ee90",
  cyan: "#00ffff",
  magenta: "#ff00ff",
  pink: "#ffc0cb",
  brown: "#a52a2a",
  navy: "#000080",
  teal: "#008080",
  olive: "#808000",
  maroon: "#800000",
  lime: "#00ff00",
  aqua: "#00ffff",
  silver: "#c0c0c0",
  gold: "#ffd700",
  violet: "#ee82ee",
  indigo: "#4b0082",
  crimson: "#dc143c",
  salmon: "#fa8072",
  tomato: "#ff6347",
  turquoise: "#40e0d0",
  lightgray: "#d3d3d3",
  lightgrey: "#d3d3d3",
  darkgray: "#a9a9a9",
  skyblue: "#87ceeb",
  steelblue: "#4682b4",
  royalblue: "#4169e1",
  coral: "#ff7f50",
  khaki: "#f0e68c",
  plum: "#dda0dd",
  orchid: "#da70d6",
  tan: "#d2b48c",
};

export function parseColor(text: string): Rgba | undefined {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text)?.[1];
  if (hex) {
    const wide = hex.length <= 4 ? [...hex].map((c) => c + c).join("") : hex;
    const part = (i: number) => Number.parseInt(wide.slice(i, i + 2), 16);
    return [part(0), part(2), part(4), wide.length >= 8 ? part(6) / 255 : 1];
  }
  const call = /^rgba?\(\s*([^)]+)\)$/i.exec(text)?.[1];
  if (call) {
    const parts = call.split(/[\s,/]+/).filter((p) => p !== "");
    const channel = (i: number) => Number.parseFloat(parts[i] ?? "0");
    const alpha =
      parts[3] === undefined ? 1 : Number.parseFloat(parts[3]) / (parts[3].endsWith("%") ? 100 : 1);
    return [channel(0), channel(1), channel(2), alpha];
  }
  return undefined;
}

export function colorText([red, green, blue, alpha]: Rgba): string {
  const whole = [red, green, blue].map((c) => Math.round(Math.max(0, Math.min(255, c))));
  return alpha >= 1
    ? `#${whole.map((c) => c.toString(16).padStart(2, "0")).join("")}`
    : `rgba(${whole.join(",")},${Number(alpha.toFixed(3))})`;
}

export function mix(from: Rgba, to: Rgba, share: number): Rgba {
  const at = (i: 0 | 1 | 2 | 3) => from[i] + (to[i] - from[i]) * share;
  return [at(0), at(1), at(2), at(3)];
}

const WHITE: Rgba = [255, 255, 255, 1];
const BLACK: Rgba = [0, 0, 0, 1];
const NEUTRAL: Rgba = [128, 128, 128, 1];

/** How bright a colour looks, from 0 to 1. */
export function luminance([red, green, blue]: Rgba): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Stops of the colour scales, low to high. */
const SCALES: Record<string, string[]> = {
  GrYlRd: ["green", "yellow", "red"],
  RdYlGr: ["red", "yellow", "green"],
  BlYlRd: ["dark-blue", "super-light-yellow", "dark-red"],
  YlRd: ["super-light-yellow", "dark-red"],
  BlPu: ["blue", "purple"],
  YlBl: ["super-light-yellow", "dark-blue"],
  blues: ["panel-bg", "blue"],
  reds: ["panel-bg", "red"],
  greens: ["panel-bg", "green"],
  purples: ["panel-bg", "purple"],
  oranges: ["panel-bg", "dark-orange", "super-light-orange"],
  greys: ["panel-bg", "text"],
  viridis: ["#440154", "#414487", "#2a788e", "#22a884", "#7ad151", "#fde725"],
  magma: ["#000004", "#3b0f70", "#8c2981", "#de4968", "#fe9f6d", "#fcfdbf"],
  plasma: ["#0d0887", "#6a00a8", "#b12a90", "#e16462", "#fca636", "#f0f921"],
  inferno: ["#000004", "#420a68", "#932667", "#dd513a", "#fca50a", "#fcffa4"],
  cividis: ["#00224e", "#35456c", "#666970", "#948e77", "#c8b866", "#fee838"],
  turbo: ["#30123b", "#4686fb", "#1ae4b6", "#a2fc3c", "#faba39", "#e4460a", "#7a0403"],
  warm: ["#6e40aa", "#bf3caf", "#fe4b83", "#ff7847", "#e2b72f", "#aff05b"],
  cool: ["#6e40aa", "#4c6edb", "#23abd8", "#1ddfa3", "#52f667", "#aff05b"],
  cubehelix: ["#000000", "#1a1530", "#15534c", "#637a2e", "#cf7e8b", "#c2c9f2", "#ffffff"],
  rainbow: ["#6e40aa", "#bf3caf", "#fe4b83", "#ff7847", "#aff05b", "#1ddfa3", "#23abd8", "#6e40aa"],
  sinebow: ["#ff4040", "#e78d0b", "#5bff24", "#00bfbf", "#5b24ff", "#e70b8d", "#ff4040"],
  spectral: ["#9e0142", "#f46d43", "#fee08b", "#e6f598", "#66c2a5", "#5e4fa2"],
  rdylgn: ["#a50026", "#f46d43", "#fee08b", "#d9ef8b", "#66bd63", "#006837"],
  rdylbu: ["#a50026", "#f46d43", "#fee090", "#e0f3f8", "#74add1", "#313695"],
  rdbu: ["#67001f", "#d6604d", "#fddbc7", "#d1e5f0", "#4393c3", "#053061"],
  rdgy: ["#67001f", "#d6604d", "#fddbc7", "#e0e0e0", "#878787", "#1a1a1a"],
  puor: ["#7f3b08", "#e08214", "#fee0b6", "#d8daeb", "#8073ac", "#2d004b"],
  prgn: ["#40004b", "#9970ab", "#e7d4e8", "#d9f0d3", "#5aae61", "#00441b"],
  piyg: ["#8e0152", "#de77ae", "#fde0ef", "#e6f5d0", "#7fbc41", "#276419"],
  brbg: ["#543005", "#bf812d", "#f6e8c3", "#c7eae5", "#35978f", "#003c30"],
  bugn: ["#f7fcfd", "#99d8c9", "#41ae76", "#00441b"],
  bupu: ["#f7fcfd", "#9ebcda", "#8c6bb1", "#4d004b"],
  gnbu: ["#f7fcf0", "#a8ddb5", "#4eb3d3", "#084081"],
  orrd: ["#fff7ec", "#fdbb84", "#ef6548", "#7f0000"],
  pubu: ["#fff7fb", "#a6bddb", "#3690c0", "#023858"],
  pubugn: ["#fff7fb", "#a6bddb", "#3690c0", "#014636"],
  purd: ["#f7f4f9", "#c994c7", "#e7298a", "#67001f"],
  rdpu: ["#fff7f3", "#fa9fb5", "#dd3497", "#49006a"],
  ylgn: ["#ffffe5", "#addd8e", "#41ab5d", "#004529"],
  ylgnbu: ["#ffffd9", "#7fcdbb", "#1d91c0", "#081d58"],
  ylorbr: ["#ffffe5", "#fec44f", "#ec7014", "#662506"],
  ylorrd: ["#ffffcc", "#feb24c", "#fc4e2a", "#800026"],
};

/** Scales from pale to deep: turned round on a dark ground, so that little stays near the ground. */
const PALE_FIRST = new Set("bugn bupu gnbu orrd pubu pubugn purd rdpu ylgn ylgnbu ylorbr ylorrd".split(" "));

export interface SeriesStyle {
  color: string;
  dash?: number[];
}

/** Colours of one theme. Everything it answers is `#rrggbb` or `rgba()`, which a canvas knows too. */
export interface Palette {
  token(name: string): string;
  /** A colour as boards name it. */
  named(color: string): string;
  /** The colour of a part that has no other: the nth of a palette without end. */
  series(index: number): string;
  /** The same for lines, where dashes tell more of them apart. */
  line(index: number): SeriesStyle;
  /** A place from 0 to 1 on a scale; `Blues`, `continuous-BlPu`, `viridis`. */
  scale(name: string | undefined, share: number): string;
  fade(color: string, opacity: number): string;
  /** Text that can be read on this ground. */
  textOn(ground: string): string;
  isDark: boolean;
}

const DASHES: (number[] | undefined)[] = [undefined, [6, 3], [2, 3]];

export function paletteOf(tokens: Tokens): Palette {
  const rgba = (token: string): Rgba => parseColor(tokens(token)) ?? NEUTRAL;
  const isDark = luminance(rgba("--surface")) < 0.3;
  const cache = new Map<string, Rgba | undefined>();

  const resolve = (name: string): Rgba | undefined => {
    const [, shade, hue = ""] = /^(?:(super-light|light|semi-dark|dark)-)?(\w+)$/.exec(name) ?? [];
    const token = HUES[hue];
    if (token) {
      const towards = SHADES[shade ?? ""] ?? 0;
      return mix(rgba(token), towards > 0 ? WHITE : BLACK, Math.abs(towards));
    }
    if (PLAIN[name]) {
      return rgba(PLAIN[name]);
    }
    if (name === "transparent") {
      return [0, 0, 0, 0];
    }
    return (
      parseColor(CSS_NAMES[name.toLowerCase()] ?? name) ?? (name.startsWith("--") ? rgba(name) : undefined)
    );
  };
  const known = (name: string): Rgba | undefined => {
    if (!cache.has(name)) {
      cache.set(name, resolve(name));
    }
    return cache.get(name);
  };
  const named = (color: string) => {
    const found = known(color);
    return found ? colorText(found) : color;
  };

  const variant = (index: number, group: number): string => {
    const base = rgba(`--s${(index % 8) + 1}`);
    switch (group % 3) {
      case 1:
        return colorText(mix(base, rgba("--surface"), 0.4));
      case 2:
        return colorText(mix(base, rgba("--text"), 0.45));
      default:
        return colorText(base);
    }
  };

  const sequential = Array.from({ length: 7 }, (_, i) => `--q${i}`);
  const stopsOf = (name: string | undefined): string[] => {
    if (name === undefined) {
      return sequential;
    }
    const bare = name.replace(/^continuous-/, "");
    const stops = SCALES[bare] ?? SCALES[bare.toLowerCase()] ?? sequential;
    return isDark && PALE_FIRST.has(bare.toLowerCase()) ? [...stops].reverse() : stops;
  };
  const scale = (name: string | undefined, share: number) => {
    const stops = stopsOf(name);
    const at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
    const low = Math.min(stops.length - 2, Math.floor(at));
    return colorText(
      mix(known(stops[low] ?? "") ?? NEUTRAL, known(stops[low + 1] ?? "") ?? NEUTRAL, at - low),
    );
  };

  return {
    isDark,
    token: (name) => colorText(rgba(name)),
    named,
    series: (index) => variant(index, Math.floor(index / 8)),
    line: (index) => ({
      color: variant(index, Math.floor(index / 24)),
      dash: DASHES[Math.floor(index / 8) % 3],
    }),
    scale,
    fade: (color, opacity) => {
      const found = known(color);
      return found ? colorText([found[0], found[1], found[2], found[3] * opacity]) : color;
    },
    textOn: (ground) => {
      const found = known(ground);
      if (!found || found[3] < 0.5) {
        return tokens("--text");
      }
      return luminance(found) > 0.2 ? "#12161c" : "#ffffff";
    },
  };
}

let remembered: { theme: string; palette: Palette } | undefined;

/** The palette of the page's theme. */
export function pagePalette(theme: string): Palette {
  if (remembered?.theme !== theme) {
    const style = getComputedStyle(document.documentElement);
    remembered = { theme, palette: paletteOf((name) => style.getPropertyValue(name).trim()) };
  }
  return remembered.palette;
}

/** A colour by name for what has no index: the same word has the same colour on every panel. */
export function hashOf(text: string): number {
  let hash = 0;
  for (const char of text) {
    hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash;
}

export interface ColorPlace {
  /** Place of the series among all of the panel. */
  index: number;
  name: string;
}

/** The colour of a whole field: of its line, its bar, its slice. `value` is what stands for it by thresholds. */
export function fieldColor(
  config: FieldSettings,
  place: ColorPlace,
  palette: Palette,
  value?: { value: number | null; share: number },
): string {
  const { mode = "palette-classic", fixedColor } = config.color ?? {};
  if (mode === "fixed" || mode === "shades") {
    const base = palette.named(fixedColor ?? "--s1");
    return mode === "fixed" ? base : shade(base, place.index);
  }
  if (mode === "thresholds") {
    return palette.named(thresholdColor(config, value?.value ?? null, value?.share ?? 0) ?? "green");
  }
  if (mode.startsWith("continuous-")) {
    return palette.scale(mode, value?.share ?? 0);
  }
  return palette.series(mode === "palette-classic-by-name" ? hashOf(place.name) % 24 : place.index);
}

function shade(base: string, index: number): string {
  const color = parseColor(base) ?? NEUTRAL;
  const step = Math.ceil((index % 9) / 2) * 0.16;
  return colorText(mix(color, index % 2 === 0 ? WHITE : BLACK, index === 0 ? 0 : step));
}

/** The colour of the highest step that the value has reached. */
export function thresholdColor(
  config: FieldSettings,
  value: number | null,
  share: number,
): string | undefined {
  const { mode = "absolute", steps = [] } = config.thresholds ?? {};
  const compared = mode === "percentage" ? share * 100 : value;
  const sorted = [...steps].sort((a, b) => (a.value ?? -Infinity) - (b.value ?? -Infinity));
  const reached = sorted.filter((s) => compared !== null && (s.value ?? -Infinity) <= compared).at(-1);
  return (reached ?? sorted[0])?.color;
}
