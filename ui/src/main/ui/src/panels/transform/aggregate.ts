import type { Mapping } from "../../lib/board/model";
import { setProperty } from "../fieldConfig";
import { type Field, type Frame, lengthOf, nameOf, numbersOf } from "../frames";
import { keepsUnit, type Reduced, reducerName, reduceValues } from "../reduce";
import { column, flag, list, number, type Options, record, refsOf, strings, text, typeOf } from "./options";

/** One row for each combination of values of the columns that group. */
export function groupBy(frames: Frame[], options: Options): Frame[] {
  const rules = record(options.fields);
  const ruleOf = (field: Field, frame: Frame) => record(rules[nameOf(field, frame)] ?? rules[field.name]);
  return frames.flatMap((frame): Frame[] => {
    const keys = frame.fields.filter((f) => ruleOf(f, frame).operation === "groupby");
    if (keys.length === 0) {
      return [frame];
    }
    const groups = new Map<string, number[]>();
    for (let i = 0; i < lengthOf(frame); i++) {
      const key = JSON.stringify(keys.map((k) => k.values[i] ?? null));
      const rows = groups.get(key);
      if (rows) {
        rows.push(i);
      } else {
        groups.set(key, [i]);
      }
    }
    const rows = [...groups.values()];
    const grouped = keys.map((k): Field => ({ ...k, values: rows.map((r) => k.values[r[0] ?? 0] ?? null) }));
    const calculated = frame.fields.flatMap((field): Field[] => {
      const rule = ruleOf(field, frame);
      if (rule.operation !== "aggregate") {
        return [];
      }
      return strings(rule.aggregations).map((id): Field => {
        const values = rows.map((r) =>
          reduceValues(
            r.map((i) => field.values[i]),
            id,
          ),
        );
        return {
          name: `${nameOf(field, frame)} (${id})`,
          type: field.type === "time" && !countLike(id) ? "time" : typeOf(values),
          values,
          labels: field.labels,
          config: keepsUnit(id) ? { ...field.config, displayName: undefined } : {},
        };
      });
    });
    return [{ ...frame, kind: "table", fields: [...grouped, ...calculated] }];
  });
}

const countLike = (id: string) => !keepsUnit(id);

/** What each field comes down to, as rows of one table or as one row of each frame. */
export function reduce(frames: Frame[], options: Options): Frame[] {
  const wanted = strings(options.reducers);
  const reducers = wanted.length > 0 ? wanted : ["max"];
  const includeTime = flag(options.includeTimeField);
  const takes = (field: Field) => field.type === "number" || (includeTime && field.type === "time");
  if (options.mode === "reduceFields") {
    return frames.map((frame) => ({
      ...frame,
      fields: frame.fields.filter(takes).flatMap((field) =>
        reducers.map((id): Field => {
          const value = reduceValues(field.values, id);
          const name = reducers.length > 1 ? `${nameOf(field, frame)} ${reducerName(id)}` : field.name;
          const legend = reducers.length > 1 ? undefined : field.legend;
          return {
            ...field,
            name,
            legend,
            values: [value],
            type: field.type === "time" ? "time" : typeOf([value]),
          };
        }),
      ),
    }));
  }
  const rows = frames.flatMap((frame) =>
    frame.fields.filter(takes).map((field) => ({
      name: nameOf(field, frame),
      labels: field.labels ?? {},
      results: reducers.map((id) => reduceValues(field.values, id)),
    })),
  );
  if (rows.length === 0) {
    return [];
  }
  const labels = flag(options.labelsToFields)
    ? [...new Set(rows.flatMap((r) => Object.keys(r.labels)))].sort()
    : [];
  const first =
    labels.length > 0
      ? []
      : [
          column(
            "Field",
            rows.map((r) => r.name),
            "string",
          ),
        ];
  return [
    {
      ref: refsOf(frames),
      name: "reduced",
      kind: "table",
      fields: [
        ...first,
        ...labels.map((label) =>
          column(
            label,
            rows.map((r) => r.labels[label] ?? null),
            "string",
          ),
        ),
        ...reducers.map((id, i) =>
          column(
            reducerName(id),
            rows.map((r) => r.results[i] ?? null),
          ),
        ),
      ],
    },
  ];
}

