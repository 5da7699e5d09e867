import { formatTime as timeText } from "../../lib/units/moments";
import { type Field, type Frame, nameOf } from "../frames";
import { patternOf } from "../match";
import { flag, list, number, type Options, record, strings, text } from "./options";

/** Leaves out, renames and sorts columns. */
export function organize(frames: Frame[], options: Options): Frame[] {
  const excluded = record(options.excludeByName);
  const included = record(options.includeByName);
  const index = record(options.indexByName);
  const renames = record(options.renameByName);
  const onlyIncluded = Object.keys(included).length > 0;
  return frames.map((frame) => {
    const named = frame.fields.map((field, at) => ({ field, at, name: nameOf(field, frame) }));
    const has = (from: Options, { field, name }: { field: Field; name: string }) =>
      flag(from[name]) || (from[name] === undefined && flag(from[field.name]));
    const kept = named.filter((each) => !has(excluded, each) && (!onlyIncluded || has(included, each)));
    const placeOf = ({ field, name, at }: (typeof kept)[number]) =>
      number(index[name]) ?? number(index[field.name]) ?? Number.MAX_SAFE_INTEGER / 2 + at;
    const sorted = Object.keys(index).length > 0 ? kept.sort((a, b) => placeOf(a) - placeOf(b)) : kept;
    return {
      ...frame,
      fields: sorted.map(({ field, name }) => {
        const rename = text(renames[name]) ?? text(renames[field.name]);
        return rename === undefined
          ? field
          : { ...field, config: { ...field.config, displayName: rename }, legend: undefined };
      }),
    };
  });
}

/** Keeps the columns that are named or fit a pattern, or all but them. */
export function filterFieldsByName(frames: Frame[], options: Options): Frame[] {
  const test = (rule: unknown): ((name: string) => boolean) | undefined => {
    const { names, pattern } = record(rule);
    const wanted = strings(names);
    const regex = text(pattern) ? patternOf(String(pattern)) : undefined;
    return wanted.length > 0 || regex
      ? (name) => wanted.includes(name) || (regex?.test(name) ?? false)
      : undefined;
  };
  const include = test(options.include);
  const exclude = test(options.exclude);
  return frames
    .map((frame) => ({
      ...frame,
      fields: frame.fields.filter((field) => {
        const names = [nameOf(field, frame), field.name];
        const isIn = include === undefined || names.some(include);
        return isIn && !(exclude !== undefined && names.some(exclude));
      }),
    }))
    .filter((frame) => frame.fields.length > 0);
}

export function renameByRegex(frames: Frame[], options: Options): Frame[] {
  const source = text(options.regex);
  const regex = source ? patternOf(source) : undefined;
  if (!regex) {
    return frames;
  }
  const all =
    source?.startsWith("/") && /\/[a-z]*g[a-z]*$/.test(source)
      ? new RegExp(regex.source, `${regex.flags}g`)
      : regex;
  const target = String(options.renamePattern ?? "");
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      const name = nameOf(field, frame);
      if (field.type === "time" && frame.kind === "series") {
        return field;
      }
      const next = name.replace(all, target);
      return next === name ? field : { ...field, config: { ...field.config, displayName: next } };
    }),
  }));
}

const MULTIPLIERS = /^\s*([+-]?[\d.,]+(?:e[+-]?\d+)?)\s*$/i;

function toNumber(value: unknown): number | null {
  switch (typeof value) {
    case "number":
      return value;
    case "boolean":
      return Number(value);
    case "string": {
      const plain = MULTIPLIERS.exec(value)?.[1]?.replaceAll(",", "");
      return plain === undefined ? null : Number(plain);
    }
    default:
      return null;
  }
}

function toTime(value: unknown): number | null {
  if (typeof value === "number") {
    // seconds and milliseconds are told apart by size: a second count reaches this in the year 5138
    return value;
  }
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

function toBoolean(value: unknown): boolean | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === "string"
    ? !["", "0", "false", "no", "off"].includes(value.toLowerCase())
    : Boolean(value);
}

function convert(field: Field, rule: Options): Field {
  const blank = (value: unknown) => value === null || value === undefined;
  switch (rule.destinationType) {
    case "number":
      return { ...field, type: "number", values: field.values.map(toNumber) };
    case "time":
      return { ...field, type: "time", values: field.values.map(toTime) };
    case "boolean":
      return { ...field, type: "boolean", values: field.values.map(toBoolean) };
    case "string": {
      const pattern = text(rule.dateFormat);
      const words = (v: unknown) =>
        field.type === "time" && typeof v === "number" && pattern
          ? timeText(v, pattern, text(rule.timezone) ?? "browser")
          : typeof v === "object"
            ? JSON.stringify(v)
            : String(v);
      return {
        ...field,
        type: "string",
        values: field.values.map((v) =>
          blank(v)
            ? null
            : flag(rule.joinWith) && Array.isArray(v)
              ? v.join(String(rule.joinWith))
              : words(v),
        ),
      };
    }
    case "enum":
      return { ...field, type: "string", values: field.values.map((v) => (blank(v) ? null : String(v))) };
    case "other":
      return { ...field, type: "other", values: field.values.map(parsed) };
    default:
      return field;
  }
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

export function convertFieldType(frames: Frame[], options: Options): Frame[] {
  const rules = list(options.conversions).map(record);
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      const name = nameOf(field, frame);
      const rule = rules.find((r) => r.targetField === name || r.targetField === field.name);
      return rule ? convert(field, rule) : field;
    }),
  }));
}

/** Writes a time as text by a pattern. */
export function formatTime(frames: Frame[], options: Options): Frame[] {
  const pattern = text(options.outputFormat) ?? "YYYY-MM-DD HH:mm:ss";
  const zone = text(options.timezone) ?? (flag(options.useTimezone) ? "browser" : "browser");
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      if (options.timeField !== nameOf(field, frame) && options.timeField !== field.name) {
        return field;
      }
      const values = field.values.map((v) => (typeof v === "number" ? timeText(v, pattern, zone) : null));
      return { ...field, type: "string" as const, values };
    }),
  }));
}

const words = (value: string) => value.match(/[\p{L}\p{N}]+/gu) ?? [];
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

function stringForm(value: string, options: Options): string {
  switch (options.outputFormat) {
    case "Upper Case":
      return value.toUpperCase();
    case "Lower Case":
      return value.toLowerCase();
    case "Sentence Case":
      return value.charAt(0).toUpperCase() + value.slice(1);
    case "Title Case":
      return value.replace(/\S+/g, capital);
    case "Pascal Case":
      return words(value).map(capital).join("");
    case "Camel Case":
      return words(value)
        .map((word, i) => (i === 0 ? word.toLowerCase() : capital(word)))
        .join("");
    case "Snake Case":
      return words(value)
        .map((w) => w.toLowerCase())
        .join("_");
    case "Kebab Case":
      return words(value)
        .map((w) => w.toLowerCase())
        .join("-");
    case "Trim":
      return value.trim();
    case "Substring":
      return value.slice(number(options.substringStart) ?? 0, number(options.substringEnd) ?? undefined);
    default:
      return value;
  }
}

export function formatString(frames: Frame[], options: Options): Frame[] {
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) =>
      options.stringField === nameOf(field, frame) || options.stringField === field.name
        ? {
            ...field,
            type: "string" as const,
            values: field.values.map((v) =>
              v === null || v === undefined ? v : stringForm(String(v), options),
            ),
          }
        : field,
    ),
  }));
}
