import type { Matcher } from "../lib/board/model";
import { type Field, type Frame, nameOf } from "./frames";
import { reduceField } from "./reduce";

const patterns = new Map<string, RegExp | null>();

/** `/pattern/flags`, or a bare pattern; undefined where it is none. */
export function patternOf(text: string): RegExp | undefined {
  let found = patterns.get(text);
  if (found === undefined) {
    const slashes = /^\/(.*)\/([a-z]*)$/s.exec(text);
    try {
      found = slashes ? new RegExp(slashes[1] ?? "", (slashes[2] ?? "").replace("g", "")) : new RegExp(text);
    } catch {
      found = null;
    }
    patterns.set(text, found);
  }
  return found ?? undefined;
}

export type FieldTest = (field: Field, frame: Frame, all: Frame[]) => boolean;

const never: FieldTest = () => false;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasName(field: Field, frame: Frame, names: unknown[]): boolean {
  return names.includes(field.name) || names.includes(nameOf(field, frame));
}

function byNames(options: unknown): FieldTest {
  if (Array.isArray(options)) {
    return (field, frame) => hasName(field, frame, options);
  }
  if (!isRecord(options)) {
    return never;
  }
  const names = Array.isArray(options.names) ? options.names : [];
  const exclude = options.mode === "exclude";
  // a time column is no series that a legend could have hidden
  return (field, frame) =>
    exclude && field.type === "time" ? false : hasName(field, frame, names) !== exclude;
}

function byPattern(options: unknown): FieldTest {
  const pattern = typeof options === "string" ? patternOf(options) : undefined;
  return pattern ? (field, frame) => pattern.test(nameOf(field, frame)) : never;
}

export type Comparison = (value: number) => boolean;

export function comparison(op: unknown, limit: unknown): Comparison {
  const bound = Number(limit);
  switch (op) {
    case "gt":
    case ">":
      return (v) => v > bound;
    case "gte":
    case ">=":
      return (v) => v >= bound;
    case "lt":
    case "<":
      return (v) => v < bound;
    case "lte":
    case "<=":
      return (v) => v <= bound;
    case "neq":
    case "!=":
      return (v) => v !== bound;
    default:
      return (v) => v === bound;
  }
}

function byValue(options: unknown): FieldTest {
  if (!isRecord(options)) {
    return never;
  }
  const reducer = String(options.reducer ?? "lastNotNull");
  const compare = comparison(options.op, options.value);
  return (field) => {
    if (field.type !== "number") {
      return false;
    }
    const value = reduceField(field, reducer);
    if (typeof value === "boolean") {
      return compare(Number(value));
    }
    return typeof value === "number" && compare(value);
  };
}

function byRef(options: unknown): FieldTest {
  const text = String(options ?? "");
  const pattern = text.startsWith("/") ? patternOf(text) : undefined;
  return (_, frame) =>
    pattern ? pattern.test(frame.ref) : frame.ref.split("-").includes(text) || frame.ref === text;
}

/** Whether a matcher takes a field. */
export function fieldTest(matcher: Matcher): FieldTest {
  const { id, options } = matcher;
  switch (id) {
    case "byName":
      return (field, frame) => hasName(field, frame, [options]);
    case "byNames":
      return byNames(options);
    case "byRegexp":
      return byPattern(options);
    case "byRegexpOrNames": {
      const { names, pattern } = isRecord(options) ? options : {};
      const [named, patterned] = [byNames(Array.isArray(names) ? names : []), byPattern(pattern)];
      return (field, frame, all) => named(field, frame, all) || patterned(field, frame, all);
    }
    case "byType":
      return (field) => field.type === options;
    case "byTypes":
      return (field) => Array.isArray(options) && options.includes(field.type);
    case "byValue":
      return byValue(options);
    case "byFrameRefID":
    case "byRefId":
      return byRef(options);
    case "numeric":
      return (field) => field.type === "number";
    case "time":
      return (field) => field.type === "time";
    case "first":
      return (field, frame) => frame.fields[0] === field;
    case "firstTimeField":
      return (field, frame) => frame.fields.find((f) => f.type === "time") === field;
  }
}

/** Whether a matcher takes a whole frame: by its query, or by any of its fields. */
export function frameTest(matcher: Matcher): (frame: Frame, all: Frame[]) => boolean {
  const test = fieldTest(matcher);
  return (frame, all) =>
    frame.fields.length === 0 ? false : frame.fields.some((field) => test(field, frame, all));
}
