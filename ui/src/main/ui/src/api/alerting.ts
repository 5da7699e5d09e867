import type { Matcher } from "../lib/matchers";
import type { Labels } from "../lib/promql";
import { ApiError, asked, changed } from "./http";

export interface RuleAlert {
  labels: Labels;
  annotations: Labels;
  state: "pending" | "firing" | "inactive" | "unknown";
  activeAt: string;
  keepFiringSince?: string;
  value: string;
}

interface RuleFrame {
  name: string;
  query: string;
  labels: Labels;
  health: "ok" | "err" | "unknown";
  lastError?: string;
  /** Seconds. */
  evaluationTime: number;
  lastEvaluation: string;
}

export interface AlertingRule extends RuleFrame {
  type: "alerting";
  state: "firing" | "pending" | "inactive" | "unknown";
  /** Seconds. */
  duration: number;
  keepFiringFor: number;
  annotations: Labels;
  alerts: RuleAlert[];
}

export interface RecordingRule extends RuleFrame {
  type: "recording";
}

export type AnyRule = AlertingRule | RecordingRule;

export interface RuleGroup {
  name: string;
  file: string;
  rules: AnyRule[];
  /** Seconds. */
  interval: number;
  evaluationTime: number;
  lastEvaluation: string;
}

export async function rules(signal?: AbortSignal): Promise<RuleGroup[]> {
  return (await asked<{ groups: RuleGroup[] }>("api/v1/rules", {}, signal)).groups;
}

export interface ToldAlert {
  fingerprint: string;
  labels: Labels;
  annotations: Labels;
  receivers: { name: string }[];
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  generatorURL?: string;
  status: {
    state: "active" | "suppressed" | "unprocessed";
    silencedBy: string[];
    inhibitedBy: string[];
    mutedBy: string[];
  };
}

export function toldAlerts(signal?: AbortSignal): Promise<ToldAlert[]> {
  return asked<ToldAlert[]>("api/v2/alerts", {}, signal);
}

export interface Acknowledgement {
  fingerprint: string;
  by: string;
  comment: string;
  at: string;
}

export function acknowledgements(signal?: AbortSignal): Promise<Acknowledgement[]> {
  return asked<Acknowledgement[]>("api/v1/alerting/acknowledgements", {}, signal);
}

const takenOn = (fingerprint: string) =>
  `api/v1/alerting/alerts/${encodeURIComponent(fingerprint)}/acknowledge`;

export function acknowledge(fingerprint: string, by: string, comment = ""): Promise<Acknowledgement> {
  return changed<Acknowledgement>("POST", takenOn(fingerprint), { by, comment });
}

export function giveBack(fingerprint: string): Promise<void> {
  return changed<void>("DELETE", takenOn(fingerprint));
}

export interface ApiMatcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual?: boolean;
}

export interface Silence {
  id: string;
  matchers: ApiMatcher[];
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  createdBy: string;
  comment: string;
  status: { state: "active" | "pending" | "expired" };
}

export type NewSilence = Pick<Silence, "matchers" | "startsAt" | "endsAt" | "createdBy" | "comment"> & {
  id?: string;
};

export function toMatcher({ name, value, isRegex, isEqual = true }: ApiMatcher): Matcher {
  return { name, value, op: isEqual ? (isRegex ? "=~" : "=") : isRegex ? "!~" : "!=" };
}

export function toApiMatcher({ name, value, op }: Matcher): ApiMatcher {
  return { name, value, isRegex: op.endsWith("~"), isEqual: !op.startsWith("!") };
}

export function silences(signal?: AbortSignal): Promise<Silence[]> {
  return asked<Silence[]>("api/v2/silences", {}, signal);
}

export async function setSilence(silence: NewSilence): Promise<string> {
  return (await changed<{ silenceID: string }>("POST", "api/v2/silences", silence)).silenceID;
}

export function expireSilence(id: string): Promise<void> {
  return changed<void>("DELETE", `api/v2/silence/${encodeURIComponent(id)}`);
}

export interface AlertmanagerStatus {
  config: { original: string };
}

export function alertmanagerStatus(signal?: AbortSignal): Promise<AlertmanagerStatus> {
  return asked<AlertmanagerStatus>("api/v2/status", {}, signal);
}

export async function receivers(signal?: AbortSignal): Promise<string[]> {
  return (await asked<{ name: string }[]>("api/v2/receivers", {}, signal)).map((r) => r.name);
}

export interface RouteStep {
  line: number;
  id: string;
  matchers: string;
  continue: boolean;
}

export interface RouteAnswer {
  receiver: string;
  muted: boolean;
  mutedBy: { interval: string; outsideOfActive: boolean }[];
  groupLabels: Labels;
  groupWaitMillis: number;
  groupIntervalMillis: number;
  repeatIntervalMillis: number;
  path: RouteStep[];
}

