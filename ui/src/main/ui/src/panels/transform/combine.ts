import type { Labels } from "../../lib/promql";
import { type Field, type Frame, lengthOf, nameOf } from "../frames";
import { flag, type Options, refsOf, strings, takeRows, text } from "./options";

const keyOf = (value: unknown) => `${typeof value}:${String(value)}`;

function columnsOf(frames: Frame[]): Map<string, Field> {
  const columns = new Map<string, Field>();
  for (const frame of frames) {
    for (const field of frame.fields) {
      const name = nameOf(field, frame);
      if (!columns.has(name)) {
        columns.set(name, { ...field, name, values: [] });
      }
    }
  }
  return columns;
}

type Cells = Map<string, unknown>;

function rowsOf(frame: Frame): Cells[] {
  const names = frame.fields.map((f) => nameOf(f, frame));
  return Array.from(
    { length: lengthOf(frame) },
    (_, i) => new Map(names.map((name, j) => [name, frame.fields[j]?.values[i] ?? null])),
  );
}

/** Rows that agree in what they share become one; the first of them that fits takes the next one in. */
function mergedRows(frames: Frame[], shared: string[]): Cells[] {
  const rows: Cells[] = [];
  const byKey = new Map<string, Cells[]>();
  for (const row of frames.flatMap(rowsOf)) {
    const key = shared.map((name) => keyOf(row.get(name))).join("|");
    const found = byKey.get(key) ?? [];
    const same = shared.length === 0 ? undefined : found.find((other) => fits(other, row));
    if (same) {
      for (const [name, value] of row) {
        same.set(name, value);
      }
    } else {
      rows.push(row);
      found.push(row);
      byKey.set(key, found);
    }
  }
  return rows;
}

/** One table of all frames: rows that agree in every common column become one. */
export function merge(frames: Frame[]): Frame[] {
  const filled = frames.filter((f) => f.fields.length > 0);
  if (filled.length <= 1) {
    return filled.map((f) => ({ ...f, kind: "table" }));
  }
  const names = filled.map((frame) => new Set(frame.fields.map((f) => nameOf(f, frame))));
  const shared = [...(names[0] ?? [])].filter((name) => names.every((n) => n.has(name)));
  const columns = columnsOf(filled);
  for (const row of mergedRows(filled, shared)) {
    for (const [name, field] of columns) {
      field.values.push(row.get(name) ?? null);
    }
  }
  return [{ ref: refsOf(filled), name: "merged", kind: "table", fields: [...columns.values()] }];
}

function fits(row: Cells, other: Cells): boolean {
  for (const [name, value] of other) {
    if (row.has(name) && row.get(name) !== value) {
      return false;
    }
  }
  return true;
}

interface Keyed {
  frame: Frame;
  key: Field;
  rest: Field[];
}

function joinKey(frame: Frame, wanted: string | undefined): Field | undefined {
  return wanted === undefined
    ? (frame.fields.find((f) => f.type === "time") ?? frame.fields[0])
    : frame.fields.find((f) => nameOf(f, frame) === wanted || f.name === wanted);
}

/** Columns of all frames side by side, their rows joined by the values of one column. */
export function joinByField(frames: Frame[], options: Options): Frame[] {
  const wanted = text(options.byField);
  const keyed = frames.flatMap((frame): Keyed[] => {
    const key = joinKey(frame, wanted);
    return key ? [{ frame, key, rest: frame.fields.filter((f) => f !== key) }] : [];
  });
  const [first] = keyed;
  if (!first) {
    return frames;
  }
  const mode = text(options.mode) ?? "outer";
  const rows = keyed.map(({ key }) => rowsByKey(key.values));
  const keys = joinedKeys(keyed, rows, mode);
  const tabular = mode === "outerTabular" || mode === "inner";
  // a table may hold a key more than once: then every pair of rows is a row of the join
  const lines = keys.flatMap((key) => {
    let out: (number | undefined)[][] = [[]];
    for (const places of rows) {
      const found = places.get(keyOf(key)) ?? [];
      const some = tabular && found.length > 1 ? found : found.slice(0, 1);
      out = out.flatMap((line) =>
        some.length === 0 ? [[...line, undefined]] : some.map((row) => [...line, row]),
      );
    }
    return out.map((line) => ({ key, line }));
  });
  const series = frames.every((f) => f.kind === "series");
  const fields = keyed.flatMap(({ rest, frame }, at) =>
    rest.map(
      (field): Field => ({
        ...field,
        legend: field.legend ?? (frame.kind === "series" ? frame.name : undefined),
        values: lines.map(({ line }) => {
          const row = line[at];
          return row === undefined ? null : (field.values[row] ?? null);
        }),
      }),
    ),
  );
  return [
    {
      ref: refsOf(keyed.map((k) => k.frame)),
      name: "joined",
      kind: series && first.key.type === "time" ? "series" : "table",
      fields: [{ ...first.key, values: lines.map((l) => l.key) }, ...fields],
    },
  ];
}

