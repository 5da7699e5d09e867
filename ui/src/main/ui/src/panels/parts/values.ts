import type { Panel, Reduce } from "../../lib/board/model";
import type { Zone } from "../../lib/time/zone";
import type { Palette } from "../colors";
import { displayOf, type Shown, shownText } from "../display";
import { fieldScope, fillScope, type LinkTarget, linksOf, valueScope } from "../fieldConfig";
import { type Field, type Frame, lengthOf, nameOf, numbersOf } from "../frames";
import { patternOf } from "../match";
import { keepsUnit, type Reduced, reduceField, reducerName } from "../reduce";
import type { Replace } from "../types";

/** One value that a stat, a gauge, a bar or a slice shows. */
export interface PanelValue {
  id: string;
  name: string;
  shown: Shown;
  text: string;
  numeric: number | null;
  color: string;
  field: Field;
  frame: Frame;
  /** The numbers over time behind the value, where there are some. */
  trend?: (number | null)[];
  links: LinkTarget[];
  index: number;
}

export interface ValuesContext {
  panel: Panel;
  palette: Palette;
  zone: Zone;
  replace: Replace;
  range: { from: number; to: number };
}

const DEFAULT: Reduce = { calcs: ["lastNotNull"] };

/** `/^name$/` and bare patterns; nothing takes every number, and texts only when they are asked for. */
function takesField(wish: string | undefined): (field: Field, frame: Frame) => boolean {
  if (!wish) {
    return (field) => field.type === "number" || field.type === "boolean";
  }
  const pattern = patternOf(wish);
  return (field, frame) =>
    nameOf(field, frame) === wish ||
    field.name === wish ||
    (pattern?.test(nameOf(field, frame)) ?? false) ||
    (wish === "/.*/" && true);
}

/** A displayed name of a value by itself, unless the settings name it. */
function labelOf(field: Field, frame: Frame, calc: string, several: boolean): string {
  const name = nameOf(field, frame);
  return several ? `${name} ${reducerName(calc).toLowerCase()}` : name;
}

function firstText(frame: Frame, row: number, except: Field): string | undefined {
  const text = frame.fields.find((f) => f.type === "string" && f !== except)?.values[row];
  return text === null || text === undefined ? undefined : String(text);
}

function make(
  field: Field,
  frame: Frame,
  value: Reduced,
  index: number,
  label: string,
  row: number | undefined,
  context: ValuesContext,
): PanelValue {
  const { palette, zone, replace, range } = context;
  const shown = displayOf(field, { palette, zone, index, name: label })(value);
  const text = shownText(shown);
  const scope =
    row === undefined
      ? {
          ...fieldScope(field, frame),
          "__value.raw": String(value ?? ""),
          "__value.numeric": String(value ?? ""),
          "__value.text": text,
          __from: String(range.from),
          __to: String(range.to),
          __url_time_range: `from=${range.from}&to=${range.to}`,
        }
      : valueScope(field, frame, row, text, range);
  const time = frame.fields.some((f) => f.type === "time");
  return {
    id: `${index}|${label}`,
    name: label,
    shown,
    text,
    numeric: shown.numeric,
    color: shown.color,
    field,
    frame,
    trend:
      row === undefined && time && field.type === "number" && lengthOf(frame) > 1
        ? numbersOf(field)
        : undefined,
    links: linksOf(field.config.links, scope, replace),
    index,
  };
}

/** Every row as a value: the text beside it is its name. */
function perRow(frames: Frame[], wish: Reduce, context: ValuesContext): PanelValue[] {
  const takes = takesField(wish.fields);
  const out: PanelValue[] = [];
  for (const frame of frames) {
    const fields = frame.fields.filter((f) => takes(f, frame));
    const length = Math.min(lengthOf(frame), wish.limit ?? 25);
    for (let row = 0; row < length; row++) {
      for (const field of fields) {
        const own = field.config.displayName;
        const text = firstText(frame, row, field);
        const scope = valueScope(field, frame, row, "", context.range);
        const label = own
          ? fillScope(own, scope)
          : [text, fields.length > 1 || text === undefined ? nameOf(field, frame) : undefined]
              .filter(Boolean)
              .join(" ");
        out.push(make(field, frame, (field.values[row] ?? null) as Reduced, out.length, label, row, context));
      }
    }
  }
  return out.slice(0, wish.limit ?? 25);
}

/** What a panel of single values shows: a value for each field, or for each row. */
export function panelValues(frames: Frame[], context: ValuesContext): PanelValue[] {
  const wish = context.panel.options?.reduce ?? DEFAULT;
  const data = frames.filter((f) => f.kind !== "exemplars");
  if (wish.values) {
    return perRow(data, wish, context);
  }
  const takes = takesField(wish.fields);
  const calcs = wish.calcs.length > 0 ? wish.calcs : DEFAULT.calcs;
  const out: PanelValue[] = [];
  for (const frame of data) {
    for (const field of frame.fields.filter((f) => takes(f, frame))) {
      for (const calc of calcs) {
        const value = reduceField(field, calc);
        const fits = keepsUnit(calc) ? field : { ...field, config: { ...field.config, unit: undefined } };
        out.push(
          make(
            fits,
            frame,
            value,
            out.length,
            labelOf(field, frame, calc, calcs.length > 1),
            undefined,
            context,
          ),
        );
      }
    }
  }
  return out;
}
