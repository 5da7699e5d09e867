import type { Health } from "../../api/health";
import type { Target } from "../../api/prometheus";
import type { Firing } from "../../components/alerts/model";
import { type HostRow, hostFindings, type Trouble } from "../../lib/hosts";

export interface Verdict {
  state: "ok" | "warning" | "critical" | "none";
  text: string;
}

/** What the verdict looks at; undefined while it is not known. */
export interface Known {
  health: Health | undefined;
  targets: Target[] | undefined;
  firing: readonly Firing[];
  hosts: readonly HostRow[];
}

interface Finding {
  trouble: Trouble;
  text: string;
}

/** Said by the targets themselves, with names; once is enough. */
const TARGETS_COMPONENT = "targets";

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

function alertFindings(firing: readonly Firing[]): Finding[] {
  const open = firing.filter((alert) => alert.keptBy.length === 0 && alert.severity !== "info");
  if (open.length === 0) {
    return [];
  }
  const critical = open.filter((alert) => alert.severity === "critical").length;
  const which = critical > 0 && critical < open.length ? ` (${critical} critical)` : "";
  return [
    {
      trouble: critical > 0 ? "critical" : "warning",
      text: `${plural(open.length, "alert")} firing${which}`,
    },
  ];
}

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

/** A single troubled host is named with what ails it; of several only how many. */
function hostsFindings(hosts: readonly HostRow[]): Finding[] {
  const troubled = hosts.flatMap((host) => {
    const findings = hostFindings(host);
    return findings.length > 0 ? [{ host, findings }] : [];
  });
  const [only] = troubled;
  if (!only) {
    return [];
  }
  const trouble = troubled.some(({ findings }) => findings[0]?.trouble === "critical")
    ? "critical"
    : "warning";
  if (troubled.length > 1) {
    return [{ trouble, text: `${troubled.length} of ${hosts.length} hosts beyond a limit` }];
  }
  const what = only.findings.map((f) => f.text).join(" and ");
  return [{ trouble, text: `${only.host.instance} has ${what}` }];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One sentence, worst first; when nothing is wrong it says what was looked at. */
export function verdict({ health, targets, firing, hosts }: Known): Verdict {
  if (!health || !targets) {
    return { state: "none", text: "Looking around" };
  }
  const findings = [
    ...alertFindings(firing),
    ...targetFindings(targets),
    ...healthFindings(health),
    ...hostsFindings(hosts),
  ];
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
  const machines =
    hosts.length === 0
      ? ""
      : hosts.length === 1
        ? ", one host within its limits"
        : `, ${hosts.length} hosts within their limits`;
  return { state: "ok", text: capital(`all well: ${up}${machines}`) };
}
