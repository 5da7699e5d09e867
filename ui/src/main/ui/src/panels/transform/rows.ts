import { type Field, type Frame, lengthOf, nameOf } from "../frames";
import { comparison, patternOf } from "../match";
import { column, flag, list, number, type Options, record, takeRows, text } from "./options";

type RowTest = (row: number) => boolean;

function compare(a: unknown, b: unknown): number {
  if (a === b) {
    return 0;
  }
  if (a === null || a === undefined) {
    return -1;
  }
  if (b === null || b === undefined) {
    return 1;
  }
  if (typeof a === "number" && typeof b === "number") {
    return Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b;
  }
  return String(a).localeCompare(String(b), undefined, { numeric: true, sensitivity: "base" });
}

const isNull = (value: unknown) => value === null || value === undefined;

function valueTest(config: Options): (value: unknown) => boolean {
  const { value } = record(config.options);
  switch (config.id) {
    case "isNull":
      return isNull;
    case "isNotNull":
      return (v) => !isNull(v);
    case "regex": {
      const regex = patternOf(String(value ?? ""));
      return (v) => !isNull(v) && (regex?.test(String(v)) ?? false);
    }
    case "substring":
    case "notSubstring": {
      const part = String(value ?? "").toLowerCase();
      return (v) =>
        String(v ?? "")
          .toLowerCase()
          .includes(part) ===
        (config.id === "substring");
    }
    case "equal":
      return (v) => String(v) === String(value);
    case "notEqual":
      return (v) => String(v) !== String(value);
    case "greater":
      return numeric(comparison("gt", value));
    case "greaterOrEqual":
      return numeric(comparison("gte", value));
    case "lower":
      return numeric(comparison("lt", value));
    case "lowerOrEqual":
      return numeric(comparison("lte", value));
    case "range":
    case "between": {
      const { from, to } = record(config.options);
      return numeric((v) => v > Number(from) && v < Number(to));
    }
    default:
      return () => true;
  }
}

function numeric(test: (value: number) => boolean): (value: unknown) => boolean {
  return (value) => {
    const found = number(value);
    return found !== undefined && test(found);
  };
}

/** Keeps or drops the rows whose values pass any or all of some conditions. */
export function filterByValue(frames: Frame[], options: Options): Frame[] {
  const filters = list(options.filters).map(record);
  const all = options.match === "all";
  return frames.map((frame) => {
    const tests = filters.flatMap((filter): RowTest[] => {
      const field = frame.fields.find(
        (f) => f.name === filter.fieldName || nameOf(f, frame) === filter.fieldName,
      );
      const test = valueTest(record(filter.config));
      return field ? [(row) => test(field.values[row])] : [];
    });
    if (tests.length === 0) {
      return frame;
    }
    const passes = (row: number) => (all ? tests.every((t) => t(row)) : tests.some((t) => t(row)));
    const include = options.type !== "exclude";
    const rows = Array.from({ length: lengthOf(frame) }, (_, i) => i).filter(
      (row) => passes(row) === include,
    );
    return takeRows(frame, rows);
  });
}

export function sortBy(frames: Frame[], options: Options): Frame[] {
  const rules = list(options.sort ?? options.fields).map(record);
  return frames.map((frame) => {
    const keys = rules.flatMap((rule) => {
      const field = frame.fields.find((f) => nameOf(f, frame) === rule.field || f.name === rule.field);
      return field ? [{ values: field.values, sign: flag(rule.desc) ? -1 : 1 }] : [];
    });
    if (keys.length === 0) {
      return frame;
    }
    const rows = Array.from({ length: lengthOf(frame) }, (_, i) => i).sort((a, b) => {
      for (const { values, sign } of keys) {
        const order = compare(values[a], values[b]) * sign;
        if (order !== 0) {
          return order;
        }
      }
      return a - b;
    });
    return takeRows(frame, rows);
  });
}

export function limit(frames: Frame[], options: Options): Frame[] {
  const most = number(options.limitField) ?? 10;
  return frames.map((frame) => {
    const length = lengthOf(frame);
    if (length <= Math.abs(most)) {
      return frame;
    }
    const rows = Array.from({ length: Math.abs(most) }, (_, i) => (most < 0 ? length + most + i : i));
    return takeRows(frame, rows);
  });
}

