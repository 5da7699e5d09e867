import type { Field, FieldType, Frame } from "../frames";

/** Options come as people wrote them: each reader takes what it knows and ignores the rest. */
export type Options = Record<string, unknown>;

export function record(value: unknown): Options {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Options) : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: unknown): string[] {
  return list(value).map(String);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function number(value: unknown): number | undefined {
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof found === "number" && !Number.isNaN(found) ? found : undefined;
}

export function flag(value: unknown): boolean {
  return value === true;
}

/** The type that holds all of these values. */
export function typeOf(values: unknown[]): FieldType {
  const some = values.find((v) => v !== null && v !== undefined);
  switch (typeof some) {
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "string":
    case "undefined":
      return "string";
    default:
      return "other";
  }
}

export function column(name: string, values: unknown[], type: FieldType = typeOf(values)): Field {
  return { name, type, values, config: {} };
}

/** The same columns with only these rows, in this order. */
export function takeRows(frame: Frame, rows: number[]): Frame {
  return {
    ...frame,
    fields: frame.fields.map((field) => ({ ...field, values: rows.map((row) => field.values[row] ?? null) })),
  };
}

export function refsOf(frames: Frame[]): string {
  return [...new Set(frames.map((f) => f.ref))].join("-");
}
