import { type Firing, worstFirst } from "../../components/alerts/model";
import { matchesAll, parseMatchers } from "../../lib/matchers";
import type { AlertingSearch, Grouping } from "./search";

export * from "../../components/alerts/model";

export function shown(all: readonly Firing[], { show, q }: AlertingSearch): Firing[] {
  const { matchers } = parseMatchers(q ?? "");
  return all.filter((alert) => {
    const isKept = alert.keptBy.length > 0;
    const wanted = show === "all" || isKept === (show === "kept");
    return wanted && matchesAll(matchers, alert.labels);
  });
}

export interface AlertGroup {
  name: string;
  alerts: Firing[];
}

function groupName(alert: Firing, by: Grouping): string {
  switch (by) {
    case "service":
      return alert.labels.service ?? alert.labels.job ?? alert.labels.namespace ?? "Other";
    case "alertname":
      return alert.name;
    case "receiver":
      return alert.receivers.join(", ") || "Nobody";
    case "team":
      return alert.labels.team ?? "No team";
    case "none":
      return "";
  }
}

/** Groups in the order of their worst alert. */
export function grouped(alerts: readonly Firing[], by: Grouping): AlertGroup[] {
  const out = new Map<string, Firing[]>();
  for (const alert of [...alerts].sort(worstFirst)) {
    const name = groupName(alert, by);
    const group = out.get(name);
    if (group) {
      group.push(alert);
    } else {
      out.set(name, [alert]);
    }
  }
  return [...out].map(([name, members]) => ({ name, alerts: members }));
}