function rowsByKey(values: unknown[]): Map<string, number[]> {
  const out = new Map<string, number[]>();
  values.forEach((value, row) => {
    const key = keyOf(value);
    const found = out.get(key);
    if (found) {
      found.push(row);
    } else {
      out.set(key, [row]);
    }
  });
  return out;
}

function joinedKeys(keyed: Keyed[], rows: Map<string, number[]>[], mode: string): unknown[] {
  const all = new Map<string, unknown>();
  for (const { key } of keyed) {
    for (const value of key.values) {
      all.set(keyOf(value), value);
    }
  }
  const keys = [...all]
    .filter(([key]) => mode !== "inner" || rows.every((r) => r.has(key)))
    .map(([, v]) => v);
  return keys.every((k) => typeof k === "number") ? (keys as number[]).sort((a, b) => a - b) : keys;
}

/** All columns in one frame, side by side. */
export function concatenate(frames: Frame[], options: Options): Frame[] {
  const length = Math.max(0, ...frames.map(lengthOf));
  const mode = text(options.frameNameMode) ?? "field";
  const fields = frames.flatMap((frame) =>
    frame.fields.map((field): Field => {
      const values = Array.from({ length }, (_, i) => field.values[i] ?? null);
      const own = { ...field, values, legend: undefined, name: nameOf(field, frame) };
      if (mode === "field" && frames.length > 1 && frame.name) {
        return { ...own, name: own.name === frame.name ? own.name : `${frame.name} · ${own.name}` };
      }
      const label = text(options.frameNameLabel) ?? "frame";
      return mode === "label" ? { ...own, labels: { ...field.labels, [label]: frame.name } } : own;
    }),
  );
  return fields.length === 0 ? [] : [{ ref: refsOf(frames), name: "concatenated", kind: "table", fields }];
}

/** All series as rows of time, name and value. */
export function seriesToRows(frames: Frame[]): Frame[] {
  const times: unknown[] = [];
  const metrics: string[] = [];
  const values: unknown[] = [];
  let config: Field["config"] = {};
  for (const frame of frames) {
    const time = frame.fields.find((f) => f.type === "time");
    for (const field of time ? frame.fields.filter((f) => f !== time && f.type === "number") : []) {
      config = field.config;
      field.values.forEach((value, i) => {
        times.push(time?.values[i] ?? null);
        metrics.push(nameOf(field, frame));
        values.push(value);
      });
    }
  }
  const frame: Frame = {
    ref: refsOf(frames),
    name: "rows",
    kind: "table",
    fields: [
      { name: "Time", type: "time", values: times, config: {} },
      { name: "Metric", type: "string", values: metrics, config: {} },
      { name: "Value", type: "number", values, config },
    ],
  };
  const order = times.map((_, i) => i).sort((a, b) => Number(times[b]) - Number(times[a]));
  return [takeRows(frame, order)];
}

function labelRows(frame: Frame, keep: string[]): Frame[] {
  return frame.fields
    .filter((f) => f.labels && Object.keys(f.labels).length > 0)
    .map((field): Frame => {
      const names = Object.keys(field.labels ?? {})
        .filter((n) => keep.length === 0 || keep.includes(n))
        .sort();
      return {
        ref: frame.ref,
        name: nameOf(field, frame),
        kind: "table",
        fields: [
          { name: "label", type: "string", values: names, config: {} },
          { name: "value", type: "string", values: names.map((n) => field.labels?.[n] ?? ""), config: {} },
        ],
      };
    });
}

