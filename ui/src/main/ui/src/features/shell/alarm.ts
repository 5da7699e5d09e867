import type { Firing } from "../../components/alerts/model";

/** What the ribbon says: the oldest critical alert that nothing keeps back, and who has it. */
export interface Alarm {
  worst: Firing;
  others: number;
  takenBy: string[];
  untaken: number;
}

/** One that nobody has taken on goes before an older one that somebody has. */
export function alarmOf(firing: readonly Firing[]): Alarm | undefined {
  const critical = firing
    .filter((alert) => alert.severity === "critical" && alert.keptBy.length === 0)
    .sort(
      (a, b) =>
        Number(a.taken !== undefined) - Number(b.taken !== undefined) || a.sinceMillis - b.sinceMillis,
    );
  const worst = critical[0];
  if (!worst) {
    return undefined;
  }
  const takenBy = critical.flatMap((alert) => (alert.taken ? [alert.taken.by] : []));
  return {
    worst,
    others: critical.length - 1,
    takenBy: [...new Set(takenBy)],
    untaken: critical.filter((alert) => !alert.taken).length,
  };
}
