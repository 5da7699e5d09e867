import type { Field as FieldSettings, Mapping, MappingResult } from "../lib/board/model";
import type { Zone } from "../lib/time/zone";
import { measure, type Parts, partsText } from "../lib/units/measure";
import { fieldColor, type Palette } from "./colors";
import { type Field, numbersOf } from "./frames";
import { patternOf } from "./match";

export interface Shown extends Parts {
  value: unknown;
  numeric: number | null;
  /** Place between the field's ends, 0 to 1. */
  share: number;
  color: string;
  /** The mapping named a colour or the field colours by value. */
  isColored: boolean;
  icon?: string;
  /** A mapping gave the text. */
  mapped: boolean;
}

export interface DisplayContext {
  palette: Palette;
  zone: Zone;
  /** Of the field among the panel's, for its colour. */
  index?: number;
  name?: string;
  now?: number;
}

function special(match: string, value: unknown): boolean {
  switch (match) {
    case "null":
      return value === null || value === undefined;
    case "nan":
      return typeof value === "number" && Number.isNaN(value);
    case "null+nan":
      return value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));
    case "true":
      return value === true || value === "true";
    case "false":
      return value === false || value === "false";
    default:
      return value === "";
  }
}

function inRange(value: unknown, from: number | null, to: number | null): boolean {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return (
    typeof number === "number" &&
    !Number.isNaN(number) &&
    number >= (from ?? Number.NEGATIVE_INFINITY) &&
    number <= (to ?? Number.POSITIVE_INFINITY)
  );
}

function byRegex(pattern: string, result: MappingResult, value: unknown): MappingResult | undefined {
  if (typeof value !== "string") {
    return undefined;
  }
  const regex = patternOf(pattern);
  if (!regex?.test(value)) {
    return undefined;
  }
  return result.text === undefined ? result : { ...result, text: value.replace(regex, result.text) };
}

/** What a value is called instead; the first mapping that knows it. */
export function mapped(value: unknown, mappings: Mapping[] | undefined): MappingResult | undefined {
  for (const mapping of mappings ?? []) {
    let found: MappingResult | undefined;
    switch (mapping.kind) {
      case "value":
        found = value === null || value === undefined ? undefined : mapping.options[String(value)];
        break;
      case "range":
        found = inRange(value, mapping.from, mapping.to) ? mapping.result : undefined;
        break;
      case "regex":
        found = byRegex(mapping.pattern, mapping.result, value);
        break;
      case "special":
        found = special(mapping.match, value) ? mapping.result : undefined;
        break;
    }
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** Ends of the field's values where the settings leave them open. */
export function endsOf(field: Field): { min: number; max: number } {
  const { min, max } = field.config;
  if (min !== undefined && max !== undefined) {
    return { min, max };
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of numbersOf(field)) {
    if (value !== null && Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const some = low <= high;
  return { min: min ?? (some ? low : 0), max: max ?? (some ? high : 100) };
}

function shareOf(value: number | null, { min, max }: { min: number; max: number }): number {
  if (value === null || Number.isNaN(value)) {
    return 0;
  }
  return max === min ? (value > min ? 1 : 0) : (value - min) / (max - min);
}

const colorsByValue = (config: FieldSettings) => {
  const mode = config.color?.mode ?? "";
  return mode === "thresholds" || mode.startsWith("continuous-");
};

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));
}

function timeMillis(value: unknown): number | undefined {
  if (typeof value === "number") {
    return value;
  }
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

function wordsOf(field: Field, value: unknown, context: DisplayContext): Parts {
  const { config } = field;
  if (isEmpty(value)) {
    return { text: config.noValue ?? "–" };
  }
  const measured = { decimals: config.decimals, zone: context.zone, now: context.now };
  if (field.type === "time") {
    const millis = timeMillis(value);
    return millis === undefined
      ? { text: String(value) }
      : measure(millis, config.unit ?? "time:YYYY-MM-DD HH:mm:ss", measured);
  }
  if (typeof value === "number") {
    return measure(value, config.unit, measured);
  }
  if (typeof value === "boolean") {
    return config.unit?.startsWith("bool")
      ? measure(Number(value), config.unit, measured)
      : { text: String(value) };
  }
  if (typeof value === "string") {
    return textParts(value, config.unit, measured);
  }
  return { text: JSON.stringify(value) };
}

/** A text that is a number is shown as one where the field has a unit. */
function textParts(value: string, unit: string | undefined, context: Parameters<typeof measure>[2]): Parts {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (unit === undefined || unit === "string" || Number.isNaN(number)) {
    return { text: value };
  }
  return measure(number, unit, context);
}

/** How one field shows its values. Made once for a field, called for each value. */
export function displayOf(field: Field, context: DisplayContext): (value: unknown) => Shown {
  const { config } = field;
  const ends = endsOf(field);
  const place = { index: context.index ?? 0, name: context.name ?? field.name };
  const byValue = colorsByValue(config);
  return (value) => {
    const result = mapped(value, config.mappings);
    const numeric = typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : null;
    const share = shareOf(numeric, ends);
    const parts =
      result?.text !== undefined && result.text !== ""
        ? { text: result.text }
        : wordsOf(field, value, context);
    const color = result?.color
      ? context.palette.named(result.color)
      : fieldColor(config, place, context.palette, { value: numeric, share });
    return {
      ...parts,
      value,
      numeric,
      share: Math.max(0, Math.min(1, share)),
      color,
      isColored: result?.color !== undefined || (byValue && numeric !== null && !Number.isNaN(numeric)),
      icon: result?.icon,
      mapped: result?.text !== undefined,
    };
  };
}

export function shownText(shown: Parts): string {
  return partsText(shown);
}
