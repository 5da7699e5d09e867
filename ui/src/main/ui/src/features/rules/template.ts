import type { Labels } from "../../lib/promql";
import { digits, formatText } from "../../lib/units";

export interface TemplatePart {
  text: string;
  /** `filled`: as it would read; `later`: only the server can fill it in. */
  kind: "text" | "filled" | "later";
}

const ACTION = /\{\{-?\s*(.*?)\s*-?\}\}/gs;

function number(value: number, how: string): string | undefined {
  switch (how) {
    case "":
      return String(value);
    case "humanize":
      return digits(value);
    case "humanize1024":
      return formatText(value, "bytes").replace(/B$/, "");
    case "humanizeDuration":
      return formatText(value, "seconds");
    case "humanizePercentage":
      return `${Number((value * 100).toPrecision(4))}%`;
    default:
      return undefined;
  }
}

function fill(action: string, labels: Labels, value: number | undefined): string | undefined {
  const label = /^(?:\$labels|\.Labels)\.([a-zA-Z_][a-zA-Z0-9_]*)$/.exec(action);
  if (label) {
    return labels[label[1] ?? ""] ?? "";
  }
  const indexed = /^index\s+\$labels\s+"([^"]+)"$/.exec(action);
  if (indexed) {
    return labels[indexed[1] ?? ""] ?? "";
  }
  if (value === undefined) {
    return undefined;
  }
  const printed =
    /^(?:printf\s+"%\.(\d)f"\s+(?:\$value|\.Value)|(?:\$value|\.Value)\s*\|\s*printf\s+"%\.(\d)f")$/.exec(
      action,
    );
  if (printed) {
    return value.toFixed(Number(printed[1] ?? printed[2]));
  }
  const piped = /^(?:\$value|\.Value)(?:\s*\|\s*([a-zA-Z0-9]+))?$/.exec(action);
  return piped ? number(value, piped[1] ?? "") : undefined;
}

/** A text of a rule as it would read for one alert; what this page cannot fill in is marked, not guessed. */
export function templateParts(text: string, labels: Labels, value: number | undefined): TemplatePart[] {
  const out: TemplatePart[] = [];
  let at = 0;
  for (const match of text.matchAll(ACTION)) {
    out.push({ text: text.slice(at, match.index), kind: "text" });
    const filled = fill(match[1] ?? "", labels, value);
    out.push(filled === undefined ? { text: match[0], kind: "later" } : { text: filled, kind: "filled" });
    at = match.index + match[0].length;
  }
  out.push({ text: text.slice(at), kind: "text" });
  return out.filter((part) => part.text !== "");
}
