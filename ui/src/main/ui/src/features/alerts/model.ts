<<<<<<< HEAD
import type { Acknowledgement, AlertingRule, RuleAlert, RuleGroup, ToldAlert } from "../../api/alerting";
import { matchesAll, parseMatchers } from "../../lib/matchers";
import type { Labels } from "../../lib/promql";
import { bySeverity, type Severity, severityOf } from "../../lib/severity";
import { type Compared, comparedIn } from "../../lib/threshold";
=======
import { type Firing, worstFirst } from "../../components/alerts/model";
import { matchesAll, parseMatchers } from "../../lib/matchers";
>>>>>>> l6
import type { AlertingSearch, Grouping } from "./search";

export interface RuleRef {
  rule: AlertingRule;
  group: string;
  file: string;
  intervalSeconds: number;
}

export type KeptBy = "silence" | "alert" | "time";

/** One alert that fires, from all that the server knows of it. */
export interface Firing {
  /** Its fingerprint; of an alert that nobody was told of yet, its labels. */
  id: string;
  name: string;
  severity: Severity;
  labels: Labels;
  annotations: Labels;
  sinceMillis: number;
  /** When its condition began to hold. */
  activeMillis?: number;
  value?: number;
  expr?: string;
  compared?: Compared;
  ref?: RuleRef;
  receivers: string[];
  keptBy: KeptBy[];
  silencedBy: string[];
  inhibitedBy: string[];
  mutedBy: string[];
  taken?: Acknowledgement;
  /** Known to those who send notifications: only then can it be acknowledged. */
  isTold: boolean;
}

/** One alert whose time has not come yet. */
export interface Waiting {
  id: string;
  name: string;
  severity: Severity;
  labels: Labels;
  annotations: Labels;
  activeMillis: number;
  forMillis: number;
  value: number;
  ref: RuleRef;
  compared?: Compared;
}

export function ruleRefs(groups: readonly RuleGroup[]): RuleRef[] {
  return groups.flatMap((group) =>
    group.rules.flatMap((rule) =>
      rule.type === "alerting"
        ? [{ rule, group: group.name, file: group.file, intervalSeconds: group.interval }]
        : [],
    ),
  );
}

/** The same text for the same labels. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isPart(small: Labels, large: Labels): boolean {
  return Object.entries(small).every(([name, value]) => large[name] === value);
}

interface Known {
  alert: RuleAlert;
  ref: RuleRef;
}

function firingByName(refs: readonly RuleRef[]): Map<string, Known[]> {
  const out = new Map<string, Known[]>();
  for (const ref of refs) {
    for (const alert of ref.rule.alerts ?? []) {
      if (alert.state === "firing") {
        out.set(ref.rule.name, [...(out.get(ref.rule.name) ?? []), { alert, ref }]);
      }
    }
  }
  return out;
}

/** The expression in the link that every alert carries to where it came from. */
export function exprOf(generatorUrl: string | undefined): string | undefined {
  try {
    return new URL(generatorUrl ?? "").searchParams.get("g0.expr") ?? undefined;
  } catch {
    return undefined;
  }
}

const kept = ({ status }: ToldAlert): KeptBy[] => [
  ...(status.silencedBy.length > 0 ? (["silence"] as const) : []),
  ...(status.inhibitedBy.length > 0 ? (["alert"] as const) : []),
  ...(status.mutedBy.length > 0 ? (["time"] as const) : []),
];

function fromRule({ alert, ref }: Known) {
  return {
    activeMillis: Date.parse(alert.activeAt),
    value: Number(alert.value),
    expr: ref.rule.query,
    compared: comparedIn(ref.rule.query),
    ref,
  };
}

function toFiring(told: ToldAlert, known: Known | undefined, taken: Acknowledgement | undefined): Firing {
  const expr = known?.ref.rule.query ?? exprOf(told.generatorURL);
  return {
    id: told.fingerprint,
    name: told.labels.alertname ?? "alert without a name",
    severity: severityOf(told.labels.severity),
    labels: told.labels,
    annotations: told.annotations,
    sinceMillis: Date.parse(told.startsAt),
    expr,
    compared: expr === undefined ? undefined : comparedIn(expr),
    ...(known && fromRule(known)),
    receivers: told.receivers.map((r) => r.name),
    keptBy: kept(told),
    silencedBy: told.status.silencedBy,
    inhibitedBy: told.status.inhibitedBy,
    mutedBy: told.status.mutedBy,
    taken,
    isTold: true,
  };
}

