import type { Unit } from "./units";

export type Labels = Readonly<Record<string, string>>;

const quote = (text: string) =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

const PLAIN_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A selector for exactly this metric, quoted where the name needs it. */
export function metricSelector(name: string): string {
  return PLAIN_NAME.test(name) ? name : `{${quote(name)}}`;
}

/** `name{a="1", b="2"}` as one would type it; labels in alphabetical order. */
export function seriesText(labels: Labels): string {
  const name = labels.__name__ ?? "";
  const rest = Object.keys(labels)
    .filter((label) => label !== "__name__")
    .sort()
    .map((label) => `${PLAIN_LABEL.test(label) ? label : quote(label)}=${quote(labels[label] ?? "")}`);
  if (name && !PLAIN_NAME.test(name)) {
    return `{${[quote(name), ...rest].join(", ")}}`;
  }
  return rest.length > 0 || !name ? `${name}{${rest.join(", ")}}` : name;
}

/** The labels in which the series differ; what all share says nothing in a legend. */
export function distinctLabels(all: readonly Labels[]): string[] {
  const names = [...new Set(all.flatMap((labels) => Object.keys(labels)))].sort();
  return names.filter((name) => new Set(all.map((labels) => labels[name] ?? "")).size > 1);
}

/** Short names for a legend: only what differs, and the whole series where nothing does. */
export function legendNames(all: readonly Labels[]): string[] {
  const names = distinctLabels(all);
  const whole = (labels: Labels) => (Object.keys(labels).length === 0 ? "value" : seriesText(labels));
  if (names.length === 0) {
    return all.map(whole);
  }
  return all.map((labels) => {
    const own = names.filter((name) => (labels[name] ?? "") !== "").map((name) => [name, labels[name] ?? ""]);
    return own.length > 0 ? seriesText(Object.fromEntries(own)) : whole(labels);
  });
}

export interface NamePart {
  text: string;
  /** Said by every row alike: a label's name, a brace, a comma. */
  quiet: boolean;
}

/** A legend name in parts, without the braces that enclose nothing but labels. */
export function nameParts(name: string): NamePart[] {
  const open = name.indexOf("{");
  if (open < 0 || !name.endsWith("}")) {
    return [{ text: name, quiet: false }];
  }
  const head = name.slice(0, open);
  const bare = /^([A-T] )?$/.test(head);
  const labels = name.slice(bare ? open + 1 : open, bare ? -1 : undefined);
  const parts = labels.match(/"(?:[^"\\]|\\.)*"|[^"]+/g) ?? [];
  const body = parts.map((text) => ({ text, quiet: !text.startsWith('"') }));
  return head === "" ? body : [{ text: head, quiet: false }, ...body];
}

/** The same as one text: `mode="idle"` where a metric's name would stand before the braces. */
export function plainName(name: string): string {
  return nameParts(name)
    .map((part) => part.text)
    .join("");
}

export interface Place {
  /** Offset of the first character in question, from 0. */
  start: number;
  end: number;
}

/** Where a parse error points to: it is given as `line:column`, both from 1; the column counts bytes. */
export function errorPlace(message: string, query: string): Place | undefined {
  const match = /(?:^|[\s:])(\d+):(\d+):/.exec(message);
  if (!match) {
    return undefined;
  }
  const lines = query.split("\n");
  const line = Number(match[1]) - 1;
  const text = lines[line];
  if (text === undefined) {
    return undefined;
  }
  const bytes = new TextEncoder().encode(text).slice(0, Number(match[2]) - 1);
  const column = Math.min(new TextDecoder().decode(bytes).length, text.length);
  const before = lines.slice(0, line).reduce((sum, l) => sum + l.length + 1, 0);
  const rest = text.slice(column);
  const word = /^[a-zA-Z0-9_:]+/.exec(rest)?.[0].length ?? 1;
  return rest === ""
    ? { start: Math.max(0, before + column - 1), end: before + column }
    : { start: before + column, end: before + column + word };
}

/** The message without the words that only a client library needs. */
export function shortError(message: string): string {
  return message
    .replace(/^invalid parameter "query": /, "")
    .replace(/^(\d+:\d+): parse error: /, "parse error at $1: ");
}

const RATE = /\b(rate|irate|deriv)\s*\(/;
const UNITLESS = /^\s*(count|group|absent|sgn|changes|resets)\b/;

function unitOfName(name: string): Unit {
  const stem = name.replace(/_(bucket|sum|total|max|min)$/, "");
  if (/_timestamp_seconds$|_time_seconds$/.test(stem) && /timestamp|start_time|boot_time/.test(stem)) {
    return "timestamp";
  }
  const suffixes: [RegExp, Unit][] = [
    [/_bytes$/, "bytes"],
    [/_seconds$/, "seconds"],
    [/[_:]ratio$/, "ratio"],
    [/_percent$/, "percent"],
    [/_celsius$/, "celsius"],
    [/_hertz$/, "hertz"],
    [/_volts$/, "volts"],
  ];
  return suffixes.find(([suffix]) => suffix.test(stem))?.[1] ?? "none";
}

function perSecond(unit: Unit): Unit {
  switch (unit) {
    case "bytes":
      return "bytesPerSecond";
    case "seconds":
      return "ratio";
    default:
      return "perSecond";
  }
}

/** The unit that a query's answer most likely has, read off the metric's name and the functions around it. */
export function unitOfQuery(query: string): Unit {
  const bare = query.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '""').replace(/\{[^}]*\}/g, "");
  if (UNITLESS.test(bare)) {
    return "none";
  }
  const names =
    bare.match(/[a-zA-Z_:][a-zA-Z0-9_:]*[_:][a-zA-Z0-9_:]*/g)?.filter((n) => !/_over_time$/.test(n)) ?? [];
  const metric = names.find((n) => !FUNCTIONS.has(n));
  if (!metric) {
    return "none";
  }
  if (/^\s*histogram_quantile/.test(bare)) {
    return unitOfName(metric);
  }
  const divided = /\)\s*\/|[a-z_\])]\s*\/\s*[a-z(]/.test(bare);
  if (/^\s*100\s*\*|\*\s*100\s*$/.test(bare)) {
    return "percent";
  }
  const unit = RATE.test(bare) ? perSecond(unitOfName(metric)) : unitOfName(metric);
  if (!divided) {
    return unit;
  }
  return /_sum\b/.test(bare) && /_count\b/.test(bare) ? unitOfName(metric) : "ratio";
}

/** Names in a query that can only be metrics: not a function, a keyword, a label or part of a string. */
export function metricsIn(query: string): string[] {
  const bare = query
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '""')
    .replace(/\{[^}]*\}/g, "{}")
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, "")
    .replace(/\[[^\]]*\]/g, "");
  const names = bare.match(/[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*\()(?![a-zA-Z0-9_:])/g) ?? [];
  return [...new Set(names.filter((name) => !KEYWORDS.has(name.toLowerCase())))];
}

const KEYWORDS = new Set([
  "and",
  "or",
  "unless",
  "bool",
  "offset",
  "by",
  "without",
  "on",
  "ignoring",
  "inf",
  "nan",
  "start",
  "end",
  "atan2",
]);

const FUNCTIONS = new Set([
  "histogram_quantile",
  "histogram_fraction",
  "label_replace",
  "label_join",
  "clamp_min",
  "clamp_max",
  "sort_desc",
  "sort_by_label",
  "group_left",
  "group_right",
  "count_values",
  "predict_linear",
  "double_exponential_smoothing",
  "day_of_month",
  "days_in_month",
]);
