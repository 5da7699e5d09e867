/** The one scale of how bad an alert is. */
export type Severity = "critical" | "high" | "warning" | "info";

export const SEVERITIES: readonly Severity[] = ["critical", "high", "warning", "info"];

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: "Critical",
  high: "High",
  warning: "Warning",
  info: "Info",
};

const WORDS: Record<string, Severity> = {
  critical: "critical",
  sev1: "critical",
  p0: "critical",
  p1: "critical",
  page: "critical",
  fatal: "critical",
  emergency: "critical",
  high: "high",
  sev2: "high",
  p2: "high",
  error: "high",
  major: "high",
  warning: "warning",
  sev3: "warning",
  p3: "warning",
  warn: "warning",
  minor: "warning",
  info: "info",
  sev4: "info",
  p4: "info",
  notice: "info",
  low: "info",
};

/** Other vocabularies are understood as the server understands them; what is not known is a warning. */
export function severityOf(text: string | undefined): Severity {
  return WORDS[(text ?? "").toLowerCase().replace(/[\s_-]/g, "")] ?? "warning";
}

export function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
