import type { Severity } from "../../lib/severity";
import { SEVERITIES, severityOf } from "../../lib/severity";
import { catalogueOf, type Known } from "./words";

export const KINDS = ["threshold", "spike", "growth", "absent", "heartbeat", "repeated", "anomaly"] as const;
export type Kind = (typeof KINDS)[number];

/** The keys of a kind beside what every rule has, in the words of the rule file. */
export const KIND_KEYS: Record<Exclude<Kind, "threshold">, readonly string[]> = {
  spike: ["factor", "over", "compared_with", "at_least", "direction"],
  growth: ["limit", "within", "over", "by"],
  absent: ["within", "seen_within"],
  heartbeat: ["every", "seen_within"],
  repeated: ["times", "within"],
  anomaly: ["direction", "at_least", "floor", "width", "step"],
};

export interface Form {
  name: string;
  kind: Kind;
  /** A threshold is said in words or in PromQL. */
  by: "words" | "promql";
  sentence: string;
  expr: string;
  /** What the other kinds watch. */
  of: string;
  options: Record<string, string>;
  for: string;
  keepFiringFor: string;
  severity: Severity;
  labels: [string, string][];
  summary: string;
  description: string;
  runbook: string;
  annotations: [string, string][];
}

export const EMPTY: Form = {
  name: "",
  kind: "threshold",
  by: "words",
  sentence: "",
  expr: "",
  of: "",
  options: {},
  for: "",
  keepFiringFor: "",
  severity: "warning",
  labels: [],
  summary: "",
  description: "",
  runbook: "",
  annotations: [],
};

/** Whether the file is one of plain language, or Prometheus' own. */
export function isPlain(form: Form): boolean {
  return form.kind !== "threshold" || form.by === "words";
}

/** What was said to be watched; nothing yet where it is empty. */
export function subjectOf(form: Form): string {
  return form.kind !== "threshold" ? form.of : form.by === "words" ? form.sentence : form.expr;
}

const PLAIN = /^[a-zA-Z_][a-zA-Z0-9_./-]*$/;
const RESERVED = /^(true|false|null|yes|no|on|off|~)$/i;

/** One line of YAML that is read back as this very text. */
export function scalar(text: string): string {
  if (PLAIN.test(text) && !RESERVED.test(text)) {
    return text;
  }
  if (/[\n\t]/.test(text)) {
    return JSON.stringify(text);
  }
  return `'${text.replaceAll("'", "''")}'`;
}

function pairs(indent: string, key: string, all: readonly [string, string][]): string[] {
  const kept = all.filter(([name]) => name.trim() !== "");
  return kept.length === 0
    ? []
    : [`${indent}${key}:`, ...kept.map(([name, value]) => `${indent}  ${scalar(name)}: ${scalar(value)}`)];
}

function annotationsOf(form: Form): [string, string][] {
  const own: [string, string][] = [
    ["summary", form.summary],
    ["description", form.description],
    ["runbook_url", form.runbook],
  ];
  return [...own.filter(([, text]) => text.trim() !== ""), ...form.annotations];
}

/** `key: value`, where there is one. */
function line(indent: string, key: string, value: string): string[] {
  return value.trim() === "" ? [] : [`${indent}${key}: ${scalar(value.trim())}`];
}

function shared(form: Form, indent: string): string[] {
  return [
    ...line(indent, "for", form.for),
    ...line(indent, "keep_firing_for", form.keepFiringFor),
    ...pairs(indent, "labels", form.labels),
    ...pairs(indent, "annotations", annotationsOf(form)),
  ];
}

function promqlFile(form: Form, name: string): string[] {
  const labels: [string, string][] = [["severity", form.severity], ...form.labels];
  return [
    "groups:",
    `  - name: ${scalar(name)}`,
    "    rules:",
    `      - alert: ${scalar(name)}`,
    ...exprLines(form.expr),
    ...shared({ ...form, labels }, "        "),
  ];
}

function exprLines(expr: string): string[] {
  const lines = expr.trim().split("\n");
  return lines.length === 1
    ? [`        expr: ${scalar(lines[0] ?? "")}`]
    : ["        expr: |-", ...lines.map((text) => `          ${text}`)];
}