/** The labels of each series as columns, in which every row says the same. */
export function labelsToFields(frames: Frame[], options: Options): Frame[] {
  const keep = strings(options.keepLabels);
  if (options.mode === "rows") {
    return frames.flatMap((frame) => labelRows(frame, keep));
  }
  const valueLabel = text(options.valueLabel);
  const made = frames.map((frame): Frame => {
    const length = lengthOf(frame);
    const labelled = frame.fields.filter((f) => f.labels && Object.keys(f.labels).length > 0);
    const labels: Labels = Object.assign({}, ...labelled.map((f) => f.labels));
    const names = Object.keys(labels).filter(
      (n) => n !== valueLabel && (keep.length === 0 || keep.includes(n)),
    );
    const columns = names.map(
      (name): Field => ({ name, type: "string", values: new Array(length).fill(labels[name]), config: {} }),
    );
    const rest = frame.fields.map((field): Field => {
      const named = valueLabel === undefined ? undefined : field.labels?.[valueLabel];
      return { ...field, labels: undefined, legend: undefined, name: named ?? field.name };
    });
    const [time, ...others] = rest;
    return { ...frame, kind: "table", fields: time ? [time, ...columns, ...others] : [] };
  });
  return merge(made);
}

/** Frames told apart by the values of some columns. */
export function partitionByValues(frames: Frame[], options: Options): Frame[] {
  const wanted = strings(options.fields);
  const naming = (options.naming ?? {}) as Options;
  return frames.flatMap((frame) => {
    const keys = wanted.flatMap(
      (name) => frame.fields.find((f) => nameOf(f, frame) === name || f.name === name) ?? [],
    );
    if (keys.length === 0) {
      return [frame];
    }
    const groups = new Map<string, number[]>();
    for (let i = 0; i < lengthOf(frame); i++) {
      const key = JSON.stringify(keys.map((k) => k.values[i] ?? null));
      groups.set(key, [...(groups.get(key) ?? []), i]);
    }
    return [...groups].map(([key, rows]): Frame => {
      const values = (JSON.parse(key) as unknown[]).map(String);
      const labels = Object.fromEntries(keys.map((k, i) => [k.name, values[i] ?? ""]));
      const name = (flag(naming.withNames) ? keys.map((k, i) => `${k.name}=${values[i]}`) : values).join(" ");
      const taken = takeRows(frame, rows);
      return {
        ...taken,
        name,
        fields: taken.fields
          .filter((_, i) => options.keepFields === true || !keys.includes(frame.fields[i] as Field))
          .map((field) =>
            field.type === "time" || flag(naming.asLabels)
              ? { ...field, labels: field.type === "time" ? field.labels : { ...field.labels, ...labels } }
              : { ...field, legend: `${name} ${field.name}`.trim(), labels: { ...field.labels, ...labels } },
          ),
      };
    });
  });
}

/** A matrix: a row for each value of one column, a column for each value of another. */
export function groupingToMatrix(frames: Frame[], options: Options): Frame[] {
  const names = {
    column: text(options.columnField) ?? "Time",
    row: text(options.rowField) ?? "Time",
    value: text(options.valueField) ?? "Value",
  };
  const frame = frames.length > 1 ? seriesToRows(frames)[0] : frames[0];
  const find = (name: string) => frame?.fields.find((f) => nameOf(f, frame) === name || f.name === name);
  const [columns, rows, values] = [find(names.column), find(names.row), find(names.value)];
  if (!frame || !columns || !rows || !values) {
    return frames;
  }
  const empty = emptyValue(options.emptyValue);
  const heads = [...new Set(columns.values)];
  const sides = [...new Set(rows.values)];
  const cells = new Map<string, unknown>();
  values.values.forEach((value, i) => {
    cells.set(`${keyOf(columns.values[i])}|${keyOf(rows.values[i])}`, value);
  });
  return [
    {
      ref: frame.ref,
      name: "matrix",
      kind: "table",
      fields: [
        { ...rows, name: `${names.row}\\${names.column}`, values: sides, legend: undefined },
        ...heads.map(
          (head): Field => ({
            ...values,
            name: String(head),
            legend: undefined,
            values: sides.map((side) => cells.get(`${keyOf(head)}|${keyOf(side)}`) ?? empty),
          }),
        ),
      ],
    },
  ];
}

function emptyValue(kind: unknown): unknown {
  switch (kind) {
    case "empty":
      return "";
    case "zero":
      return 0;
    case "true":
      return true;
    case "false":
      return false;
    default:
      return null;
  }
}

export function filterByRefId(frames: Frame[], options: Options): Frame[] {
  const include = text(options.include);
  const exclude = text(options.exclude);
  const has = (pattern: string, frame: Frame) => {
    const source = pattern.startsWith("/") ? pattern.replace(/^\/|\/$/g, "") : `^(?:${pattern})$`;
    try {
      return new RegExp(source).test(frame.ref);
    } catch {
      return frame.ref === pattern;
    }
  };
  return frames.filter((f) => (!include || has(include, f)) && !(exclude && has(exclude, f)));
}