/** Who would be told of an alert with these labels at that time. */
export async function routesOf(
  labels: Labels,
  atMillis: number,
  signal?: AbortSignal,
): Promise<RouteAnswer[]> {
  const match = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const params = { "match[]": match, time: atMillis / 1000 };
  return (await asked<{ routes: RouteAnswer[] }>("api/v1/alerting/routes", params, signal)).routes;
}

export interface TestOutcome {
  integration: string;
  outcome: "delivered" | "retry" | "failed";
  reason?: string;
  message?: string;
}

export function testReceiver(name: string): Promise<TestOutcome[]> {
  return changed<TestOutcome[]>("POST", `api/v1/alerting/receivers/${encodeURIComponent(name)}/test`);
}

export interface OutboxEntry {
  id: number;
  time: string;
  receiver: string;
  integration: string;
  groupKey: string;
  groupLabels: string;
  firing: number;
  resolved: number;
  attempts: number;
  reason: string;
  status: string;
  message: string;
}

export interface HttpExchange {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  status: number;
  answer: string;
  tookMillis: number;
}

export function outbox(
  ask: { receiver?: string; before?: number; limit: number },
  signal?: AbortSignal,
): Promise<OutboxEntry[]> {
  return asked<OutboxEntry[]>("api/v1/alerting/outbox", { ...ask }, signal);
}

export function outboxEntry(
  id: number,
  signal?: AbortSignal,
): Promise<OutboxEntry & { exchanges: HttpExchange[] }> {
  return asked(`api/v1/alerting/outbox/${id}`, {}, signal);
}

export interface ChangeEvent {
  id: string;
  kind: string;
  /** Unix seconds. */
  time: number;
  timeEnd: number;
  title: string;
  text: string;
  labels: Labels;
}

export function events(
  ask: { start: number; end: number; limit?: number },
  signal?: AbortSignal,
): Promise<ChangeEvent[]> {
  return asked<ChangeEvent[]>("api/v1/events", { ...ask }, signal);
}

export interface Episode {
  labels: Labels;
  from: string;
  to: string;
  firing: boolean;
  seconds: number;
  peak: string;
}

export interface PreviewedRule {
  name: string;
  query: string;
  /** Seconds. */
  duration: number;
  keepFiringFor: number;
  severity: string;
  fired: number;
  cut: boolean;
  episodes: Episode[];
}

export interface PreviewAsk {
  /** One rule, a rule file, or a file in plain language, as YAML. */
  rule: string;
  start: number;
  end: number;
  stepSeconds: number;
}

/** When rules would have fired; also the PromQL that a sentence comes to. */
export async function previewRules(ask: PreviewAsk, signal?: AbortSignal): Promise<PreviewedRule[]> {
  const { rule, start, end, stepSeconds } = ask;
  const params = { rule, start, end, step: `${stepSeconds}s` };
  return (await asked<{ rules: PreviewedRule[] }>("api/v1/rules/preview", params, signal)).rules;
}

export interface SavedVersion {
  name: string;
  yaml: string;
  /** Under which its groups are listed. */
  file: string;
  version: number;
  /** Unix seconds. */
  updated: number;
  updatedBy: string;
  message: string;
}

export interface SavedRules extends SavedVersion {
  groups: string[];
  problems: string[];
}

/** The newest first. */
export function savedVersions(name: string, signal?: AbortSignal): Promise<SavedVersion[]> {
  return asked<SavedVersion[]>(`api/v1/rules/saved/${encodeURIComponent(name)}/versions`, {}, signal);
}

export function savedRules(signal?: AbortSignal): Promise<SavedRules[]> {
  return asked<SavedRules[]>("api/v1/rules/saved", {}, signal);
}

export function saveRules(
  name: string,
  file: { yaml: string; version: number; message: string },
): Promise<{ version: number }> {
  return changed("PUT", `api/v1/rules/saved/${encodeURIComponent(name)}`, file);
}

export function deleteRules(name: string): Promise<void> {
  return changed<void>("DELETE", `api/v1/rules/saved/${encodeURIComponent(name)}`);
}

/** Where a refusal points to, if it says. */
export interface Refusal {
  message: string;
  line?: number;
  column?: number;
}

export function refusalOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const body =
    error instanceof ApiError ? (error.body as { line?: number; column?: number } | undefined) : undefined;
  return { message, line: body?.line, column: body?.column };
}

export interface RuleProblem {
  error: string;
  line?: number;
  column?: number;
}

/** What is wrong with a rule file, with the places. */
export async function checkRules(yaml: string): Promise<RuleProblem[]> {
  return (await changed<{ problems: RuleProblem[] }>("POST", "api/v1/rules/check", { yaml })).problems;
}
