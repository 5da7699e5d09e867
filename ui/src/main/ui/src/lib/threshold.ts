export type CompareOp = ">" | "<" | ">=" | "<=" | "==" | "!=";

/** An alert's expression apart: what is measured, and the number that it is compared with. */
export interface Compared {
  /** What to draw. */
  measured: string;
  op: CompareOp;
  limit: number;
  /** Where the number stands in the whole expression. */
  start: number;
  end: number;
}

interface Token {
  text: string;
  at: number;
  depth: number;
}

const TOKEN =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#[^\n]*|\{|\}|\(|\)|\[|\]|=~|!~|>=|<=|==|!=|>|<|=|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9a-zA-Z_.+]*(?:(?<=[eE])[+-][0-9]+)?|[^\s]/g;
const COMPARE = new Set([">", "<", ">=", "<=", "==", "!="]);
const JOIN = new Set(["and", "or", "unless"]);

function tokens(text: string): Token[] {
  let depth = 0;
  const out: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (token === ")" || token === "}" || token === "]") {
      depth--;
    }
    out.push({ text: token, at: match.index, depth });
    if (token === "(" || token === "{" || token === "[") {
      depth++;
    }
  }
  return out;
}

/** `1.5`, `5e8`, `-3`, `10 * 60`, `1h` as seconds: whatever is a number without asking the server. */
export function constant(text: string): number | undefined {
  const bare = text.trim().replace(/^\((.*)\)$/s, "$1");
  if (/^[-+]?(inf|nan)$/i.test(bare) || bare === "") {
    return undefined;
  }
  if (/^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$/.test(bare)) {
    const value = Number(bare);
    return Number.isFinite(value) ? value : undefined;
  }
  const operator = /^(.+?)\s*([*/])\s*([^*/]+)$/s.exec(bare);
  if (operator && !/[()]/.test(bare)) {
    const left = constant(operator[1] ?? "");
    const right = constant(operator[3] ?? "");
    if (left === undefined || right === undefined) {
      return undefined;
    }
    return operator[2] === "*" ? left * right : left / right;
  }
  return undefined;
}

function clauseOf(text: string, all: Token[], from: number, to: number): Compared | undefined {
  const found = all.findIndex((t) => t.at >= from && t.at < to && t.depth === 0 && COMPARE.has(t.text));
  const compare = all[found];
  if (!compare) {
    return undefined;
  }
  let start = compare.at + compare.text.length;
  if (all[found + 1]?.text === "bool") {
    start = (all[found + 1]?.at ?? start) + 4;
  }
  const right = text.slice(start, to);
  const limit = constant(right);
  if (limit === undefined) {
    return undefined;
  }
  const lead = right.length - right.trimStart().length;
  return {
    measured: text.slice(from, compare.at).trim(),
    op: compare.text as CompareOp,
    limit,
    start: start + lead,
    end: start + right.trimEnd().length,
  };
}

/** Takes an expression apart, or the first of several that are joined; undefined where it compares with no number. */
export function comparedIn(text: string): Compared | undefined {
  const trimmed = text.trimEnd();
  const whole = /^\((.*)\)$/s.exec(trimmed);
  const all = tokens(text);
  if (whole && all.slice(1, -1).every((t) => t.depth > 0)) {
    const inner = comparedIn(whole[1] ?? "");
    return inner && { ...inner, start: inner.start + 1, end: inner.end + 1 };
  }
  let from = 0;
  for (const token of [...all, { text: "and", at: text.length, depth: 0 }]) {
    if (token.depth === 0 && JOIN.has(token.text)) {
      const found = clauseOf(text, all, from, token.at);
      if (found) {
        return found;
      }
      from = token.at + token.text.length;
    }
  }
  return undefined;
}

/** The same expression against another number. */
export function withLimit(text: string, compared: Compared, limit: number): string {
  return text.slice(0, compared.start) + plainNumber(limit) + text.slice(compared.end);
}

/** As PromQL reads it, without noise of binary fractions. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}

export function breaches(value: number, op: CompareOp, limit: number): boolean {
  switch (op) {
    case ">":
      return value > limit;
    case "<":
      return value < limit;
    case ">=":
      return value >= limit;
    case "<=":
      return value <= limit;
    case "==":
      return value === limit;
    case "!=":
      return value !== limit;
  }
}

/** Round numbers around a limit, from calmer to stricter or the other way, the limit in the middle. */
export function otherLimits(limit: number): number[] {
  if (limit === 0) {
    return [-1, -0.5, 0, 0.5, 1];
  }
  const round = (value: number) => Number(value.toPrecision(2));
  return [0.5, 0.75, 1, 1.25, 1.5, 2].map((share) => (share === 1 ? limit : round(limit * share)));
}
