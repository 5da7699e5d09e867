import { fullTime, isoWall, type Zone } from "../time/zone";
import { unitSpec } from "./ids";
import { digits, group } from "./index";
import { clockText, duration, formatTime, formatUnlessToday, fromNow, hoursMinutesSeconds } from "./moments";

const THIN = "\u2009";

/** A value in words: the number, and what stands before and after it. The suffix holds its own space. */
export interface Parts {
  text: string;
  prefix?: string;
  suffix?: string;
}

export interface MeasureContext {
  decimals?: number;
  zone: Zone;
  /** Unix milliseconds, for times from now. */
  now?: number;
}

const SI = ["f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"];
const SI_BASE = SI.indexOf("");
const IEC = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];
const SHORT = ["", "K", "Mil", "Bil", "Tri", "Quadr", "Quint", "Sext", "Sept"];
const MONEY = ["", "K", "M", "B", "T"];

/** Names of a scale's steps and the place of the step in which the value comes. */
interface Scale {
  base: number;
  names: string[];
  at: number;
}

const TIMES: [number, string][] = [
  [1e-9, "ns"],
  [1e-6, "µs"],
  [1e-3, "ms"],
  [1, "s"],
  [60, "min"],
  [3600, "h"],
  [86_400, "d"],
  [604_800, "weeks"],
  [31_536_000, "years"],
];

function number(value: number, decimals: number | undefined): string {
  if (decimals === undefined) {
    return digits(value).replace("-", "−");
  }
  const fixed = value.toFixed(Math.max(0, Math.min(20, decimals)));
  const [whole = "", rest] = fixed.split(".");
  const grouped = whole.replace(/\d+/, (d) => group(Number(d)));
  return (rest === undefined ? grouped : `${grouped}.${rest}`).replace("-", "−");
}

function spaced(unit: string): string | undefined {
  if (unit === "") {
    return undefined;
  }
  return unit.startsWith("/") || (unit.startsWith("°") && unit.length === 1) ? unit : THIN + unit;
}

function stepOf(scale: Scale, magnitude: number): number {
  if (magnitude === 0) {
    return 0;
  }
  const step = Math.floor(Math.log(magnitude) / Math.log(scale.base) + 1e-9);
  return Math.max(-scale.at, Math.min(scale.names.length - 1 - scale.at, step));
}

function scaleOfSpec(spec: string): Scale | undefined {
  switch (spec.charAt(0)) {
    case "~":
    case "^": {
      const space = spec.lastIndexOf(" ");
      const unit = spec.slice(1, space);
      const up = Number(spec.slice(space + 1));
      return spec.charAt(0) === "~"
        ? { base: 1000, names: SI.map((p) => p + unit), at: SI_BASE + up }
        : { base: 1024, names: IEC.map((p) => p + unit), at: up };
    }
    case "#":
      return { base: 1000, names: MONEY.map((p) => (p ? `${p}${THIN}` : "") + spec.slice(1)), at: 0 };
    default:
      switch (spec) {
        case "!short":
          return { base: 1000, names: SHORT, at: 0 };
        case "!psi":
          return { base: 1000, names: ["psi", "ksi", "Mpsi"], at: 0 };
        default:
          return undefined;
      }
  }
}

const CUSTOM = /^(prefix|suffix|time|si|count|currency|bool):(.*)$/s;

/** A row of the table for units that are written out, such as `suffix:req`. */
function customSpec(id: string): string {
  const [, kind, rest = ""] = CUSTOM.exec(id) ?? [];
  switch (kind) {
    case "prefix":
      return `<${rest}`;
    case "si": {
      const up = SI.indexOf(rest.charAt(0));
      return rest.length > 1 && up >= 0 ? `~${rest.slice(1)} ${up - SI_BASE}` : `~${rest} 0`;
    }
    case "count":
      return `#${rest}`;
    case "currency":
      return rest.startsWith("financial:") ? moneySpec(rest.slice(10)) : `$${rest}`;
    case "time":
      return `!time:${rest}`;
    case "bool":
      return `!bool:${rest}`;
    case "suffix":
      return `=${rest}`;
    default:
      return `=${id}`;
  }
}

