import { parser } from "@prometheus-io/lezer-promql";
import type { Filter } from "./variables";

const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const quote = (text: string) =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

function matcher({ key, operator, value }: Filter): string {
  return `${PLAIN_LABEL.test(key) ? key : quote(key)}${operator}${quote(value)}`;
}

/** Puts the filters into every selector of an expression, found by its grammar and not by its looks. */
export function withFilters(expr: string, filters: readonly Filter[]): string {
  if (filters.length === 0) {
    return expr;
  }
  const added = filters.map(matcher).join(", ");
  const edits: { at: number; text: string }[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.name !== "VectorSelector") {
        return;
      }
      const matchers = node.node.getChild("LabelMatchers");
      if (!matchers) {
        edits.push({ at: node.to, text: `{${added}}` });
        return;
      }
      const inside = expr.slice(matchers.from + 1, matchers.to - 1).trim();
      const comma = inside === "" ? "" : inside.endsWith(",") ? " " : ", ";
      edits.push({ at: matchers.to - 1, text: `${comma}${added}` });
    },
  });
  return edits.reduceRight((text, { at, text: insert }) => text.slice(0, at) + insert + text.slice(at), expr);
}