/** Rows become columns: the first column, or the one that is named, gives their names. */
export function transpose(frames: Frame[], options: Options): Frame[] {
  return frames.map((frame) => {
    const [head, ...rest] = frame.fields;
    if (!head) {
      return frame;
    }
    const first = text(options.firstFieldName) ?? "Field";
    const label = (value: unknown, row: number) => text(options.restFieldsName) ?? String(value ?? row);
    const names = column(
      first,
      rest.map((f) => nameOf(f, frame)),
      "string",
    );
    const columns = head.values.map((value, row) => {
      const values = rest.map((f) => f.values[row] ?? null);
      const kinds = new Set(rest.map((f) => f.type));
      const same = kinds.size === 1 ? rest[0]?.type : undefined;
      return column(
        label(value, row),
        same ? values : values.map((v) => (v === null ? null : String(v))),
        same ?? "string",
      );
    });
    return { ...frame, kind: "table" as const, fields: [names, ...columns] };
  });
}

const PART = /(?:"([^"]*)"|([^=\s]+))\s*[=:]\s*(?:"([^"]*)"|(\S+))/g;

function pairs(source: string): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [, quoted, bare, quotedValue, value] of source.matchAll(PART)) {
    out[quoted ?? bare ?? ""] = quotedValue ?? value?.replace(/[,;]$/, "");
  }
  return out;
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === "string") {
    try {
      const found: unknown = JSON.parse(value);
      return typeof found === "object" && found !== null
        ? (found as Record<string, unknown>)
        : { value: found };
    } catch {
      return {};
    }
  }
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function delimited(value: unknown, delimiter: string): Record<string, unknown> {
  return Object.fromEntries(
    String(value ?? "")
      .split(delimiter)
      .map((part, i) => [String(i), part.trim()]),
  );
}

function at(value: unknown, path: string): unknown {
  return path
    .replace(/\[["']?([^\]"']+)["']?\]/g, ".$1")
    .split(".")
    .filter((p) => p !== "")
    .reduce<unknown>(
      (found, key) =>
        typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined,
      value,
    );
}

function byNamedGroups(value: unknown, pattern: unknown): Record<string, unknown> {
  const regex = patternOf(String(pattern ?? ""));
  return regex?.exec(String(value ?? ""))?.groups ?? {};
}

function extracted(value: unknown, options: Options): Record<string, unknown> {
  switch (options.format) {
    case "kvp":
      return pairs(String(value ?? ""));
    case "regexp":
      return byNamedGroups(value, options.regExp);
    case "delimiter":
      return delimited(value, text(options.delimiter) ?? ",");
    case "json":
      return objectOf(value);
    default: {
      const found = objectOf(value);
      return Object.keys(found).length > 0 || typeof value !== "string" ? found : pairs(value);
    }
  }
}

/** Columns out of a text: JSON, pairs, a pattern or a list. */
export function extractFields(frames: Frame[], options: Options): Frame[] {
  return frames.map((frame) => {
    const source = frame.fields.find((f) => nameOf(f, frame) === options.source || f.name === options.source);
    const labels = source === undefined && options.source === "labels";
    if (!source && !labels) {
      return frame;
    }
    const length = lengthOf(frame);
    const objects: Record<string, unknown>[] = source
      ? source.values.map((v) => extracted(v, options))
      : new Array(length).fill(frame.fields.find((f) => f.labels)?.labels ?? {});
    const paths = list(options.jsonPaths)
      .map(record)
      .filter((p) => text(p.path));
    const made: Field[] =
      paths.length > 0
        ? paths.map((p) =>
            column(
              text(p.alias) ?? String(p.path),
              objects.map((o) => at(o, String(p.path)) ?? null),
            ),
          )
        : [...new Set(objects.flatMap((o) => Object.keys(o)))].map((key) =>
            column(
              key,
              objects.map((o) => o[key] ?? null),
            ),
          );
    const kept = frame.fields.filter(
      (field) => !(flag(options.replace) && !(flag(options.keepTime) && field.type === "time")),
    );
    return { ...frame, kind: "table" as const, fields: [...kept, ...made] };
  });
}
