import type { Firing } from "../../components/alerts/model";

/** A number beside an entry of the rail. */
export interface Count {
  firing: number;
  critical: boolean;
  /** For those who hear it. */
  words: string;
}

/** What fires and is not kept back; an alert that only informs asks for nobody. */
export function countOf(all: readonly Firing[]): Count | undefined {
  const open = all.filter((alert) => alert.keptBy.length === 0 && alert.severity !== "info");
  if (open.length === 0) {
    return undefined;
  }
  const critical = open.filter((alert) => alert.severity === "critical").length;
  return {
    firing: open.length,
    critical: critical > 0,
    words: `${open.length} firing${critical > 0 ? `, ${critical} critical` : ""}`,
  };
}