function plainFile(form: Form, name: string, known: readonly Known[]): string[] {
  const head = [`name: ${scalar(name)}`, ...catalogueLines(subjectOf(form), known)];
  const first = `  - name: ${scalar(name)}`;
  const severity = `    severity: ${form.severity}`;
  if (form.kind === "threshold") {
    const condition = `    condition: ${scalar(form.sentence.trim())}`;
    return [...head, "conditions:", first, condition, severity, ...shared(form, "    ")];
  }
  const of = `    of: ${scalar(form.of.trim())}`;
  const options = KIND_KEYS[form.kind].flatMap((key) => line("    ", key, form.options[key] ?? ""));
  const rest = [of, ...options, severity, ...shared(form, "    ")];
  return form.kind === "anomaly"
    ? [...head, "anomalies:", first, ...rest]
    : [...head, "kinds:", first, `    kind: ${form.kind}`, ...rest];
}

function catalogueLines(subject: string, known: readonly Known[]): string[] {
  const entries = catalogueOf(subject, known);
  return entries.length === 0
    ? []
    : [
        "catalogue:",
        ...entries.map(({ name, metric, kind }) => `  ${name}: {metric: ${scalar(metric)}, kind: ${kind}}`),
      ];
}

/** The rule file that a form stands for. */
export function yamlOf(form: Form, known: readonly Known[]): string {
  const name = form.name.trim() || "new_rule";
  const lines = isPlain(form) ? plainFile(form, name, known) : promqlFile(form, name);
  return `${lines.join("\n")}\n`;
}

type Raw = Record<string, unknown>;

const words = (value: unknown): string => (value == null ? "" : String(value));
const entries = (value: unknown): [string, string][] =>
  Object.entries((value as Raw | null) ?? {}).map(([name, text]) => [name, words(text)]);

const COMMON = new Set([
  "name",
  "alert",
  "expr",
  "condition",
  "severity",
  "for",
  "keep_firing_for",
  "labels",
]);
for (const key of ["annotations", "kind", "of"]) {
  COMMON.add(key);
}

function common(raw: Raw): Form {
  const labels = entries(raw.labels);
  const annotations = entries(raw.annotations);
  const take = (name: string) => annotations.find(([n]) => n === name)?.[1] ?? "";
  const severity = words(raw.severity) || labels.find(([n]) => n === "severity")?.[1];
  return {
    ...EMPTY,
    name: words(raw.name ?? raw.alert),
    for: words(raw.for),
    keepFiringFor: words(raw.keep_firing_for),
    severity: SEVERITIES.find((s) => s === severity) ?? severityOf(severity),
    labels: labels.filter(([n]) => n !== "severity"),
    summary: take("summary"),
    description: take("description"),
    runbook: take("runbook_url"),
    annotations: annotations.filter(([n]) => !["summary", "description", "runbook_url"].includes(n)),
  };
}

function fits(raw: Raw, more: readonly string[] = []): boolean {
  return Object.keys(raw).every((key) => COMMON.has(key) || more.includes(key));
}

function onlyOf(value: unknown): Raw | undefined {
  return Array.isArray(value) && value.length === 1 ? (value[0] as Raw) : undefined;
}

/** The form of a file that was read from YAML; undefined where the form cannot say all of it. */
export function formOf(file: unknown): Form | undefined {
  const raw = (file ?? {}) as Raw;
  const parts = ["groups", "conditions", "kinds", "anomalies"].filter((key) => raw[key] !== undefined);
  if (parts.length !== 1 || raw.thresholds !== undefined) {
    return undefined;
  }
  if (parts[0] === "groups") {
    const group = onlyOf(raw.groups);
    const rule = onlyOf(group?.rules);
    const plainGroup = group && Object.keys(group).every((key) => key === "name" || key === "rules");
    return rule?.alert !== undefined && plainGroup && fits(rule)
      ? { ...common(rule), by: "promql", expr: words(rule.expr) }
      : undefined;
  }
  const one = onlyOf(raw[parts[0] ?? ""]);
  if (!one || Object.keys(raw).some((key) => !["name", "catalogue", parts[0]].includes(key))) {
    return undefined;
  }
  if (parts[0] === "conditions") {
    return fits(one) ? { ...common(one), by: "words", sentence: words(one.condition) } : undefined;
  }
  const kind = parts[0] === "anomalies" ? "anomaly" : KINDS.find((k) => k === one.kind);
  if (kind === undefined || kind === "threshold" || !fits(one, KIND_KEYS[kind])) {
    return undefined;
  }
  const options = Object.fromEntries(KIND_KEYS[kind].map((key) => [key, words(one[key])]));
  return { ...common(one), kind, of: words(one.of), options };
}
