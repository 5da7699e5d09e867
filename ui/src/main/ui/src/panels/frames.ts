import type { Field as FieldSettings, Query } from "../lib/board/model";
import { type Labels, seriesText } from "../lib/promql";

export type FieldType = "time" | "number" | "string" | "boolean" | "frame" | "other";

/** One column. Times are Unix milliseconds; a number that is missing is null, and NaN stays NaN. */
export interface Field {
  name: string;
  type: FieldType;
  values: unknown[];
  labels?: Labels;
  config: FieldSettings;
  /** The name that the query's legend gives; a display name of the panel goes before it. */
  legend?: string;
  /** Between two samples in milliseconds, on the time column of a range: a longer distance is a gap. */
  stepMillis?: number;
}

/** Columns of one length. A series is a time and a number with its labels. */
export interface Frame {
  /** The query that answered; after a join several, separated by `-`. */
  ref: string;
  name: string;
  fields: Field[];
  notices?: string[];
  kind?: "series" | "table" | "heatmap" | "exemplars";
}

export interface NativeHistogram {
  count: string;
  sum: string;
  /** Rule of the bounds (0 open left, 1 open right, 2 open both, 3 closed both), lower, upper, count. */
  buckets?: [number, string, string, string][];
}

interface SeriesAnswer {
  metric: Labels;
  values?: [number, string][];
  value?: [number, string];
  histograms?: [number, NativeHistogram][];
  histogram?: [number, NativeHistogram];
}

/** What `/api/v1/query` and `query_range` answer under `data`. */
export interface PrometheusData {
  resultType: string;
  result: unknown;
}

export interface Exemplars {
  seriesLabels: Labels;
  exemplars: { labels: Labels; value: string; timestamp: number }[];
}

export interface FrameOptions {
  /** The step of the range query. */
  stepMillis?: number;
  /** The panel has several queries of shape `table`: their value columns are told apart by the query. */
  several?: boolean;
}

/** A query and what the server said to it. */
export interface QueryAnswer extends FrameOptions {
  query: Query;
  data: PrometheusData;
  exemplars?: Exemplars[];
  notices?: string[];
}

/** A number as the API spells it. */
export function numberOf(text: string): number {
  switch (text) {
    case "+Inf":
    case "Inf":
      return Number.POSITIVE_INFINITY;
    case "-Inf":
      return Number.NEGATIVE_INFINITY;
    default:
      return Number(text);
  }
}

/** Label names of all series when they have one in common and no other. */
function singleLabel(all: readonly Labels[]): string | undefined {
  const names = new Set(all.flatMap((labels) => Object.keys(labels).filter((l) => l !== "__name__")));
  return names.size === 1 ? [...names][0] : undefined;
}

/** The name of a series: its legend with `{{label}}` filled in, or what tells it from the others. */
export function legendOf(query: Query, labels: Labels, all: readonly Labels[]): string {
  const format = query.legend ?? "";
  if (format !== "" && format !== "__auto") {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => labels[name] ?? "");
  }
  const names = Object.keys(labels);
  if (names.length === 0) {
    return query.expr ?? query.ref;
  }
  if (format === "__auto") {
    const single = all.length > 1 ? singleLabel(all) : undefined;
    if (single && labels[single]) {
      return labels[single];
    }
  }
  return seriesText(labels);
}

function samplesOf(series: SeriesAnswer): [number, string][] {
  return series.values ?? (series.value ? [series.value] : []);
}

function histogramsOf(series: SeriesAnswer): [number, NativeHistogram][] {
  return series.histograms ?? (series.histogram ? [series.histogram] : []);
}

function answersOf(data: PrometheusData): SeriesAnswer[] {
  if (data.resultType === "scalar" || data.resultType === "string") {
    return [{ metric: {}, value: data.result as [number, string] }];
  }
  return Array.isArray(data.result) ? (data.result as SeriesAnswer[]) : [];
}

function millis(seconds: number): number {
  return Math.round(seconds * 1000);
}

