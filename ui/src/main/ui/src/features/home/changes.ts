import type { ChangeEvent } from "../../api/alerting";
import type { RangeSeries } from "../../api/prometheus";
import type { Labels } from "../../lib/promql";
import { type Severity, severityOf } from "../../lib/severity";

export type ChangeKind = "deployment" | "config" | "scaling" | "fired" | "resolved" | "restart" | "other";

export interface ChangeEntry {
  id: string;
  atMillis: number;
  kind: ChangeKind;
  title: string;
  detail: string;
  severity?: Severity;
  /** What fired, to open it. */
  labels?: Labels;
}

function kindOf(text: string): ChangeKind {
  const word = text.toLowerCase();
  if (/deploy|release|rollback/.test(word)) {
    return "deployment";
  }
  return /config|flag|change/.test(word) ? "config" : /scal/.test(word) ? "scaling" : "other";
}

function labelWords(labels: Labels, leave: readonly string[]): string {
  return Object.entries(labels)
    .filter(([name]) => !leave.includes(name))
    .slice(0, 3)
    .map(([name, value]) => `${name} ${value}`)
    .join(" · ");
}

/** What people and programs told: deployments, changes of configuration, scaling. */
export function toldChanges(events: readonly ChangeEvent[]): ChangeEntry[] {
  return events.map((event) => ({
    id: `event ${event.id}`,
    atMillis: event.time * 1000,
    kind: kindOf(event.kind),
    title: event.title,
    detail: event.text || labelWords(event.labels, []),
  }));
}

/** Stretches in which a series has samples; two are apart when more than one step lies between. */
function stretches(series: RangeSeries, stepSeconds: number): [number, number][] {
  const out: [number, number][] = [];
  for (const [time] of series.values ?? []) {
    const last = out.at(-1);
    if (last && time - last[1] <= 1.5 * stepSeconds) {
      last[1] = time;
    } else {
      out.push([time, time]);
    }
  }
  return out;
}

/** What began to fire and what stopped, from `ALERTS`; what fired before the range began has no beginning in it. */
export function alertChanges(
  all: readonly RangeSeries[],
  { start, end, stepSeconds }: { start: number; end: number; stepSeconds: number },
): ChangeEntry[] {
  return all.flatMap((series) => {
    const { alertname = "", severity, ...labels } = series.metric;
    const detail = labelWords(labels, ["__name__", "alertstate", "team"]);
    const entry = (kind: "fired" | "resolved", seconds: number): ChangeEntry => ({
      id: `${kind} ${JSON.stringify(series.metric)} ${seconds}`,
      atMillis: seconds * 1000,
      kind,
      title: `${alertname} ${kind}`,
      detail,
      severity: severityOf(severity),
      labels: series.metric,
    });
    return stretches(series, stepSeconds).flatMap(([from, to]) => [
      ...(from > start + stepSeconds ? [entry("fired", from)] : []),
      ...(to < end - 1.5 * stepSeconds ? [entry("resolved", to + stepSeconds)] : []),
    ]);
  });
}

/** Processes that began anew within the range: their start time is a series, and its steps are restarts. */
export function restarts(all: readonly RangeSeries[], startSeconds: number): ChangeEntry[] {
  return all.flatMap((series) => {
    const { job = "", instance = "" } = series.metric;
    const times = [...new Set((series.values ?? []).map(([, value]) => Math.round(Number(value))))];
    return times
      .filter((time, i) => (i > 0 || times.length === 1) && time > startSeconds)
      .map((time) => ({
        id: `restart ${job} ${instance} ${time}`,
        atMillis: time * 1000,
        kind: "restart" as const,
        title: `${job} started`,
        detail: instance,
      }));
  });
}

/** The newest first; many of the same kind at the same moment are one line. */
export function merged(entries: readonly ChangeEntry[], limit: number): ChangeEntry[] {
  const sorted = [...entries].sort((a, b) => b.atMillis - a.atMillis || (a.id < b.id ? -1 : 1));
  const out: ChangeEntry[] = [];
  const counts = new Map<ChangeEntry, number>();
  for (const entry of sorted) {
    const last = out.at(-1);
    if (
      last &&
      last.title === entry.title &&
      last.kind === entry.kind &&
      last.atMillis - entry.atMillis < 60_000
    ) {
      counts.set(last, (counts.get(last) ?? 1) + 1);
    } else {
      out.push(entry);
    }
  }
  return out.slice(0, limit).map((entry) => {
    const count = counts.get(entry);
    return count === undefined ? entry : { ...entry, detail: `${entry.detail} and ${count - 1} more` };
  });
}
