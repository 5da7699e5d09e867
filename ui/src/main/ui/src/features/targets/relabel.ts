import type { RelabelStep } from "../../api/relabel";
import type { Labels } from "../../lib/promql";

export interface LabelChange {
  label: string;
  before?: string;
  after?: string;
}

/** What differs between two sets of labels, by name. */
export function labelChanges(before: Labels, after: Labels): LabelChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((label) => before[label] !== after[label])
    .map((label) => ({ label, before: before[label], after: after[label] }));
}

/** A rule in one line: `replace __address__ into instance`. */
export function ruleWords(rule: Record<string, unknown>): string {
  const text = (name: string) => (typeof rule[name] === "string" ? (rule[name] as string) : "");
  const sources = Array.isArray(rule.source_labels)
    ? rule.source_labels.map(String).join(text("separator") || ";")
    : "";
  const regex = text("regex");
  const plain = regex === "" || regex === "(.*)" ? "" : ` matching ${regex}`;
  const target = text("target_label") === "" ? "" : ` into ${text("target_label")}`;
  const replacement = text("replacement");
  const as = replacement === "" || replacement === "$1" ? "" : ` as ${replacement}`;
  return `${text("action") || "replace"}${sources && ` ${sources}`}${plain}${target}${as}`.trim();
}

export interface ExplainedStep {
  words: string;
  keep: boolean;
  changes: LabelChange[];
}

/** Each rule with what it changed, up to the one that drops the target. */
export function explainSteps(discovered: Labels, steps: readonly RelabelStep[]): ExplainedStep[] {
  const out: ExplainedStep[] = [];
  let before = discovered;
  for (const step of steps) {
    out.push({
      words: ruleWords(step.rule),
      keep: step.keep,
      changes: step.keep ? labelChanges(before, step.output) : [],
    });
    if (!step.keep) {
      break;
    }
    before = step.output;
  }
  return out;
}