function moneySpec(rest: string): string {
  const [symbol = "", place] = rest.split(":");
  return place === "suffix" ? `$>${symbol}` : `$${symbol}`;
}

const specs = new Map<string, string>();

function specOf(id: string | undefined): string {
  if (!id) {
    return "=";
  }
  let spec = specs.get(id);
  if (spec === undefined) {
    spec = unitSpec(id) ?? customSpec(id);
    specs.set(id, spec);
  }
  return spec;
}

function money(value: number, sign: string, behind: boolean, decimals?: number): Parts {
  const scale = { base: 1000, names: MONEY, at: 0 };
  const step = stepOf(scale, Math.abs(value));
  const text = number(Math.abs(value) / 1000 ** step, decimals);
  const minus = value < 0 ? "−" : "";
  const name = MONEY[step] ?? "";
  return behind
    ? { prefix: minus, text, suffix: `${name}${THIN}${sign}` }
    : { prefix: minus + sign, text, suffix: name };
}

function timeStep(seconds: number): [number, string] {
  const size = Math.abs(seconds);
  if (size === 0) {
    return [1, "s"];
  }
  return TIMES.findLast(([s]) => size >= s * (1 - 1e-9)) ?? [1e-9, "ns"];
}

const FALSY = new Set<unknown>([0, false, "", "0", "false", null]);

function special(what: string, value: number, { decimals, zone, now = Date.now() }: MeasureContext): Parts {
  const [name = "", rest = ""] = [what.split(":", 1)[0], what.slice(what.indexOf(":") + 1)];
  const plain = (text: string): Parts => ({ text });
  const isTrue = !FALSY.has(value);
  switch (name) {
    case "ratio":
      return { text: number(value * 100, decimals), suffix: `${THIN}%` };
    case "hex":
      return plain(hex(value, decimals));
    case "hex0x":
      return plain(`0x${hex(value, decimals)}`);
    case "sci":
      return plain(value.toExponential(decimals));
    case "locale":
      return plain(value.toLocaleString(undefined, { maximumFractionDigits: decimals ?? 3 }));
    case "iso":
      return plain(isoWall(value, zone));
    case "isoToday":
      return plain(formatUnlessToday(value, "YYYY-MM-DD", "HH:mm:ss", zone, now));
    case "us":
      return plain(formatTime(value, "MM/DD/YYYY h:mm:ss a", zone));
    case "usToday":
      return plain(formatUnlessToday(value, "MM/DD/YYYY", "h:mm:ss a", zone, now));
    case "local":
    case "system":
      return plain(fullTime(value, zone));
    case "localToday":
      return plain(formatUnlessToday(value, "ddd D MMM YYYY", "HH:mm:ss", zone, now));
    case "fromNow":
      return plain(fromNow(value, now));
    case "time":
      return plain(formatTime(value, rest, zone));
    case "durationMs":
      return plain(duration(value, decimals ?? 1, "millisecond"));
    case "duration":
      return plain(duration(value * 1000, decimals ?? 1, "second"));
    case "hms":
      return plain(hoursMinutesSeconds(value, false));
    case "dhms":
      return plain(hoursMinutesSeconds(value, true));
    case "clock":
      return plain(clockText(value * 1000, decimals));
    case "clockMs":
      return plain(clockText(value, decimals));
    case "bool": {
      const [yes = "", no = "-"] = rest.split("/");
      return plain(isTrue ? yes : no);
    }
    case "trueFalse":
      return plain(isTrue ? "True" : "False");
    case "yesNo":
      return plain(isTrue ? "Yes" : "No");
    case "onOff":
      return plain(isTrue ? "On" : "Off");
    default:
      return plain(String(value));
  }
}

function hex(value: number, decimals: number | undefined): string {
  const fixed = decimals === undefined ? value : Number(value.toFixed(decimals));
  return fixed.toString(16).toUpperCase();
}

