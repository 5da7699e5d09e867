import type { Transformation } from "../../lib/board/model";
import type { Frame } from "../frames";
import { frameTest } from "../match";
import { configFromData, groupBy, histogram, reduce, rowsToFields, timeSeriesTable } from "./aggregate";
import { calculateField } from "./calculate";
import {
  convertFieldType,
  filterFieldsByName,
  formatString,
  formatTime,
  organize,
  renameByRegex,
} from "./columns";
import {
  concatenate,
  filterByRefId,
  groupingToMatrix,
  joinByField,
  labelsToFields,
  merge,
  partitionByValues,
  seriesToRows,
} from "./combine";
import type { Options } from "./options";
import { extractFields, filterByValue, limit, sortBy, transpose } from "./rows";

type Step = (frames: Frame[], options: Options) => Frame[];

const STEPS: Record<Transformation["id"], Step> = {
  organize,
  merge,
  groupBy,
  extractFields,
  filterByValue,
  sortBy,
  calculateField: (frames, options) =>
    calculateField(frames, options, (all) => joinByField(all, { mode: "outer" })),
  seriesToRows,
  filterFieldsByName,
  filterByRefId,
  reduce,
  partitionByValues,
  joinByField,
  groupingToMatrix,
  limit,
  labelsToFields,
  convertFieldType,
  renameByRegex,
  concatenate,
  configFromData,
  rowsToFields,
  histogram,
  timeSeriesTable,
  transpose,
  formatTime,
  formatString,
};

/** Variables may stand in every text of the options. */
function filledIn(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") {
    return value.includes("$") || value.includes("[[") ? replace(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((v) => filledIn(v, replace));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filledIn(v, replace)]));
  }
  return value;
}

/** The frames after all steps. Exemplars are marks on a chart and pass by. */
export function transform(
  frames: Frame[],
  transformations: readonly Transformation[] | undefined,
  replace: (text: string) => string = (text) => text,
): Frame[] {
  const marks = frames.filter((f) => f.kind === "exemplars");
  let data = frames.filter((f) => f.kind !== "exemplars");
  for (const { id, disabled, filter, options } of transformations ?? []) {
    const step = STEPS[id];
    if (disabled || !step) {
      continue;
    }
    const filled = filledIn(options ?? {}, replace) as Options;
    const test = filter ? frameTest(filter) : undefined;
    if (test) {
      const all = data;
      const taken = all.filter((f) => test(f, all));
      const first = all.findIndex((f) => taken.includes(f));
      const rest = all.filter((f) => !taken.includes(f));
      data =
        taken.length === 0 ? all : [...rest.slice(0, first), ...step(taken, filled), ...rest.slice(first)];
    } else {
      data = step(data, filled);
    }
  }
  return [...data, ...marks];
}
