import type { Labels } from "../promql";
import { seriesText } from "../promql";
import { parseDuration } from "../time/duration";
import { interpolate, type Value, type Values, variablesIn } from "./interpolate";
import type { CustomVariable, FilterVariable, IntervalVariable, QueryVariable, Variable } from "./model";
import { intervalText, roundInterval } from "./steps";

export const ALL = "$__all";

export interface Option {
  text: string;
  value: string;
}

/** What a query of a variable asks the server. */
export type VariableAsk =
  | { kind: "labelValues"; label: string; match?: string }
  | { kind: "labelNames"; match?: string }
  | { kind: "metrics"; pattern: string }
  | { kind: "queryResult"; expr: string }
  | { kind: "series"; match: string };

const LABEL_VALUES = /^label_values\(\s*(?:([\s\S]+),\s*)?([a-zA-Z_][a-zA-Z0-9_.]*)\s*\)\s*;?$/;
const LABEL_NAMES = /^label_names\(\s*([\s\S]*?)\s*\)\s*;?$/;
const METRICS = /^metrics\(\s*([\s\S]*?)\s*\)\s*;?$/;
const QUERY_RESULT = /^query_result\(([\s\S]+)\)\s*;?$/;

/** Reads `label_values(metric, label)` and its like; anything else is a selector whose series are the values. */
export function parseVariableQuery(text: string): VariableAsk | undefined {
  const query = text.trim();
  if (query === "") {
    return undefined;
  }
  const values = LABEL_VALUES.exec(query);
  if (values) {
    return { kind: "labelValues", label: values[2] ?? "", match: values[1]?.trim() };
  }
  const names = LABEL_NAMES.exec(query);
  if (names) {
    return { kind: "labelNames", match: names[1] || undefined };
  }
  const metrics = METRICS.exec(query);
  if (metrics) {
    return { kind: "metrics", pattern: metrics[1] ?? "" };
  }
  const result = QUERY_RESULT.exec(query);
  if (result) {
    return { kind: "queryResult", expr: result[1]?.trim() ?? "" };
  }
  return { kind: "series", match: query };
}

/** One line of a `query_result`: the series, its value and its time in milliseconds. */
export function resultLine(metric: Labels, value: string, timeSeconds: number): string {
  return `${seriesText(metric)} ${value} ${Math.round(timeSeconds * 1000)}`;
}

/** `/…/flags` or a bare pattern; nothing where it is empty or no regular expression. */
export function readRegex(text: string | undefined): RegExp | undefined {
  if (!text) {
    return undefined;
  }
  const slashed = /^\/([\s\S]*)\/([a-z]*)$/.exec(text);
  try {
    return slashed ? new RegExp(slashed[1] ?? "", slashed[2]) : new RegExp(`^${text}$`);
  } catch {
    return undefined;
  }
}

function taken(line: string, regex: RegExp): Option[] {
  const found = [...line.matchAll(new RegExp(regex.source, [...new Set(`${regex.flags}g`)].join("")))];
  const first = found[0];
  if (!first) {
    return [];
  }
  const named = found.find((m) => m.groups?.value !== undefined || m.groups?.text !== undefined);
  if (named) {
    const value = found.map((m) => m.groups?.value).find((v) => v !== undefined);
    const text = found.map((m) => m.groups?.text).find((t) => t !== undefined);
    return [{ text: text ?? value ?? "", value: value ?? text ?? "" }];
  }
  if (regex.flags.includes("g") && found.length > 1) {
    return found.map((m) => ({ text: m[1] ?? m[0], value: m[1] ?? m[0] }));
  }
  return first.length > 1 && first[1] === undefined
    ? []
    : [{ text: first[1] ?? line, value: first[1] ?? line }];
}

const firstNumber = (text: string) => Number(/\d+(\.\d+)?/.exec(text)?.[0] ?? Number.NaN);

function compare(sort: QueryVariable["sort"]): ((a: Option, b: Option) => number) | undefined {
  const plain = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const numeric = (a: Option, b: Option) => {
    const [x, y] = [firstNumber(a.text), firstNumber(b.text)];
    return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : Number.isNaN(y) ? 1 : x - y;
  };
  const folded = (a: Option, b: Option) => plain(a.text.toLowerCase(), b.text.toLowerCase());
  const natural = (a: Option, b: Option) => a.text.localeCompare(b.text, "en", { numeric: true });
  switch (sort) {
    case "asc":
      return (a, b) => plain(a.text, b.text);
    case "desc":
      return (a, b) => plain(b.text, a.text);
    case "numericAsc":
      return numeric;
    case "numericDesc":
      return (a, b) => numeric(b, a);
    case "ciAsc":
      return folded;
    case "ciDesc":
      return (a, b) => folded(b, a);
    case "naturalAsc":
      return natural;
    case "naturalDesc":
      return (a, b) => natural(b, a);
    default:
      return undefined;
  }
}