/** Two columns as one row: names become columns, values their only cell; settings may come from other columns. */
export function rowsToFields(frames: Frame[], options: Options): Frame[] {
  const rules = list(options.mappings).map(record);
  return frames.map((frame) => {
    const handlerOf = (field: Field) =>
      text(rules.find((r) => r.fieldName === nameOf(field, frame) || r.fieldName === field.name)?.handlerKey);
    const name =
      frame.fields.find((f) => handlerOf(f) === "field.name") ??
      frame.fields.find((f) => f.type === "string");
    const value =
      frame.fields.find((f) => handlerOf(f) === "field.value") ??
      frame.fields.find((f) => f.type === "number");
    if (!name || !value) {
      return frame;
    }
    const rest = frame.fields.filter((f) => f !== name && f !== value);
    const fields = name.values.map((each, row): Field => {
      const made: Field = {
        name: String(each ?? ""),
        type: value.type,
        values: [value.values[row] ?? null],
        config: { ...value.config, displayName: undefined },
      };
      const labels: Record<string, string> = {};
      for (const field of rest) {
        const handler = handlerOf(field) ?? (field.type === "string" ? "field.label" : "__ignore");
        applyHandler(made, labels, handler, nameOf(field, frame), field.values[row]);
      }
      return Object.keys(labels).length > 0 ? { ...made, labels } : made;
    });
    return { ...frame, kind: "table" as const, fields };
  });
}

const HANDLERS: Record<string, string> = {
  max: "max",
  min: "min",
  unit: "unit",
  decimals: "decimals",
  displayName: "displayName",
  color: "color",
};

function applyHandler(
  field: Field,
  labels: Record<string, string>,
  handler: string,
  name: string,
  value: unknown,
): void {
  if (handler === "field.label") {
    labels[name] = String(value ?? "");
  } else if (handler === "color") {
    setProperty(field.config, { id: "color", value: { mode: "fixed", fixedColor: String(value) } });
  } else if (/^threshold\d*$/.test(handler)) {
    addThreshold(field, number(value), "red");
  } else if (HANDLERS[handler]) {
    setProperty(field.config, { id: handler, value });
  }
}

function addThreshold(field: Field, value: number | undefined, color: string): void {
  if (value === undefined) {
    return;
  }
  const steps = field.config.thresholds?.steps ?? [{ value: null, color: "green" }];
  setProperty(field.config, {
    id: "thresholds",
    value: {
      mode: "absolute",
      steps: [...steps, { value, color }].sort((a, b) => (a.value ?? -Infinity) - (b.value ?? -Infinity)),
    },
  });
}

/** Settings of fields taken from the values of one query, such as a maximum. */
export function configFromData(frames: Frame[], options: Options): Frame[] {
  const ref = text(options.configRefId) ?? "config";
  const source = frames.find((f) => f.ref === ref);
  if (!source) {
    return frames;
  }
  const rules = list(options.mappings).map(record);
  const target = record(options.applyTo);
  const takes = (field: Field, frame: Frame) =>
    target.options === undefined ? field.type === "number" : matches(field, frame, target);
  const settings = source.fields.flatMap((field) => {
    const rule = rules.find((r) => r.fieldName === nameOf(field, source) || r.fieldName === field.name);
    const handler = text(rule?.handlerKey) ?? automatic(nameOf(field, source));
    return handler === undefined || handler === "__ignore"
      ? []
      : [{ handler, reducer: text(rule?.reducerId) ?? "lastNotNull", field, rule }];
  });
  return frames
    .filter((f) => f !== source)
    .map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => {
        if (!takes(field, frame)) {
          return field;
        }
        const made: Field = { ...field, config: { ...field.config } };
        for (const { handler, reducer, field: from, rule } of settings) {
          if (handler.startsWith("mappings.")) {
            mapFrom(made, source, settings);
            continue;
          }
          const value = reduceValues(from.values, reducer);
          if (handler.startsWith("threshold")) {
            addThreshold(
              made,
              number(value),
              text(record(rule?.handlerArguments).threshold) ?? colorArgument(rule) ?? "red",
            );
          } else {
            applyHandler(made, {}, handler, from.name, value);
          }
        }
        return made;
      }),
    }));
}

const colorArgument = (rule: Options | undefined) =>
  text(record(record(rule?.handlerArguments).threshold).color);

function mapFrom(field: Field, source: Frame, settings: { handler: string; field: Field }[]): void {
  const of = (handler: string) => settings.find((s) => s.handler === handler)?.field;
  const values = of("mappings.value");
  if (!values) {
    return;
  }
  const entries = Array.from({ length: lengthOf(source) }, (_, i) => [
    String(values.values[i] ?? ""),
    {
      text: text(of("mappings.text")?.values[i]),
      color: text(of("mappings.color")?.values[i]),
      index: i,
    },
  ]);
  const mapping: Mapping = { kind: "value", options: Object.fromEntries(entries) };
  field.config = { ...field.config, mappings: [mapping] };
}

function automatic(name: string): string | undefined {
  const plain = name.toLowerCase();
  if (["max", "min", "unit", "decimals", "color"].includes(plain)) {
    return plain;
  }
  return /^threshold\d*$/.test(plain) ? plain : undefined;
}