function seriesFrame(query: Query, series: SeriesAnswer, legend: string, options: FrameOptions): Frame {
  const samples = samplesOf(series);
  const time: Field = { name: "Time", type: "time", values: samples.map(([t]) => millis(t)), config: {} };
  if (options.stepMillis !== undefined && series.values) {
    time.stepMillis = options.stepMillis;
  }
  const values = samples.map(([, v]) => numberOf(v));
  return {
    ref: query.ref,
    name: legend,
    kind: "series",
    fields: [time, { name: "Value", type: "number", values, labels: series.metric, config: {}, legend }],
  };
}

/** The middle of a bucket says nothing; its bounds and count go into three columns over the time. */
function nativeFrame(query: Query, series: SeriesAnswer, legend: string, options: FrameOptions): Frame {
  const rows = histogramsOf(series).flatMap(([t, h]) =>
    (h.buckets ?? []).map(([, low, high, count]) => [
      millis(t),
      numberOf(low),
      numberOf(high),
      numberOf(count),
    ]),
  );
  const column = (index: number) => rows.map((row) => row[index] ?? null);
  return {
    ref: query.ref,
    name: legend,
    kind: "heatmap",
    fields: [
      { name: "xMax", type: "time", values: column(0), config: {}, stepMillis: options.stepMillis },
      { name: "yMin", type: "number", values: column(1), config: {} },
      { name: "yMax", type: "number", values: column(2), config: {} },
      { name: "count", type: "number", values: column(3), labels: series.metric, config: {} },
    ],
  };
}

function boundOf(labels: Labels): number {
  return numberOf(labels.le ?? "NaN");
}

function tableFrame(query: Query, all: SeriesAnswer[], options: FrameOptions): Frame {
  const names = [...new Set(all.flatMap((s) => Object.keys(s.metric)))].sort();
  const times: number[] = [];
  const values: number[] = [];
  const labels: (string | number | null)[][] = names.map(() => []);
  for (const series of all) {
    for (const [time, value] of samplesOf(series)) {
      times.push(millis(time));
      values.push(numberOf(value));
      names.forEach((name, i) => {
        labels[i]?.push(name === "le" ? boundOf(series.metric) : (series.metric[name] ?? null));
      });
    }
  }
  return {
    ref: query.ref,
    name: query.ref,
    kind: "table",
    fields: [
      { name: "Time", type: "time", values: times, config: {} },
      ...names.map(
        (name, i): Field => ({
          name,
          type: name === "le" ? "number" : "string",
          values: labels[i] ?? [],
          config: { filterable: true },
        }),
      ),
      {
        name: options.several ? `Value #${query.ref}` : "Value",
        type: "number",
        values,
        config: {},
      },
    ],
  };
}

/** Buckets hold what is up to their bound; a heat map shows what is between two bounds. */
function heatmapFrames(query: Query, all: SeriesAnswer[], options: FrameOptions): Frame[] {
  if (!all.some((s) => s.metric.le !== undefined)) {
    return seriesFrames(query, all, options);
  }
  const sorted = [...all].sort((a, b) => boundOf(a.metric) - boundOf(b.metric));
  const times = [...new Set(sorted.flatMap((s) => samplesOf(s).map(([t]) => millis(t))))].sort(
    (a, b) => a - b,
  );
  const place = new Map(times.map((t, i) => [t, i]));
  let below: number[] = new Array(times.length).fill(0);
  const fields = sorted.map((series): Field => {
    const sums: (number | null)[] = new Array(times.length).fill(null);
    for (const [time, value] of samplesOf(series)) {
      sums[place.get(millis(time)) ?? 0] = numberOf(value);
    }
    const values = sums.map((sum, i) => (sum === null ? null : Math.max(0, sum - (below[i] ?? 0))));
    below = sums.map((sum, i) => sum ?? below[i] ?? 0);
    const le = series.metric.le ?? "";
    return {
      name: le,
      type: "number",
      values,
      labels: series.metric,
      config: {},
      legend: query.legend ? legendOf(query, series.metric, []) : le,
    };
  });
  return [
    {
      ref: query.ref,
      name: query.ref,
      kind: "heatmap",
      fields: [
        { name: "Time", type: "time", values: times, config: {}, stepMillis: options.stepMillis },
        ...fields,
      ],
    },
  ];
}

