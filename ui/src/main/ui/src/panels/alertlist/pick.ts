import type { PanelOptions } from "../../lib/board/model";
import type { PanelAlert } from "../types";

export type AlertOptions = NonNullable<PanelOptions["alerts"]>;

const IMPORTANCE: Record<PanelAlert["state"], number> = {
  firing: 0,
  error: 1,
  noData: 2,
  recovering: 3,
  pending: 4,
  inactive: 5,
  normal: 6,
};

const MATCHER = /([a-zA-Z_][\w.]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g;

/** `{severity="critical", team=~"a|b"}` as a test of labels. */
export function labelTest(filter: string | undefined): (labels: Record<string, string>) => boolean {
  const rules = [...(filter ?? "").matchAll(MATCHER)].map(([, label = "", op = "=", value = ""]) => {
    const regex = op.includes("~") ? new RegExp(`^(?:${value})$`) : undefined;
    return (labels: Record<string, string>) => {
      const own = labels[label] ?? "";
      const same = regex ? regex.test(own) : own === value;
      return op.startsWith("!") ? !same : same;
    };
  });
  return (labels) => rules.every((rule) => rule(labels));
}

function order(sort: AlertOptions["sort"]): (a: PanelAlert, b: PanelAlert) => number {
  const byName = (a: PanelAlert, b: PanelAlert) => a.name.localeCompare(b.name);
  const byTime = (a: PanelAlert, b: PanelAlert) => (a.since ?? 0) - (b.since ?? 0);
  switch (sort) {
    case "alphaAsc":
      return byName;
    case "alphaDesc":
      return (a, b) => byName(b, a);
    case "timeAsc":
      return byTime;
    case "timeDesc":
      return (a, b) => byTime(b, a);
    default:
      return (a, b) => IMPORTANCE[a.state] - IMPORTANCE[b.state] || byTime(b, a);
  }
}

/** The alerts that the list shows, in its order. */
export function pickAlerts(alerts: PanelAlert[], options: AlertOptions): PanelAlert[] {
  const test = labelTest(options.labelFilter);
  const name = options.nameFilter?.toLowerCase() ?? "";
  return alerts
    .filter(
      (a) =>
        (!options.states?.length || options.states.includes(a.state)) &&
        a.name.toLowerCase().includes(name) &&
        (!options.folder || a.folder === options.folder) &&
        test(a.labels),
    )
    .sort(order(options.sort));
}

export interface AlertGroup {
  name: string;
  alerts: PanelAlert[];
}

/** By the labels that group, else by the rule. */
export function groupAlerts(alerts: PanelAlert[], options: AlertOptions): AlertGroup[] {
  const labels = options.groupMode === "custom" ? (options.groupBy ?? []) : [];
  const groups = new Map<string, PanelAlert[]>();
  for (const alert of alerts) {
    const name =
      labels.length > 0 ? labels.map((l) => `${l}=${alert.labels[l] ?? ""}`).join(", ") : alert.name;
    groups.set(name, [...(groups.get(name) ?? []), alert]);
  }
  return [...groups].map(([name, members]) => ({ name, alerts: members }));
}
