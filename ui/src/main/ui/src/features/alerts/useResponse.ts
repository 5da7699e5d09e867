import { useQuery } from "@tanstack/react-query";
import { queryVector } from "../../api/prometheus";
import { bySeverity, type Severity, severityOf } from "../../lib/severity";

/** How many alerts were taken on or resolved, and how long that took on average. */
export interface Response {
  severity: Severity;
  team: string;
  acknowledged: number;
  ackSeconds?: number;
  resolved: number;
  resolveSeconds?: number;
}

const DAYS = 30;

/** Growth of a counter over the time, from zero where it did not exist before. */
const grown = (name: string) => {
  const increase = `sum by (severity, team) (increase(${name}[${DAYS}d]))`;
  const born = `sum by (severity, team) (min_over_time(${name}[${DAYS}d]) unless ${name} offset ${DAYS}d)`;
  return `${increase} + (${born} or ${increase} * 0)`;
};

const SERIES = [
  "acknowledge_seconds_count",
  "acknowledge_seconds_sum",
  "resolve_seconds_count",
  "resolve_seconds_sum",
];

async function ask(signal: AbortSignal): Promise<Response[]> {
  const now = Date.now() / 1000;
  const answers = await Promise.all(
    SERIES.map((name) => queryVector(grown(`tocsin_notify_time_to_${name}`), now, signal)),
  );
  const rows = new Map<string, number[]>();
  answers.forEach((answer, i) => {
    for (const { metric, value } of answer) {
      const key = JSON.stringify([metric.severity ?? "", metric.team ?? ""]);
      const row = rows.get(key) ?? [0, 0, 0, 0];
      row[i] = Number(value?.[1] ?? 0);
      rows.set(key, row);
    }
  });
  return [...rows]
    .map(([key, [acks = 0, ackSum = 0, ends = 0, endSum = 0]]): Response => {
      const [severity, team] = JSON.parse(key) as [string, string];
      return {
        severity: severityOf(severity),
        team,
        acknowledged: Math.round(acks),
        ackSeconds: acks > 0.5 ? ackSum / acks : undefined,
        resolved: Math.round(ends),
        resolveSeconds: ends > 0.5 ? endSum / ends : undefined,
      };
    })
    .filter((row) => row.acknowledged + row.resolved > 0)
    .sort((a, b) => bySeverity(a.severity, b.severity) || a.team.localeCompare(b.team));
}

/** Time to acknowledge and to resolve, by severity and team, over 30 days. */
export function useResponse() {
  return useQuery({
    queryKey: ["alerting", "response"],
    queryFn: ({ signal }) => ask(signal),
    refetchInterval: 60_000,
  });
}