function matches(field: Field, frame: Frame, target: Options): boolean {
  const { id, options } = target;
  switch (id) {
    case "byName":
      return nameOf(field, frame) === options || field.name === options;
    case "byType":
      return field.type === options;
    case "byFrameRefID":
      return frame.ref === options && field.type === "number";
    case "byRegexp": {
      const pattern = String(options ?? "").replace(/^\/|\/$/g, "");
      return new RegExp(pattern).test(nameOf(field, frame));
    }
    default:
      return field.type === "number";
  }
}

/** How many values fall between equal bounds. */
export function histogram(frames: Frame[], options: Options): Frame[] {
  const fields = frames.flatMap((frame) =>
    frame.fields.filter((f) => f.type === "number").map((field) => ({ field, name: nameOf(field, frame) })),
  );
  const made = bucketCounts(
    fields.map((f) => numbersOf(f.field)),
    {
      size: number(options.bucketSize),
      offset: number(options.bucketOffset),
      count: number(options.bucketCount),
      combine: flag(options.combine),
    },
  );
  const config = fields[0]?.field.config ?? {};
  const bound = { unit: config.unit, decimals: config.decimals };
  return [
    {
      ref: refsOf(frames),
      name: "histogram",
      kind: "table",
      fields: [
        { name: "xMin", type: "number", values: made.low, config: bound },
        { name: "xMax", type: "number", values: made.high, config: bound },
        ...made.counts.map((values, i): Field => {
          const source = fields[i];
          const legend = flag(options.combine) ? "count" : source?.name;
          const { unit: _unit, ...rest } = source?.field.config ?? {};
          return {
            name: "count",
            type: "number",
            values,
            legend,
            config: rest,
            labels: source?.field.labels,
          };
        }),
      ],
    },
  ];
}

export interface BucketWish {
  size?: number;
  offset?: number;
  /** About how many; 30 when absent. */
  count?: number;
  combine?: boolean;
}

const NICE = [1, 2, 2.5, 5, 10];

function niceSize(span: number, count: number): number {
  const raw = span / count;
  if (raw <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(raw));
  return Number(((NICE.find((n) => n * power >= raw * 0.999) ?? 10) * power).toPrecision(12));
}

export function bucketCounts(
  columns: (number | null)[][],
  wish: BucketWish,
): { low: number[]; high: number[]; counts: number[][] } {
  const all = columns.flat().filter((v): v is number => v !== null && Number.isFinite(v));
  if (all.length === 0) {
    return { low: [], high: [], counts: columns.map(() => []) };
  }
  const min = all.reduce((a, b) => Math.min(a, b));
  const max = all.reduce((a, b) => Math.max(a, b));
  const size = wish.size && wish.size > 0 ? wish.size : niceSize(max - min, wish.count ?? 30);
  const offset = wish.offset ?? 0;
  const start = Math.floor((min - offset) / size);
  const length = Math.min(10_000, Math.floor((max - offset) / size) - start + 1);
  const bound = (i: number) => Number(((start + i) * size + offset).toPrecision(12));
  const counted = (values: (number | null)[]) => {
    const counts = new Array<number>(length).fill(0);
    for (const value of values) {
      if (value !== null && Number.isFinite(value)) {
        const at = Math.floor((value - offset) / size) - start;
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
    return counts;
  };
  return {
    low: Array.from({ length }, (_, i) => bound(i)),
    high: Array.from({ length }, (_, i) => bound(i + 1)),
    counts: wish.combine ? [counted(columns.flat())] : columns.map(counted),
  };
}

/** A row for each series: its labels, and the series itself as a cell. */
export function timeSeriesTable(frames: Frame[], options: Options): Frame[] {
  const byRef = new Map<string, Frame[]>();
  for (const frame of frames.filter((f) => f.kind === "series")) {
    byRef.set(frame.ref, [...(byRef.get(frame.ref) ?? []), frame]);
  }
  const made = [...byRef].map(([ref, group]): Frame => {
    const rule = record(options[ref] ?? record(options.refIdToStat)[ref]);
    const stat = text(rule.stat) ?? text(record(options.refIdToStat)[ref]) ?? "lastNotNull";
    const numberField = (frame: Frame) => frame.fields.find((f) => f.type === "number");
    const names = [...new Set(group.flatMap((f) => Object.keys(numberField(f)?.labels ?? {})))];
    const first = group[0] ? numberField(group[0]) : undefined;
    return {
      ref,
      name: ref,
      kind: "table",
      fields: [
        ...names.map((name) =>
          column(
            name,
            group.map((f) => numberField(f)?.labels?.[name] ?? null),
            "string",
          ),
        ),
        {
          name: `Trend #${ref}`,
          type: "frame",
          values: group.map((frame) => ({
            frame,
            value: reduceValues(numberField(frame)?.values ?? [], stat) as Reduced,
          })),
          config: first?.config ?? {},
        },
      ],
    };
  });
  return [...made, ...frames.filter((f) => f.kind !== "series")];
}
