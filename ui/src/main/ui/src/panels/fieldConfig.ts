import type { FieldConfig, Field as FieldSettings, Link, Property } from "../lib/board/model";
import { type Field, type Frame, nameOf, numbersOf } from "./frames";
import { fieldTest } from "./match";
import type { Replace } from "./types";

/** Sets one setting by its path; `custom.lineStyle` and the like go into the nested object. */
export function setProperty(config: FieldSettings, { id, value }: Property): void {
  const path = id.split(".");
  let target = config as Record<string, unknown>;
  for (const step of path.slice(0, -1)) {
    const next = target[step];
    const copy = typeof next === "object" && next !== null ? { ...next } : {};
    target[step] = copy;
    target = copy as Record<string, unknown>;
  }
  const last = path.at(-1) ?? id;
  if (value === null || value === undefined) {
    delete target[last];
  } else {
    target[last] = value;
  }
}

/** What a text about a field may name. */
export function fieldScope(field: Field, frame: Frame): Record<string, string> {
  const labels = Object.fromEntries(
    Object.entries(field.labels ?? {}).map(([label, value]) => [`__field.labels.${label}`, value]),
  );
  const name = field.legend ?? field.name;
  return {
    ...labels,
    "__field.name": field.name,
    "__field.displayName": name,
    "__field.labels": Object.entries(field.labels ?? {})
      .map(([label, value]) => `${label}="${value}"`)
      .join(", "),
    "__series.name": field.legend ?? frame.name ?? field.name,
    "__data.name": frame.name,
    "__data.refId": frame.ref,
  };
}

const SCOPED = /\$\{(__[^}:]+)(?::[^}]*)?\}|\$(__[a-z]+(?:_[a-z]+)*)\b/gi;

/** Fills in what belongs to a value or field, and leaves the rest for the board's variables. */
export function fillScope(text: string, scope: Record<string, string>): string {
  return text.replace(SCOPED, (whole, braced?: string, bare?: string) => {
    const name = (braced ?? bare ?? "").replace(/\["([^"]*)"\]|\['([^']*)'\]/g, ".$1$2");
    return scope[name] ?? (name === "__cell" ? scope["__value.text"] : undefined) ?? whole;
  });
}

function merged(own: FieldSettings, defaults: FieldSettings): FieldSettings {
  return { ...defaults, ...own, custom: { ...defaults.custom, ...own.custom } };
}

function withDisplayName(field: Field, frame: Frame, replace: Replace): FieldSettings {
  const { displayName } = field.config;
  if (displayName === undefined || displayName === "") {
    return field.config;
  }
  const scope = fieldScope(field, frame);
  const name = replace(fillScope(displayName, scope), scope);
  return { ...field.config, displayName: name };
}

function spanOf(frames: Frame[]): { min?: number; max?: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const field of frames.flatMap((f) => f.fields).filter((f) => f.type === "number")) {
    for (const value of numbersOf(field)) {
      if (value !== null && Number.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  return min <= max ? { min, max } : {};
}

/** Ends that a unit has by itself. */
function unitEnds(unit: string | undefined): { min?: number; max?: number } {
  return unit?.startsWith("bool") ? { min: 0, max: 1 } : {};
}

/** Frames whose fields have the panel's settings: what the data brought, the defaults below it, the overrides above. */
export function applyFieldConfig(
  frames: Frame[],
  config: FieldConfig | undefined,
  replace: Replace = (text) => text,
): Frame[] {
  const defaults = config?.defaults ?? {};
  const rules = (config?.overrides ?? []).map(({ match, properties }) => ({
    test: fieldTest(
      typeof match.options === "string" ? { ...match, options: replace(match.options) } : match,
    ),
    properties,
  }));
  const plain = frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field): Field => {
      const { displayName, ...rest } = defaults;
      const own = field.type === "time" ? rest : defaults;
      return { ...field, config: merged(field.config, displayName === undefined ? defaults : own) };
    }),
  }));
  // matchers know the fields by the names that the data gave them, before a common display name made them alike
  const taken = frames.map((frame) =>
    frame.fields.map((field) => rules.filter((rule) => rule.test(field, frame, frames))),
  );
  plain.forEach((frame, i) => {
    frame.fields.forEach((field, j) => {
      for (const property of taken[i]?.[j]?.flatMap((rule) => rule.properties) ?? []) {
        setProperty(field.config, property);
      }
    });
  });
  plain.forEach((frame) => {
    for (const field of frame.fields) {
      field.config = withDisplayName(field, frame, replace);
    }
  });
  return plain;
}

/** Ends for gauges, percentages of thresholds and colour scales: of the field itself or of all fields. */
export function withEnds(frames: Frame[]): Frame[] {
  const all = spanOf(frames);
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      if (field.type !== "number") {
        return field;
      }
      const own = field.config.fieldMinMax ? spanOf([{ ...frame, fields: [field] }]) : all;
      const ends = { ...own, ...unitEnds(field.config.unit) };
      return {
        ...field,
        config: {
          ...field.config,
          min: field.config.min ?? ends.min,
          max: field.config.max ?? ends.max,
        },
      };
    }),
  }));
}

export interface LinkTarget {
  title: string;
  href: string;
  newTab: boolean;
}

/** The links of a value, filled in. */
export function linksOf(
  links: Link[] | undefined,
  scope: Record<string, string>,
  replace: Replace,
): LinkTarget[] {
  return (links ?? []).flatMap((link) => {
    if (!link.url) {
      return [];
    }
    const href = replace(fillScope(link.url, scope), scope).trim();
    // a board that came from elsewhere must not run anything
    return /^(?:javascript|data|vbscript):/i.test(href)
      ? []
      : [{ title: replace(fillScope(link.title, scope), scope) || href, href, newTab: link.newTab ?? false }];
  });
}

/** What a link on one value may name. */
export function valueScope(
  field: Field,
  frame: Frame,
  row: number,
  text: string,
  range: { from: number; to: number },
): Record<string, string> {
  const value = field.values[row];
  const time = frame.fields.find((f) => f.type === "time")?.values[row];
  const cells = frame.fields.flatMap((other, i) => {
    const shown = String(other.values[row] ?? "");
    return [
      [`__data.fields.${nameOf(other, frame)}`, shown],
      [`__data.fields.${other.name}`, shown],
      [`__data.fields[${i}]`, shown],
      [`__cell_${i}`, shown],
    ];
  });
  return {
    ...Object.fromEntries(cells),
    ...fieldScope(field, frame),
    "__value.raw": String(value ?? ""),
    "__value.numeric": String(value ?? ""),
    "__value.text": text,
    "__value.time": String(time ?? ""),
    __value: text,
    __cell: text,
    __from: String(range.from),
    __to: String(range.to),
    __url_time_range: `from=${range.from}&to=${range.to}`,
  };
}