/** What a person may choose: each line through the pattern, each value once, in order. */
export function optionsOf(
  lines: string[],
  regexText: string | undefined,
  sort: QueryVariable["sort"],
): Option[] {
  const regex = readRegex(regexText);
  const all = regex ? lines.flatMap((line) => taken(line, regex)) : lines.map((l) => ({ text: l, value: l }));
  const seen = new Set<string>();
  const unique = all.filter(({ value }) => !seen.has(value) && seen.add(value));
  const order = compare(sort);
  return order ? unique.sort(order) : unique;
}

function textOf(variable: Variable): string {
  return variable.kind === "query" ? `${variable.query} ${variable.regex ?? ""}` : "";
}

/** Names that the query of a variable uses, itself left out. */
export function dependenciesOf(variable: Variable, all: readonly Variable[]): string[] {
  const known = new Set(all.map((v) => v.name));
  return variablesIn(textOf(variable)).filter((name) => name !== variable.name && known.has(name));
}

/** All that change when this one does, near and far. */
export function dependentsOf(name: string, all: readonly Variable[]): Set<string> {
  const found = new Set<string>();
  const visit = (each: string) => {
    for (const variable of all) {
      if (
        !found.has(variable.name) &&
        variable.name !== name &&
        dependenciesOf(variable, all).includes(each)
      ) {
        found.add(variable.name);
        visit(variable.name);
      }
    }
  };
  visit(name);
  return found;
}

/** Groups that can be asked together: each needs only groups before it. Those in a circle come last, together. */
export function dependencyLevels(all: readonly Variable[]): Variable[][] {
  const levels: Variable[][] = [];
  const done = new Set<string>();
  let rest = [...all];
  while (rest.length > 0) {
    const ready = rest.filter((v) => dependenciesOf(v, all).every((name) => done.has(name)));
    const level = ready.length > 0 ? ready : rest;
    levels.push(level);
    for (const { name } of level) {
      done.add(name);
    }
    rest = rest.filter((v) => !level.includes(v));
  }
  return levels;
}

export type Filter = NonNullable<FilterVariable["filters"]>[number];

const OPERATORS = ["=~", "!~", "!=", "="] as const;

/** `key|operator|value`, as an address carries an ad-hoc filter; a bar inside is `__gfp__`. */
export function filterText({ key, operator, value }: Filter): string {
  return [key, operator, value].map((part) => part.replaceAll("|", "__gfp__")).join("|");
}

export function parseFilter(text: string): Filter | undefined {
  const [key, operator, value] = text.split("|").map((part) => part.replaceAll("__gfp__", "|"));
  const known = OPERATORS.find((o) => o === operator);
  return key && known && value !== undefined ? { key, operator: known, value } : undefined;
}

/** The choice `auto` of an interval: the range in so many parts, but not below its least. */
export function autoInterval(auto: NonNullable<IntervalVariable["auto"]>, rangeMillis: number): string {
  const least = parseDuration(auto.min) ?? 1;
  return intervalText(Math.max(roundInterval(rangeMillis / Math.max(1, auto.count)), least));
}

export const AUTO = "auto";
const isAuto = (value: string | undefined) => value === AUTO || value?.startsWith("$__auto") === true;

function ofInterval(variable: IntervalVariable, chosen: string[] | undefined, rangeMillis: number): Value {
  const wanted = chosen?.[0] ?? variable.current?.[0] ?? (variable.auto ? AUTO : variable.options[0]);
  if (isAuto(wanted) && variable.auto) {
    return { values: [autoInterval(variable.auto, rangeMillis)], texts: [AUTO] };
  }
  const value = isAuto(wanted) ? (variable.options[0] ?? "1m") : (wanted ?? "1m");
  return { values: [value], texts: [value] };
}

/**
 * What of the wanted values holds. One that is no longer among the options gives way to All or to the first, unless
 * `keep` says that a person wrote it.
 */
export function choose(
  variable: QueryVariable | CustomVariable,
  options: Option[],
  chosen: string[] | undefined,
  keep: boolean,
): Value {
  const several = variable.multi === true || variable.includeAll === true;
  const everything: Value = {
    values: options.map((o) => o.value),
    texts: options.map((o) => o.text),
    all: true,
    allValue: variable.allValue || undefined,
    several,
  };
  const wanted = chosen ?? variable.current ?? [];
  const wantsAll = wanted.some((v) => v === ALL || (v === "All" && !options.some((o) => o.value === "All")));
  if (wantsAll && variable.includeAll) {
    return everything;
  }
  const byValue = new Map(options.map((o) => [o.value, o]));
  const byText = new Map(options.map((o) => [o.text, o]));
  const found = wanted.flatMap((v): Option[] => {
    const option = byValue.get(v) ?? byText.get(v);
    return option ? [option] : keep && v !== ALL && v !== "" ? [{ text: v, value: v }] : [];
  });
  const held = variable.multi ? found : found.slice(0, 1);
  if (held.length > 0) {
    return { values: held.map((o) => o.value), texts: held.map((o) => o.text), several };
  }
  if (variable.includeAll) {
    return everything;
  }
  const first = options[0];
  return { values: first ? [first.value] : [], texts: first ? [first.text] : [], several };
}

