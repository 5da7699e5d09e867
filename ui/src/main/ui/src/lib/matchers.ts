import type { Labels } from "./promql";

export type MatchOp = "=" | "!=" | "=~" | "!~";

export interface Matcher {
  name: string;
  op: MatchOp;
  value: string;
}

export interface Parsed {
  matchers: Matcher[];
  /** What is wrong, with the offset at which it is; undefined where all is well. */
  error?: { at: number; expected: string };
}

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:.-]*|"(?:[^"\\]|\\.)*"/y;
const OP = /=~|!~|!=|=/y;
const VALUE = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,{}"']+/y;
const SPACE = /[\s,{}]*/y;

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function unquote(text: string): string {
  return /^["']/.test(text)
    ? text
        .slice(1, -1)
        .replace(/\\(["'\\])/g, "$1")
        .replaceAll("\\n", "\n")
    : text;
}

function regexError(value: string): boolean {
  try {
    new RegExp(value);
    return false;
  } catch {
    return true;
  }
}

/**
 * Matchers as people type them: `a="b", c=~d.*` with or without braces and quotes. A word without an operator looks
 * for itself in the alert's name.
 */
export function parseMatchers(text: string): Parsed {
  const matchers: Matcher[] = [];
  let at = take(SPACE, text, 0)?.length ?? 0;
  while (at < text.length) {
    const name = take(NAME, text, at);
    if (!name) {
      return { matchers, error: { at, expected: "a label" } };
    }
    const afterName = at + name.length + (take(/\s*/y, text, at + name.length)?.length ?? 0);
    const op = take(OP, text, afterName) as MatchOp | undefined;
    if (!op) {
      matchers.push({ name: "alertname", op: "=~", value: `(?i).*${escapeRegex(unquote(name))}.*` });
      at += name.length;
    } else {
      const start = afterName + op.length + (take(/\s*/y, text, afterName + op.length)?.length ?? 0);
      const value = take(VALUE, text, start) ?? "";
      if (op.endsWith("~") && regexError(unquote(value))) {
        return { matchers, error: { at: start, expected: "a regular expression" } };
      }
      matchers.push({ name: unquote(name), op, value: unquote(value) });
      at = start + value.length;
    }
    at += take(SPACE, text, at)?.length ?? 0;
  }
  return { matchers };
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const compiled = new Map<string, RegExp | null>();

/** Anchored, as the server's are; its `(?i)` in front is a flag here. */
function regex(value: string): RegExp | null {
  let found = compiled.get(value);
  if (found === undefined) {
    const flags = /^\(\?([is]+)\)/.exec(value);
    try {
      found = new RegExp(
        `^(?:${value.slice(flags?.[0].length ?? 0)})$`,
        `s${flags?.[1]?.includes("i") ? "i" : ""}`,
      );
    } catch {
      found = null;
    }
    compiled.set(value, found);
  }
  return found;
}

export function matches({ name, op, value }: Matcher, labels: Labels): boolean {
  const has = labels[name] ?? "";
  switch (op) {
    case "=":
      return has === value;
    case "!=":
      return has !== value;
    case "=~":
      return regex(value)?.test(has) ?? false;
    case "!~":
      return !(regex(value)?.test(has) ?? false);
  }
}

export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labels));
}

export function matcherText({ name, op, value }: Matcher): string {
  return `${name}${op}"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

export function matchersText(matchers: readonly Matcher[]): string {
  return matchers.map(matcherText).join(", ");
}

/** Exactly the alerts with these labels. */
export function matchersOf(labels: Labels): Matcher[] {
  return Object.keys(labels)
    .sort((a, b) => (a === "alertname" ? -1 : b === "alertname" ? 1 : a.localeCompare(b)))
    .map((name) => ({ name, op: "=", value: labels[name] ?? "" }));
}