/** A value in its unit. Nothing and NaN are for the caller to word; infinities say so. */
export function measure(value: number, id: string | undefined, context: MeasureContext): Parts {
  const spec = specOf(id);
  const { decimals } = context;
  if (!Number.isFinite(value) && !spec.startsWith("!bool")) {
    return { text: Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞" };
  }
  const scale = scaleOfSpec(spec);
  if (scale) {
    const step = stepOf(scale, Math.abs(value));
    const unit = scale.names[scale.at + step] ?? "";
    return { text: number(value / scale.base ** step, decimals), suffix: spaced(unit) };
  }
  const rest = spec.slice(1);
  switch (spec.charAt(0)) {
    case "<":
      return { prefix: rest, text: number(value, decimals) };
    case "$":
      return rest.startsWith(">")
        ? money(value, rest.slice(1), true, decimals)
        : money(value, rest, false, decimals);
    case "@": {
      const seconds = value * Number(rest);
      const [size, name] = timeStep(seconds);
      return { text: number(seconds / size, decimals), suffix: THIN + name };
    }
    case "!":
      return special(rest, value, context);
    default:
      return { text: number(value, decimals), suffix: spaced(rest) };
  }
}

export function partsText({ prefix = "", text, suffix = "" }: Parts): string {
  return prefix + text + suffix;
}

export function measureText(value: number, id: string | undefined, context: MeasureContext): string {
  return partsText(measure(value, id, context));
}

/** Distances between ticks that read as round in this unit: by 10, by 1024, or by clock. */
export function tickBase(id: string | undefined): "decimal" | "binary" | { secondsPerUnit: number } {
  const spec = specOf(id);
  if (spec.startsWith("^")) {
    return "binary";
  }
  return spec.startsWith("@") ? { secondsPerUnit: Number(spec.slice(1)) } : "decimal";
}

/** What all ticks of an axis are divided by, and the unit they then have; undefined where each is written by itself. */
function commonScale(
  id: string | undefined,
  largest: number,
  distance: number,
): [number, string] | undefined {
  const spec = specOf(id);
  const scale = scaleOfSpec(spec);
  if (scale) {
    const step = stepOf(scale, largest);
    return [scale.base ** step, scale.names[scale.at + step] ?? ""];
  }
  switch (spec.charAt(0)) {
    case "=":
      return [1, spec.slice(1)];
    case "@": {
      const per = Number(spec.slice(1));
      const bySize = timeStep(largest * per);
      const byStep = timeStep(distance * per);
      const [size, name] = bySize[0] >= 1 || byStep[0] >= 1 ? byStep : bySize;
      return [size / per, name];
    }
    default:
      return spec === "!ratio" ? [0.01, "%"] : undefined;
  }
}

/** One formatter for a whole axis: the same prefix on each tick, and as many decimals as the step needs. */
export function axisMeasure(
  ticks: number[],
  id: string | undefined,
  context: MeasureContext,
): (tick: number) => string {
  const largest = Math.max(...ticks.map(Math.abs), 0);
  const distance = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest;
  const common = commonScale(id, largest, distance);
  if (!common || !Number.isFinite(largest)) {
    return (tick) => measureText(tick, id, context);
  }
  const [factor, unit] = common;
  const step = distance / factor;
  const needed = Math.min(6, Math.max(0, -Math.floor(Math.log10(step || 1) + 1e-9)));
  const uneven = Math.abs(step * 10 ** needed - Math.round(step * 10 ** needed)) > 1e-6 ? 1 : 0;
  const decimals = context.decimals ?? needed + uneven;
  const suffix = spaced(unit) ?? "";
  return (tick) => {
    if (tick === 0 && context.decimals === undefined) {
      return `0${suffix}`;
    }
    const text = number(tick / factor, decimals);
    return (
      (context.decimals === undefined ? text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : text) + suffix
    );
  };
}

/** Whether a value of this unit is a time since 1970 in milliseconds. */
export function isDateUnit(id: string | undefined): boolean {
  return id !== undefined && (id.startsWith("dateTime") || id.startsWith("time:"));
}
