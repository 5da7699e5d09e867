import type { Health } from "../../api/health";
import type { Target } from "../../api/prometheus";

export type Trouble = "warning" | "critical";

export interface Vital {
  /** Said in the verdict: `memory at 91 %`. */
  name: string;
  value: number | null;
  unit: "%" | "per core";
  warning: number;
  critical: number;
}

/** Percent of a host beyond which a person should look, and beyond which at once. */
export const LIMITS = {
  cpu: { warning: 85, critical: 95 },
  memory: { warning: 85, critical: 95 },
  disk: { warning: 80, critical: 90 },
  loadPerCore: { warning: 1.5, critical: 3 },
};

export function troubleOf(
  value: number | null,
  limits: { warning: number; critical: number },
): Trouble | undefined {
  if (value === null) {
    return undefined;
  }
  return value >= limits.critical ? "critical" : value >= limits.warning ? "warning" : undefined;
}

export interface Verdict {
  state: "ok" | "warning" | "critical" | "none";
  text: string;
}

interface Finding {
  trouble: Trouble;
  text: string;
}

/** Said by the targets themselves, with names; once is enough. */
const TARGETS_COMPONENT = "targets";

function healthFindings(health: Health | undefined): Finding[] {
  const ill = health?.components.filter((c) => c.state !== "healthy") ?? [];
  if (
    !health ||
    health.status === "healthy" ||
    (ill.length > 0 && ill.every((c) => c.name === TARGETS_COMPONENT))
  ) {
    return [];
  }
  const own = ill.filter((c) => c.name !== TARGETS_COMPONENT);
  const worst = own.find((c) => c.state === health.status) ?? own[0];
  const detail = worst ? `: ${worst.name} ${worst.reason || worst.state}` : "";
  return [
    {
      trouble: health.status === "failing" ? "critical" : "warning",
      text: `Tocsin is ${health.status}${detail}`,
    },
  ];
}

function targetFindings(targets: Target[]): Finding[] {
  const down = targets.filter((t) => t.health === "down");
  if (down.length === 0) {
    return [];
  }
  const pools = [...new Set(down.map((t) => t.scrapePool))];
  const which = pools.length <= 2 ? ` (${pools.join(", ")})` : "";
  return [{ trouble: "critical", text: `${down.length} of ${targets.length} targets down${which}` }];
}

function vitalFindings(vitals: Vital[]): Finding[] {
  return vitals.flatMap((vital) => {
    const trouble = troubleOf(vital.value, vital);
    const value =
      vital.unit === "%"
        ? `${Math.round(vital.value ?? 0)}\u2009%`
        : `${(vital.value ?? 0).toFixed(1)} per core`;
    return trouble ? [{ trouble, text: `${vital.name} at ${value}` }] : [];
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One sentence, worst first; when nothing is wrong it says what was looked at. */
export function verdict(health: Health | undefined, targets: Target[] | undefined, vitals: Vital[]): Verdict {
  if (!health || !targets) {
    return { state: "none", text: "Looking around" };
  }
  const findings = [...healthFindings(health), ...targetFindings(targets), ...vitalFindings(vitals)];
  const critical = findings.filter((f) => f.trouble === "critical");
  const sorted = [...critical, ...findings.filter((f) => f.trouble === "warning")];
  if (sorted.length > 0) {
    return {
      state: critical.length > 0 ? "critical" : "warning",
      text: capital(sorted.map((f) => f.text).join(", ")),
    };
  }
  const waiting = targets.filter((t) => t.health === "unknown").length;
  if (waiting > 0) {
    return { state: "none", text: `${waiting} of ${targets.length} targets not scraped yet` };
  }
  const up = targets.length === 0 ? "no targets yet" : `${targets.length} of ${targets.length} targets up`;
  const host = vitals.some((v) => v.value !== null) ? ", this host within its limits" : "";
  return { state: "ok", text: capital(`all well: ${up}${host}`) };
}
