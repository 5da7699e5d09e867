import type { Variable } from "../../lib/board/model";
import type { Setting } from "./settingsOf";

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});
const sw = (path: string, label: string): Setting => ({ path, label, kind: "switch" });
const pick = (path: string, label: string, fallback: string, choices: [string, string][]): Setting => ({
  path,
  label,
  kind: "select",
  fallback,
  choices,
});

const CHOICE: Setting[] = [
  sw("multi", "Several values"),
  sw("includeAll", "All"),
  t("allValue", "All stands for", "every value"),
  { path: "current", label: "At first", kind: "list", placeholder: "$__all" },
];

/** What every variable has. */
export const COMMON: Setting[] = [
  t("name", "Name"),
  t("label", "Label"),
  t("description", "Description"),
  pick("hide", "Shown", "", [
    ["", "label and value"],
    ["label", "value only"],
    ["all", "not"],
  ]),
  sw("skipUrl", "Not in the address"),
];

const SORTS: [string, string][] = [
  ["none", "as it comes"],
  ["asc", "A to Z"],
  ["desc", "Z to A"],
  ["numericAsc", "smallest number first"],
  ["numericDesc", "largest number first"],
  ["ciAsc", "A to Z, case ignored"],
  ["ciDesc", "Z to A, case ignored"],
  ["naturalAsc", "natural"],
  ["naturalDesc", "natural, backwards"],
];

export const BY_KIND: Record<Variable["kind"], Setting[]> = {
  query: [
    { path: "query", label: "Query", kind: "area", placeholder: "label_values(up, job)" },
    t("regex", "Pattern", "/(?<text>…)(?<value>…)/"),
    pick("sort", "Order", "none", SORTS),
    pick("refresh", "Asked", "load", [
      ["load", "when the board opens"],
      ["time", "when the time changes"],
    ]),
    ...CHOICE,
  ],
  custom: CHOICE,
  interval: [
    { path: "options", label: "Choices", kind: "list", placeholder: "1m, 5m, 1h" },
    { path: "auto.count", label: "Auto: parts", kind: "number", placeholder: "30" },
    t("auto.min", "Auto: at least", "10s"),
  ],
  text: [{ path: "current", label: "At first", kind: "list" }],
  constant: [t("value", "Value")],
  source: [],
  filter: [],
};

export const KIND_WORDS: Record<Variable["kind"], string> = {
  query: "of a query",
  custom: "of a list",
  interval: "an interval",
  text: "typed text",
  constant: "a constant",
  filter: "filters for every query",
  source: "the data source",
};

/** A new variable of a kind. */
export function fresh(kind: Variable["kind"], name: string): Variable {
  switch (kind) {
    case "query":
      return { kind, name, query: "" };
    case "custom":
      return { kind, name, options: [] };
    case "interval":
      return { kind, name, options: ["1m", "5m", "15m", "1h"] };
    case "constant":
      return { kind, name, value: "" };
    default:
      return { kind, name };
  }
}