export interface Resolved {
  values: Values;
  /** What may be chosen, by variable. */
  options: Readonly<Record<string, Option[]>>;
  filters: Filter[];
  errors: Readonly<Record<string, string>>;
}

export interface Resolving {
  variables: readonly Variable[];
  /** What the address says, by name. */
  chosen: Readonly<Record<string, string[]>>;
  /** Names whose value stays even when it is not among the options. */
  keep: ReadonlySet<string>;
  fromMillis: number;
  toMillis: number;
  macros: Readonly<Record<string, string>>;
  /** Values of one query of a variable; the caller may answer those of one turn together. */
  ask: (ask: VariableAsk, variable: QueryVariable) => Promise<string[]>;
}

const EMPTY_RESULT = { values: {}, options: {}, filters: [], errors: {} };

/** Every variable's value, asked level by level, so that `pod` knows the `namespace` that was chosen. */
export async function resolveVariables(asked: Resolving): Promise<Resolved> {
  const values: Record<string, Value> = { ...EMPTY_RESULT.values };
  const options: Record<string, Option[]> = {};
  const errors: Record<string, string> = {};
  const filters: Filter[] = [];
  for (const level of dependencyLevels(asked.variables)) {
    const scope = { ...values };
    await Promise.all(
      level.map(async (variable) => {
        try {
          const { value, offered } = await resolveOne(variable, scope, asked);
          values[variable.name] = value;
          options[variable.name] = offered;
        } catch (error) {
          if (error instanceof DOMException && error.name === "AbortError") {
            throw error;
          }
          errors[variable.name] = error instanceof Error ? error.message : String(error);
          values[variable.name] = fallback(variable, asked.chosen[variable.name]);
        }
      }),
    );
  }
  for (const variable of asked.variables) {
    if (variable.kind === "filter") {
      const given = asked.chosen[variable.name];
      filters.push(...(given ? given.flatMap((t) => parseFilter(t) ?? []) : (variable.filters ?? [])));
    }
  }
  return { values, options, filters, errors };
}

function fallback(variable: Variable, chosen: string[] | undefined): Value {
  return variable.kind === "query" || variable.kind === "custom"
    ? choose(variable, [], chosen, true)
    : { values: chosen ?? [], texts: chosen ?? [] };
}

async function resolveOne(
  variable: Variable,
  scope: Values,
  { chosen, keep, fromMillis, toMillis, macros, ask }: Resolving,
): Promise<{ value: Value; offered: Option[] }> {
  const given = chosen[variable.name];
  switch (variable.kind) {
    case "query": {
      const context = { values: scope, macros };
      const wanted = parseVariableQuery(interpolate(variable.query, context, "promql"));
      const lines = wanted ? await ask(wanted, variable) : [];
      const regex = variable.regex && interpolate(variable.regex, context, "text");
      const offered = optionsOf(lines, regex, variable.sort);
      return { value: choose(variable, offered, given, keep.has(variable.name)), offered };
    }
    case "custom":
      return {
        value: choose(variable, variable.options, given, keep.has(variable.name)),
        offered: variable.options,
      };
    case "interval": {
      const names = [...(variable.auto ? [AUTO] : []), ...variable.options];
      return {
        value: ofInterval(variable, given, toMillis - fromMillis),
        offered: names.map((name) => ({ text: name, value: name })),
      };
    }
    case "text": {
      const text = given?.[0] ?? variable.current?.[0] ?? "";
      return { value: { values: [text], texts: [text] }, offered: [] };
    }
    case "constant":
      return { value: { values: [variable.value], texts: [variable.value] }, offered: [] };
    case "source":
      return { value: { values: ["tocsin"], texts: ["Tocsin"] }, offered: [] };
    case "filter":
      return { value: { values: [], texts: [] }, offered: [] };
  }
}

/** What the address carries for a value. */
export function urlValues(variable: Variable, value: Value, filters: readonly Filter[]): string[] {
  switch (variable.kind) {
    case "filter":
      return filters.map(filterText);
    case "interval":
      return value.texts;
    default:
      return value.all ? [ALL] : value.values;
  }
}
