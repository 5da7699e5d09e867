/** What a number measures. `percent` is 0 to 100, `ratio` is 0 to 1 and shown in percent. */
export type Unit =
  | "none"
  | "percent"
  | "ratio"
  | "bytes"
  | "bytesPerSecond"
  | "seconds"
  | "perSecond"
  | "celsius"
  | "hertz"
  | "volts"
  | "timestamp";

export interface Formatted {
  value: string;
  unit: string;
}

const THIN = "\u2009";
const GROUP = "\u202f";

interface Scale {
  factor: number;
  unit: string;
}

const SI: [number, string][] = [
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];
const IEC: [number, string][] = [
  [1024 ** 5, "PiB"],
  [1024 ** 4, "TiB"],
  [1024 ** 3, "GiB"],
  [1024 ** 2, "MiB"],
  [1024, "KiB"],
];
const TIME: [number, string][] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
  [1e-3, "ms"],
  [1e-6, "µs"],
  [1e-9, "ns"],
];

function pick(steps: [number, string][], magnitude: number, rest: Scale): Scale {
  const found = steps.find(([factor]) => magnitude >= factor);
  return found ? { factor: found[0], unit: found[1] } : rest;
}

function timeScale(magnitude: number): Scale {
  if (magnitude === 0) {
    return { factor: 1, unit: "s" };
  }
  if (magnitude >= 1 && magnitude < 120) {
    return { factor: 1, unit: "s" };
  }
  const base = magnitude < 7200 ? TIME.slice(2) : magnitude < 172_800 ? TIME.slice(1) : TIME;
  return pick(base, magnitude, { factor: 1e-9, unit: "ns" });
}

/** The prefix under which a number of this size reads best. */
export function scaleOf(magnitude: number, unit: Unit): Scale {
  const plain = { factor: 1, unit: "" };
  switch (unit) {
    case "none":
    case "timestamp":
      return magnitude < 1e4 ? plain : pick(SI, magnitude, plain);
    case "percent":
      return { factor: 1, unit: "%" };
    case "ratio":
      return { factor: 0.01, unit: "%" };
    case "bytes":
      return pick(IEC, magnitude, { factor: 1, unit: "B" });
    case "bytesPerSecond": {
      const scale = pick(IEC, magnitude, { factor: 1, unit: "B" });
      return { factor: scale.factor, unit: `${scale.unit}/s` };
    }
    case "seconds":
      return timeScale(magnitude);
    case "perSecond": {
      const scale = magnitude < 1e4 ? plain : pick(SI, magnitude, plain);
      return { factor: scale.factor, unit: `${scale.unit}/s` };
    }
    case "celsius":
      return { factor: 1, unit: "°C" };
    case "hertz": {
      const scale = pick(SI, magnitude, plain);
      return { factor: scale.factor, unit: `${scale.unit}Hz` };
    }
    case "volts":
      return { factor: 1, unit: "V" };
  }
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Three significant digits; whole numbers up to 9 999 in full, with a thin space between thousands. */
export function digits(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0) {
    return "0";
  }
  if (magnitude >= 1e15 || magnitude < 5e-4) {
    return value.toExponential(1).replace("e+", "e");
  }
  if (magnitude >= 1000) {
    return group(Math.round(value));
  }
  if (magnitude >= 99.95) {
    return String(Math.round(value));
  }
  if (magnitude >= 9.995) {
    return trimZeros(value.toFixed(1));
  }
  return trimZeros(value.toFixed(magnitude >= 0.0995 ? 2 : 3));
}

/** `12 345`: every digit, grouped by thin spaces. */
export function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, GROUP);
}

/** Value and unit apart, because the unit is drawn smaller. Nothing is `–`, and infinities say so. */
export function format(value: number | null | undefined, unit: Unit): Formatted {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return { value: "–", unit: "" };
  }
  if (!Number.isFinite(value)) {
    return { value: value > 0 ? "∞" : "−∞", unit: "" };
  }
  const scale = scaleOf(Math.abs(value), unit);
  return { value: digits(value / scale.factor).replace("-", "−"), unit: scale.unit };
}

/** One string, with a thin space before the unit: `1.74 s`, `412/s`. */
export function formatText(value: number | null | undefined, unit: Unit): string {
  const { value: number, unit: name } = format(value, unit);
  if (name === "") {
    return number;
  }
  return name.startsWith("/") ? number + name : number + THIN + name;
}

/** One formatter for a whole axis: the same prefix on each tick, and as many decimals as the step needs. */
export function axisFormat(ticks: number[], unit: Unit): (tick: number) => string {
  const largest = Math.max(...ticks.map(Math.abs), 0);
  const distance = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest;
  // thirds of a minute have no decimals that read well: time is counted in the unit of its step
  const scale = scaleOf(unit === "seconds" ? distance : largest, unit);
  const step = distance / scale.factor;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step || 1) + 1e-9)));
  const extra =
    step > 0 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? 1 : 0;
  const space = scale.unit === "" || scale.unit.startsWith("/") ? "" : THIN;
  return (tick) => {
    if (tick === 0) {
      return "0";
    }
    const text = trimZeros((tick / scale.factor).toFixed(decimals + extra));
    const whole =
      Number.isInteger(Number(text)) && Math.abs(Number(text)) >= 1000 ? group(Number(text)) : text;
    return `${whole.replace("-", "−")}${space}${scale.unit}`;
  };
}

const DECIMAL_STEPS = Array.from({ length: 31 }, (_, i) => i - 12).flatMap((e) =>
  [1, 2, 2.5, 5].map((m) => Number(`${m}e${e}`)),
);
const BINARY_STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 256, 512],
  ...[1, 2, 3, 4, 5].flatMap((p) =>
    [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512].map((m) => m * 1024 ** p),
  ),
].sort((a, b) => a - b);
const TIME_STEPS = [
  ...DECIMAL_STEPS.filter((s) => s < 10),
  ...[10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((days) => days * 172_800),
];

/** Distances between ticks that read as round in this unit, smallest first. */
export function tickSteps(unit: Unit): number[] {
  switch (unit) {
    case "bytes":
    case "bytesPerSecond":
      return BINARY_STEPS;
    case "seconds":
      return TIME_STEPS;
    case "none":
    case "percent":
    case "ratio":
    case "perSecond":
    case "celsius":
    case "hertz":
    case "volts":
    case "timestamp":
      return DECIMAL_STEPS;
  }
}

export const UNIT_NAMES: Record<Unit, string> = {
  none: "number",
  percent: "percent",
  ratio: "ratio",
  bytes: "bytes",
  bytesPerSecond: "bytes/s",
  seconds: "seconds",
  perSecond: "per second",
  celsius: "°C",
  hertz: "hertz",
  volts: "volts",
  timestamp: "timestamp",
};
