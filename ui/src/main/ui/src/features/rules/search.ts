import { oneOf, text } from "../../lib/search";

export const VIEWS = ["condition", "yaml", "history"] as const;
export type View = (typeof VIEWS)[number];

export const SPANS = ["1d", "7d", "14d", "30d"] as const;
export type Span = (typeof SPANS)[number];

export const SPAN_WORDS: Record<Span, string> = {
  "1d": "day",
  "7d": "7 days",
  "14d": "14 days",
  "30d": "30 days",
};

export interface RuleSearch {
  /** Where the rule that is edited stands. */
  file?: string;
  group?: string;
  rule?: string;
  /** What a new rule begins with. */
  expr?: string;
  name?: string;
  view?: View;
  /** How far back it is played. */
  span?: Span;
}

export function ruleSearch(search: Record<string, unknown>): RuleSearch {
  return {
    file: text(search, "file"),
    group: text(search, "group"),
    rule: text(search, "rule"),
    expr: text(search, "expr"),
    name: text(search, "name"),
    view: oneOf(search, "view", VIEWS),
    span: oneOf(search, "span", SPANS),
  };
}