function untold(known: Known): Firing {
  const { labels, annotations } = known.alert;
  return {
    id: labelsKey(labels),
    name: labels.alertname ?? known.ref.rule.name,
    severity: severityOf(labels.severity),
    labels,
    annotations,
    sinceMillis: Date.parse(known.alert.activeAt) + known.ref.rule.duration * 1000,
    ...fromRule(known),
    receivers: [],
    keptBy: [],
    silencedBy: [],
    inhibitedBy: [],
    mutedBy: [],
    isTold: false,
  };
}

/** What was told, with what the rules and the acknowledgements know of it; worst first, then the newest. */
export function firingOf(
  told: readonly ToldAlert[],
  refs: readonly RuleRef[],
  taken: readonly Acknowledgement[],
): Firing[] {
  const rules = firingByName(refs);
  const takenBy = new Map(taken.map((one) => [one.fingerprint, one]));
  const used = new Set<Known>();
  const all = told.map((alert) => {
    const known = rules.get(alert.labels.alertname ?? "")?.find((k) => isPart(k.alert.labels, alert.labels));
    if (known) {
      used.add(known);
    }
    return toFiring(alert, known, takenBy.get(alert.fingerprint));
  });
  const rest = [...rules.values()].flat().filter((known) => !used.has(known));
  return [...all, ...rest.map(untold)].sort(worstFirst);
}

export function worstFirst(a: Firing, b: Firing): number {
  return bySeverity(a.severity, b.severity) || b.sinceMillis - a.sinceMillis || (a.id < b.id ? -1 : 1);
}

/** Those that wait, the next to fire first. */
export function waitingOf(refs: readonly RuleRef[]): Waiting[] {
  return refs
    .flatMap((ref) =>
      (ref.rule.alerts ?? []).flatMap((alert): Waiting[] =>
        alert.state !== "pending"
          ? []
          : [
              {
                id: labelsKey(alert.labels),
                name: alert.labels.alertname ?? ref.rule.name,
                severity: severityOf(alert.labels.severity),
                labels: alert.labels,
                annotations: alert.annotations,
                activeMillis: Date.parse(alert.activeAt),
                forMillis: ref.rule.duration * 1000,
                value: Number(alert.value),
                ref,
                compared: comparedIn(ref.rule.query),
              },
            ],
      ),
    )
    .sort((a, b) => a.activeMillis + a.forMillis - b.activeMillis - b.forMillis);
}

export function countSeverities(alerts: readonly { severity: Severity }[]): Record<Severity, number> {
  const out: Record<Severity, number> = { critical: 0, high: 0, warning: 0, info: 0 };
  for (const { severity } of alerts) {
    out[severity]++;
  }
  return out;
}

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
<<<<<<< HEAD

/** What tells this alert from its neighbours: the first of these labels that it has. */
export function whereOf(labels: Labels): string {
  const names = ["instance", "pod", "host", "node", "container", "device", "mountpoint", "job"];
  const found = names.map((name) => labels[name]).find((value) => value !== undefined && value !== "");
  return found ?? labels.service ?? "";
}

export function summaryOf({ annotations }: { annotations: Labels }): string {
  return annotations.summary ?? annotations.description ?? annotations.message ?? "";
}

export function runbookOf({ annotations }: { annotations: Labels }): string | undefined {
  const url = annotations.runbook_url ?? annotations.runbook;
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined;
}

/** Whether a series is the one that an alert is about: no label of both differs. */
export function isAbout(series: Labels, alert: Labels): boolean {
  return Object.entries(series).every(
    ([name, value]) => name === "__name__" || alert[name] === undefined || alert[name] === value,
  );
}

/** The series with the most labels in common among those that an alert may be about. */
export function seriesFor<T extends { metric: Labels }>(all: readonly T[], alert: Labels): T | undefined {
  const common = ({ metric }: T) => Object.entries(metric).filter(([n, v]) => alert[n] === v).length;
  return all.filter((s) => isAbout(s.metric, alert)).sort((a, b) => common(b) - common(a))[0];
}
=======
>>>>>>> l6
