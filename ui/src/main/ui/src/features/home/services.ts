import type { InstantSeries, Target } from "../../api/prometheus";
import type { Firing } from "../../components/alerts/model";
import { bySeverity, type Severity } from "../../lib/severity";
import { errorsOf, latencyOf, requestsOf } from "./signals";

export const SERVICE_FIGURES = ["requests", "errors", "p95", "cpu", "memory", "up", "all"] as const;
export type ServiceFigure = (typeof SERVICE_FIGURES)[number];

/** One query per figure over all jobs at once; empty where nothing carries it. */
export function serviceQueries(
  metrics: ReadonlySet<string>,
  windowSeconds: number,
): Record<ServiceFigure, string> {
  const requests = requestsOf(metrics);
  const errors = errorsOf(metrics);
  const latency = latencyOf(metrics);
  return {
    requests: requests ? `sum by (job) (${requests(windowSeconds)})` : "",
    errors: errors ? `sum by (job) (${errors(windowSeconds)})` : "",
    p95: latency ? `histogram_quantile(0.95, sum by (job, le) (${latency(windowSeconds)}))` : "",
    cpu: `100 * sum by (job) (rate(process_cpu_seconds_total[${windowSeconds}s]))`,
    memory: "sum by (job) (process_resident_memory_bytes)",
    up: "sum by (job) (up)",
    all: "count by (job) (up)",
  };
}

export type ServiceState = Severity | "ok" | "none";

export interface ServiceRow {
  job: string;
  /** The label `service`, where it says something else. */
  service?: string;
  state: ServiceState;
  up: number;
  all: number;
  /** Why it is not well, in words. */
  reason: string;
  requests: number | null;
  /** Percent of the requests. */
  errors: number | null;
  p95: number | null;
  cpu: number | null;
  memory: number | null;
  alerts: number;
}

export interface ServiceSources {
  answers: Partial<Record<ServiceFigure, readonly InstantSeries[] | undefined>>;
  targets: readonly Target[];
  firing: readonly Firing[];
}

const ERROR_LIMITS = { warning: 1, critical: 5 };

function numberOf(vector: readonly InstantSeries[] | undefined, job: string): number | null {
  const text = vector?.find((s) => s.metric.job === job)?.value?.[1];
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function worst(states: ServiceState[]): ServiceState {
  const severities = states.filter((s): s is Severity => s !== "ok" && s !== "none");
  return severities.sort(bySeverity)[0] ?? (states.includes("ok") ? "ok" : "none");
}

function upState(up: number, all: number): ServiceState {
  return all === 0 ? "none" : up === all ? "ok" : up === 0 ? "critical" : "warning";
}

function errorState(percent: number | null): ServiceState {
  return percent === null || percent < ERROR_LIMITS.warning
    ? "ok"
    : percent < ERROR_LIMITS.critical
      ? "warning"
      : "critical";
}

function row(job: string, { answers, targets, firing }: ServiceSources): ServiceRow {
  const own = targets.filter((t) => (t.labels.job ?? t.scrapePool) === job);
  const services = new Set(own.flatMap((t) => (t.labels.service ? [t.labels.service] : [])));
  const [service] = services.size === 1 ? services : [];
  const of = (figure: ServiceFigure) => numberOf(answers[figure], job);
  const all = own.length > 0 ? own.length : (of("all") ?? 0);
  const up = own.length > 0 ? own.filter((t) => t.health === "up").length : (of("up") ?? 0);
  const unknown = own.filter((t) => t.health === "unknown").length;
  const requests = of("requests");
  const failed = requests === null || requests === 0 ? null : (of("errors") ?? 0);
  const errors = failed === null || requests === null ? null : (100 * failed) / requests;
  const alerts = firing.filter(
    (alert) =>
      alert.keptBy.length === 0 &&
      (alert.labels.job === job ||
        (alert.labels.job === undefined && service !== undefined && alert.labels.service === service)),
  );
  const down = own.find((t) => t.health === "down");
  const isNew = unknown > 0 && up + unknown === all;
  return {
    job,
    service: service === job ? undefined : service,
    state: worst([isNew ? "none" : upState(up, all), errorState(errors), ...alerts.map((a) => a.severity)]),
    up,
    all,
    reason: down ? down.lastError : isNew ? "not scraped yet" : (alerts[0]?.name ?? ""),
    requests,
    errors,
    p95: of("p95"),
    cpu: of("cpu"),
    memory: of("memory"),
    alerts: alerts.length,
  };
}

const ORDER: ServiceState[] = ["critical", "high", "warning", "info", "none", "ok"];

/** One row per job that is scraped or pushes, the worst first. */
export function serviceRows(sources: ServiceSources): ServiceRow[] {
  const jobs = new Set([
    ...sources.targets.map((t) => t.labels.job ?? t.scrapePool),
    ...SERVICE_FIGURES.flatMap((figure) => (sources.answers[figure] ?? []).map((s) => s.metric.job ?? "")),
  ]);
  return [...jobs]
    .filter((job) => job !== "")
    .map((job) => row(job, sources))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        (b.requests ?? -1) - (a.requests ?? -1) ||
        a.job.localeCompare(b.job),
    );
}
