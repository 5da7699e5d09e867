/** A vector selector in a query: `up`, `up{job="x"}`, `{__name__="up"}`. */
export interface Selector {
  start: number;
  /** Behind the closing brace, or behind the name where there is none. */
  end: number;
  /** Where the closing brace is; undefined for a bare name. */
  braceEnd?: number;
  /** Labels that the selector has conditions on. */
  labels: string[];
}

const WORDS = new Set([
  ...["and", "or", "unless", "atan2", "bool", "offset", "by", "without", "on", "ignoring"],
  ...[
    "group_left",
    "group_right",
    "inf",
    "nan",
    "start",
    "end",
    "keep_metric_names",
    "limitk",
    "limit_ratio",
  ],
]);
/** Words before a list of labels in parentheses. */
const LABEL_LISTS = new Set(["by", "without", "on", "ignoring", "group_left", "group_right"]);

type Token =
  | { kind: "name"; start: number; end: number; text: string }
  | { kind: "punct"; start: number; end: number; text: string }
  | { kind: "string"; start: number; end: number; text: string };

const TOKEN =
  /(#[^\n]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|((?:0[xX][0-9a-fA-F]+)|(?:\d[0-9a-zA-Z_.]*(?:[eE][+-]?\d+)?))|([a-zA-Z_:$][a-zA-Z0-9_:.$]*)|([^\s])/gs;

/** Durations and numbers are left out: nothing here looks at them. */
function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  for (const match of query.matchAll(TOKEN)) {
    const [text, comment, string, number, name] = match;
    const place = { start: match.index, end: match.index + text.length, text };
    if (comment !== undefined || number !== undefined) {
      continue;
    }
    const kind = string !== undefined ? "string" : name !== undefined ? "name" : "punct";
    tokens.push({ kind, ...place });
  }
  return tokens;
}

/** The index behind the bracket that closes the one at `open`. */
function closing(tokens: Token[], open: number, left: string, right: string): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (isPunct(tokens[i], left)) {
      depth++;
    } else if (isPunct(tokens[i], right)) {
      depth--;
      if (depth === 0) {
        return i;
      }
    }
  }
  return -1;
}

/** Labels with a condition between two braces: names and quoted names before an operator. */
function labelsBetween(tokens: Token[], open: number, close: number): string[] {
  const labels: string[] = [];
  for (let i = open + 1; i < close; i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    const operator = next?.kind === "punct" && (next.text === "=" || next.text === "!");
    if (token && operator && token.kind !== "punct") {
      labels.push(token.kind === "string" ? token.text.slice(1, -1) : token.text);
    }
  }
  return labels;
}

/** Reads on from one token: the selector that begins there, and the last token that belongs to it. */
interface Step {
  selector?: Selector;
  last: number;
}

/** A selector from the token at `first`, whose brace opens at `open`; without a brace it is a bare name. */
function selectorFrom(tokens: Token[], first: number, open: number): Step | undefined {
  const start = tokens[first];
  const close = closing(tokens, open, "{", "}");
  const brace = tokens[close];
  if (!start || !brace) {
    return undefined;
  }
  const labels = labelsBetween(tokens, open, close);
  return {
    selector: { start: start.start, end: brace.end, braceEnd: brace.start, labels },
    last: close,
  };
}

function isPunct(token: Token | undefined, text: string): boolean {
  return token?.kind === "punct" && token.text === text;
}

function stepAtPunct(tokens: Token[], i: number): Step {
  if (isPunct(tokens[i], "[")) {
    // a range: `5m`, `$__rate_interval` or a subquery's steps name no series
    return { last: Math.max(i, closing(tokens, i, "[", "]")) };
  }
  return (isPunct(tokens[i], "{") && selectorFrom(tokens, i, i)) || { last: i };
}

function stepAtName(tokens: Token[], i: number, { text, start, end }: Token): Step {
  const next = tokens[i + 1];
  const word = text.toLowerCase();
  if (isPunct(next, "(")) {
    return { last: LABEL_LISTS.has(word) ? Math.max(i, closing(tokens, i + 1, "(", ")")) : i };
  }
  if (WORDS.has(word) || aggregates(word, next) || isOffset(tokens, i)) {
    return { last: i };
  }
  const braced = isPunct(next, "{") ? selectorFrom(tokens, i, i + 1) : undefined;
  if (braced || text.includes("$")) {
    return braced ?? { last: i };
  }
  return { selector: { start, end, labels: [] }, last: i };
}

/** Every selector of a query in the order of the text; lists of labels, functions and strings are passed over. */
export function parseSelectors(query: string): Selector[] {
  const tokens = tokensOf(query);
  const found: Selector[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token && token.kind !== "string") {
      const step = token.kind === "punct" ? stepAtPunct(tokens, i) : stepAtName(tokens, i, token);
      found.push(...(step.selector ? [step.selector] : []));
      i = step.last;
    }
  }
  return found;
}

/** `sum by (x) (…)`: the operator is followed by its list of labels instead of its argument. */
function aggregates(word: string, next: Token | undefined): boolean {
  return next?.kind === "name" && AGGREGATIONS.has(word) && /^(by|without)$/i.test(next.text);
}

const AGGREGATIONS = new Set([
  ...["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "topk", "bottomk"],
  ...["quantile", "count_values", "limitk", "limit_ratio"],
]);

/** `offset $x` is no selector either. */
function isOffset(tokens: Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before?.kind === "name" && before.text.toLowerCase() === "offset";
}