function seriesFrames(query: Query, all: SeriesAnswer[], options: FrameOptions): Frame[] {
  const labels = all.map((s) => s.metric);
  return all.flatMap((series) => {
    const legend = legendOf(query, series.metric, labels);
    const out: Frame[] = [];
    if (samplesOf(series).length > 0 || histogramsOf(series).length === 0) {
      out.push(seriesFrame(query, series, legend, options));
    }
    if (histogramsOf(series).length > 0) {
      out.push(nativeFrame(query, series, legend, options));
    }
    return out;
  });
}

/** The answer to one query as frames of the shape that the query wants. */
export function framesOf(query: Query, data: PrometheusData, options: FrameOptions = {}): Frame[] {
  const all = answersOf(data);
  if (data.resultType === "string") {
    const [time, text] = data.result as [number, string];
    const value: Field = { name: "Value", type: "string", values: [text], config: {} };
    const at: Field = { name: "Time", type: "time", values: [millis(time)], config: {} };
    return [{ ref: query.ref, name: query.ref, fields: [at, value], kind: "series" }];
  }
  switch (query.shape ?? "series") {
    case "table":
      return all.length === 0 ? [] : [tableFrame(query, all, options)];
    case "heatmap":
      return all.some((s) => histogramsOf(s).length > 0)
        ? seriesFrames(query, all, options)
        : heatmapFrames(query, all, options);
    case "series":
      return seriesFrames(query, all, options);
  }
}

/** Exemplars as a frame of their own: time, value, and a column for each label. */
export function exemplarFrame(query: Query, answer: Exemplars[]): Frame | undefined {
  const rows = answer.flatMap((series) =>
    series.exemplars.map((e) => ({
      time: millis(e.timestamp),
      value: numberOf(e.value),
      labels: { ...series.seriesLabels, ...e.labels },
    })),
  );
  if (rows.length === 0) {
    return undefined;
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))].sort();
  return {
    ref: query.ref,
    name: "exemplar",
    kind: "exemplars",
    fields: [
      { name: "Time", type: "time", values: rows.map((r) => r.time), config: {} },
      { name: "Value", type: "number", values: rows.map((r) => r.value), config: {} },
      ...names.map(
        (name): Field => ({
          name,
          type: "string",
          values: rows.map((r) => (r.labels as Record<string, string>)[name] ?? null),
          config: {},
        }),
      ),
    ],
  };
}

/** All frames of a panel, in the order of its queries. */
export function framesOfAnswers(answers: QueryAnswer[]): Frame[] {
  const tables = new Set(answers.filter((a) => a.query.shape === "table").map((a) => a.query.ref));
  return answers.flatMap((answer) => {
    const options = { stepMillis: answer.stepMillis, several: answer.several ?? tables.size > 1 };
    const frames = framesOf(answer.query, answer.data, options);
    const exemplars = answer.exemplars ? exemplarFrame(answer.query, answer.exemplars) : undefined;
    if (answer.notices && answer.notices.length > 0 && frames[0]) {
      frames[0].notices = answer.notices;
    }
    return exemplars ? [...frames, exemplars] : frames;
  });
}

/** Rows of a frame. */
export function lengthOf(frame: Frame): number {
  return frame.fields[0]?.values.length ?? 0;
}

/** A column of numbers: booleans count as 1 and 0, what is no number is null. */
export function numbersOf(field: Field): (number | null)[] {
  return field.values.map((v) => {
    if (typeof v === "number") {
      return v;
    }
    return typeof v === "boolean" ? Number(v) : null;
  });
}

/** Columns of one frame that share a name are counted: `Time 1`, `Time 2`. */
function uniqueName(field: Field, frame: Frame | undefined): string {
  const same = frame?.fields.filter((f) => f.name === field.name) ?? [];
  return same.length > 1 ? `${field.name} ${same.indexOf(field) + 1}` : field.name;
}

/** The name by which people and matchers know a field. */
export function nameOf(field: Field, frame?: Frame): string {
  if (field.config.displayName !== undefined && field.config.displayName !== "") {
    return field.config.displayName;
  }
  if (field.legend !== undefined) {
    return field.legend;
  }
  if (field.name === "Value" && frame?.kind === "series" && frame.name) {
    return frame.name;
  }
  return uniqueName(field, frame);
}
