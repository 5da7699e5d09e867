import type { AnyRule, RuleGroup } from "../../api/alerting";
import { matches, parseMatchers } from "../../lib/matchers";

export const RULE_STATES = ["broken", "firing", "pending", "inactive", "recording"] as const;
export type RuleState = (typeof RULE_STATES)[number];

export function stateOf(rule: AnyRule): RuleState {
  if (rule.health === "err") {
    return "broken";
  }
  if (rule.type === "recording") {
    return "recording";
  }
  return rule.state === "firing" || rule.state === "pending" ? rule.state : "inactive";
}

export function countRules(groups: readonly RuleGroup[]): Record<RuleState, number> {
  const out: Record<RuleState, number> = { broken: 0, firing: 0, pending: 0, inactive: 0, recording: 0 };
  for (const group of groups) {
    for (const rule of group.rules) {
      out[stateOf(rule)]++;
    }
  }
  return out;
}

/** The groups with the rules that the text and the state leave; `alertname` stands for the rule's name. */
export function filterGroups(groups: readonly RuleGroup[], text: string, state?: RuleState): RuleGroup[] {
  const { matchers } = parseMatchers(text);
  return groups.flatMap((group) => {
    const rules = group.rules.filter((rule) => {
      const labels = { ...rule.labels, alertname: rule.name, group: group.name, file: group.file };
      return (state === undefined || stateOf(rule) === state) && matchers.every((m) => matches(m, labels));
    });
    return rules.length > 0 ? [{ ...group, rules }] : [];
  });
}
