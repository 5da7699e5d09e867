import { fullTime, isoWall, wallTime, type Zone } from "../time/zone";

/** What a variable stands for right now. */
export interface Value {
  /** What goes into a query; several where several are chosen. */
  values: string[];
  /** What a person reads; as many as `values`. */
  texts: string[];
  /** All is chosen: `values` are then all of them. */
  all?: boolean;
  /** Stands for All instead of every value; goes into a query as it is written. */
  allValue?: string;
  /** Of a variable that may hold several: even a single value then is part of a regular expression. */
  several?: boolean;
}

export type Values = Readonly<Record<string, Value>>;

/** Where a text ends up: it says how a value is written that names no format itself. */
export type Target = "promql" | "text" | "link";

export interface Interpolation {
  values: Values;
  /** Names that begin with two underscores: `__interval`, `__user.login`. */
  macros?: Readonly<Record<string, string>>;
  zone?: Zone;
}

export function single(value: string, text = value): Value {
  return { values: [value], texts: [text] };
}

const PATTERN = /\$(\w+)|\[\[(\w+)(?::(\w+))?\]\]|\$\{(\w+)((?:\.[^:}]+)*)(?::([^}]+))?\}/g;

/** Names of the variables that a text uses, whether or not they exist. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(PATTERN)].map((m) => m[1] ?? m[2] ?? m[4] ?? ""))];
}

/**
 * Puts values in the place of `$v`, `${v}`, `${v:format}` and `[[v]]`. A name that nobody knows stays as it is, so that
 * a panel can fill in `${__field.name}` and the like later.
 */
export function interpolate(text: string, { values, macros = {}, zone }: Interpolation, target: Target) {
  if (!text.includes("$") && !text.includes("[[")) {
    return text;
  }
  return text.replace(PATTERN, (whole: string, ...parts: unknown[]) => {
    const [bare, square, squareFormat, braced, path, bracedFormat] = parts as (string | undefined)[];
    const name = bare ?? square ?? braced ?? "";
    const format = squareFormat ?? bracedFormat;
    const value = values[name];
    if (value) {
      return path ? whole : formatted(name, value, format ?? defaultFormat(target), zone);
    }
    const macro = macros[`${name}${path ?? ""}`];
    if (macro === undefined) {
      return whole;
    }
    return format ? formatOne(macro, format, zone) : macro;
  });
}

function defaultFormat(target: Target): string {
  return { promql: "promql", text: "text", link: "glob" }[target];
}

/** Inside of a string in a query: a backslash and a quote must survive. */
const plainEscape = (text: string) => text.replaceAll("\\", "\\\\");

/** Inside of a regular expression that itself stands in a string of a query. */
const regexInString = (text: string) =>
  text
    .replaceAll("\\", "\\\\\\\\")
    .replaceAll('"', '\\"')
    .replace(/[$^*{}[\]'+?.()|]/g, "\\\\$&");

export const escapeRegex = (text: string) => text.replace(/[\\^$*+?.()|[\]{}/]/g, "\\$&");

function promql(value: Value): string {
  if (value.all && value.allValue !== undefined) {
    return value.allValue;
  }
  if (!value.several) {
    return plainEscape(value.values[0] ?? "");
  }
  const escaped = value.values.map(regexInString);
  return escaped.length === 1 ? (escaped[0] ?? "") : escaped.length === 0 ? "" : `(${escaped.join("|")})`;
}

function lucene(values: string[]): string {
  const escaped = values.map((v) => v.replace(/([!*+\-=<>\s&|()[\]{}^~?:\\/"])/g, "\\$1"));
  return values.length === 1
    ? (escaped[0] ?? "")
    : `(${values.map((v) => `"${v.replaceAll('"', '\\"')}"`).join(" OR ")})`;
}

const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Formats of one list of values. What is not here is written like `glob`, as an unknown format is in Grafana. */
function formatted(name: string, value: Value, format: string, zone: Zone | undefined): string {
  const [kind = "", ...rest] = format.split(":");
  const argument = rest.join(":");
  const raw = value.all && value.allValue !== undefined ? [value.allValue] : value.values;
  const one = raw.length === 1 ? (raw[0] ?? "") : undefined;
  const quoted = (mark: string, escaped: string) =>
    raw.map((v) => `${mark}${v.replaceAll(mark, escaped)}${mark}`).join(",");
  switch (kind) {
    case "promql":
      return promql(value);
    case "raw":
    case "csv":
      return raw.join(",");
    case "join":
      return raw.join(argument || ",");
    case "pipe":
      return raw.join("|");
    case "regex":
      return one !== undefined ? escapeRegex(one) : `(${raw.map(escapeRegex).join("|")})`;
    case "json":
      return one !== undefined && !value.several ? one : JSON.stringify(raw);
    case "doublequote":
      return quoted('"', '\\"');
    case "singlequote":
      return quoted("'", "\\'");
    case "sqlstring":
      return quoted("'", "''");
    case "lucene":
      return lucene(raw);
    case "percentencode":
      return percent(one ?? `{${raw.join(",")}}`);
    case "uriencode":
      return encodeURI(one ?? `{${raw.join(",")}}`);
    case "queryparam":
      return queryParams(name, value).join("&");
    case "distributed":
      return raw.map((v, i) => (i === 0 ? v : `${name}=${v}`)).join(",");
    case "text":
      return value.all ? "All" : value.texts.join(" + ");
    case "date":
      return formatOne(one ?? "", format, zone);
    default:
      return one ?? `{${raw.join(",")}}`;
  }
}

/** `var-job=a` for each value, as an address carries it. */
export function queryParams(name: string, value: Value): string[] {
  const all = value.all ? ["$__all"] : value.values;
  return all.map((v) => `var-${percent(name)}=${percent(v)}`);
}

function formatOne(text: string, format: string, zone: Zone | undefined): string {
  const [kind, ...rest] = format.split(":");
  return kind === "date"
    ? dateText(Number(text), rest.join(":"), zone ?? "browser")
    : formatted("", single(text), format, zone);
}

const two = (value: number) => String(value).padStart(2, "0");

/** `iso` by default, `seconds`, or a pattern of `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss` and the like. */
function dateText(millis: number, pattern: string, zone: Zone): string {
  if (!Number.isFinite(millis)) {
    return "";
  }
  if (pattern === "" || pattern === "iso") {
    return new Date(millis).toISOString();
  }
  if (pattern === "seconds") {
    return String(Math.floor(millis / 1000));
  }
  const w = wallTime(millis, zone);
  const parts: Record<string, string> = {
    YYYY: String(w.year),
    YY: two(w.year % 100),
    MM: two(w.month),
    M: String(w.month),
    DD: two(w.day),
    D: String(w.day),
    HH: two(w.hour),
    H: String(w.hour),
    hh: two(w.hour % 12 || 12),
    h: String(w.hour % 12 || 12),
    mm: two(w.minute),
    m: String(w.minute),
    ss: two(w.second),
    s: String(w.second),
    A: w.hour < 12 ? "AM" : "PM",
    a: w.hour < 12 ? "am" : "pm",
    X: String(Math.floor(millis / 1000)),
    x: String(millis),
    LLL: fullTime(millis, zone),
    L: isoWall(millis, zone).slice(0, 10),
  };
  return pattern.replace(
    /\[([^\]]*)\]|YYYY|YY|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|LLL|L|A|a|X|x/g,
    (token, literal) => (literal === undefined ? (parts[token] ?? token) : literal),
  );
}
