import type { Transformation } from "../../lib/board/model";
import type { Setting } from "./settingsOf";

interface Kind {
  name: string;
  about: string;
  start?: Record<string, unknown>;
  settings?: Setting[];
}

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});
const n = (path: string, label: string): Setting => ({ path, label, kind: "number" });
const s = (path: string, label: string): Setting => ({ path, label, kind: "switch" });
const c = (path: string, label: string, words: string): Setting => ({
  path,
  label,
  kind: "select",
  fallback: words.split(" ")[0],
  choices: words.split(" ").map((w) => [w, w] as const),
});

/** How each step is called and what of it has a field of its own. */
export const STEPS: Record<Transformation["id"], Kind> = {
  organize: {
    name: "Organise fields",
    about: "Order, hide and rename fields",
    start: { excludeByName: {}, indexByName: {}, renameByName: {} },
  },
  merge: { name: "Merge", about: "Rows of all frames into one table" },
  groupBy: { name: "Group by", about: "One row for each value, others reduced", start: { fields: {} } },
  extractFields: {
    name: "Extract fields",
    about: "Parts of a text as fields",
    settings: [
      t("source", "Field"),
      c("format", "Form", "auto json kvp regexp delimiter"),
      t("regExp", "Pattern"),
      s("replace", "Drop the rest"),
    ],
  },
  filterByValue: {
    name: "Filter rows",
    about: "Keep or drop rows by value",
    start: { filters: [], type: "include", match: "any" },
  },
  sortBy: {
    name: "Sort",
    about: "Rows by a field",
    start: { sort: [{ field: "" }] },
    settings: [t("sort.0.field", "Field"), s("sort.0.desc", "Largest first")],
  },
  calculateField: {
    name: "Calculate",
    about: "A field from others",
    start: { mode: "reduceRow", reduce: { reducer: "sum" } },
  },
  seriesToRows: { name: "Series to rows", about: "Time, metric and value as three columns" },
  filterFieldsByName: {
    name: "Choose fields",
    about: "Fields by name or pattern",
    start: { include: { pattern: "" } },
    settings: [t("include.pattern", "Keep /…/"), t("exclude.pattern", "Drop /…/")],
  },
  filterByRefId: { name: "Choose queries", about: "Frames by query", settings: [t("include", "Query")] },
  reduce: {
    name: "Reduce",
    about: "One value of each field",
    start: { reducers: ["lastNotNull"] },
    settings: [
      c("mode", "To", "seriesToRows reduceFields"),
      { path: "reducers", label: "Values", kind: "reducers" },
      s("labelsToFields", "Labels as columns"),
    ],
  },
  partitionByValues: {
    name: "Partition",
    about: "A frame for each value",
    start: { fields: [] },
    settings: [{ path: "fields", label: "Fields", kind: "list" }],
  },
  joinByField: {
    name: "Join",
    about: "Frames side by side on a field",
    settings: [t("byField", "Field", "Time"), c("mode", "How", "outer inner")],
  },
  groupingToMatrix: {
    name: "Matrix",
    about: "A grid of two fields",
    settings: [t("columnField", "Columns"), t("rowField", "Rows"), t("valueField", "Cells")],
  },
  limit: {
    name: "Limit",
    about: "The first rows",
    start: { limitField: 10 },
    settings: [n("limitField", "Rows")],
  },
  labelsToFields: {
    name: "Labels to fields",
    about: "Labels as columns",
    settings: [c("mode", "As", "columns rows"), t("valueLabel", "Value's name from")],
  },
  convertFieldType: {
    name: "Convert types",
    about: "Text to numbers, numbers to times",
    start: { conversions: [] },
  },
  renameByRegex: {
    name: "Rename by pattern",
    about: "Parts of names replaced",
    start: { regex: "", renamePattern: "" },
    settings: [t("regex", "Pattern"), t("renamePattern", "Becomes", "$1")],
  },
  concatenate: { name: "Concatenate", about: "All fields in one frame" },
  configFromData: {
    name: "Settings from data",
    about: "Min, max, thresholds from a query",
    start: { configRefId: "B", mappings: [] },
  },
  rowsToFields: { name: "Rows to fields", about: "Each row a field" },
  histogram: {
    name: "Histogram",
    about: "Counts of values in buckets",
    settings: [n("bucketSize", "Bucket size"), n("bucketOffset", "Offset"), s("combine", "All together")],
  },
  timeSeriesTable: { name: "Series as cells", about: "A row for each series, with its line" },
  transpose: { name: "Transpose", about: "Rows become columns" },
  formatTime: {
    name: "Format times",
    about: "Times as text",
    settings: [t("timeField", "Field"), t("outputFormat", "Form", "YYYY-MM-DD HH:mm")],
  },
  formatString: {
    name: "Format text",
    about: "Case and parts of text",
    settings: [t("stringField", "Field"), c("outputFormat", "Form", "Upper Lower Title Trim")],
  },
};

export const STEP_IDS = Object.keys(STEPS) as Transformation["id"][];
