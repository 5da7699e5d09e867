import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { asked } from "../../api/http";
import { useLive } from "../../api/live";
import type { PanelAlert } from "../../panels/types";

interface RuleAlert {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  state: string;
  activeAt?: string;
  value?: string;
}

interface Rule {
  type: string;
  name: string;
  state?: string;
  health?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  alerts?: RuleAlert[];
}

interface Groups {
  groups: { name: string; file: string; rules: Rule[] }[];
}

const STATES = ["firing", "pending", "inactive"] as const;

/** Rules as an alert list shows them: each alert of a rule, and a rule without one as inactive. */
export function alertsOf({ groups }: Groups): PanelAlert[] {
  return groups.flatMap((group) =>
    group.rules
      .filter((rule) => rule.type === "alerting")
      .flatMap((rule): PanelAlert[] => {
        const common = { name: rule.name, folder: group.file };
        const active = rule.alerts ?? [];
        if (active.length === 0) {
          const state = rule.health === "err" ? "error" : "inactive";
          return [{ ...common, state, labels: rule.labels ?? {}, annotations: rule.annotations }];
        }
        return active.map((alert) => ({
          ...common,
          state: STATES.find((s) => s === alert.state) ?? "pending",
          labels: alert.labels,
          annotations: alert.annotations,
          since: alert.activeAt ? Date.parse(alert.activeAt) : undefined,
          value: alert.value === undefined ? undefined : Number(alert.value),
          href: `alerting?q=${encodeURIComponent(rule.name)}`,
        }));
      }),
  );
}

/** Alerts for the alert lists of a board; asked only where there is one. */
export function useAlerts(wanted: boolean): PanelAlert[] | undefined {
  const { data, refetch } = useQuery({
    queryKey: ["board-alerts"],
    enabled: wanted,
    queryFn: ({ signal }) => asked<Groups>("api/v1/rules", { type: "alert" }, signal),
    refetchInterval: 15_000,
  });
  useLive("alerts", () => void (wanted && refetch()));
  return useMemo(() => data && alertsOf(data), [data]);
}
