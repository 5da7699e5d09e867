import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bell, ChartLine, LayoutDashboard, Play, Server } from "lucide-react";
import { useMemo } from "react";
import { boards } from "../../api/boards";
import { labelValues } from "../../api/prometheus";
import { whereOf } from "../../components/alerts/model";
import { useAlerts } from "../../components/alerts/useAlerting";
import { keepTime } from "../../components/time/search";
import { usePages } from "../../components/usePages";
import { rank } from "../../lib/fuzzy";
import { metricSelector } from "../../lib/promql";
import { looksLikeQuery } from "./arrange";
import type { Command } from "./command";

const SLOW_MILLIS = 60_000;
const MAX_METRICS = 6;

/** What the server's data offers for this text: a query to run, alerts, boards, hosts, metrics. */
export function useFound(text: string): Command[] {
  const navigate = useNavigate();
  const pages = usePages();
  const { firing } = useAlerts();
  const typed = text.trim() !== "";
  const metrics = useQuery({
    queryKey: ["metric-names"],
    queryFn: ({ signal }) => labelValues("__name__", {}, signal),
    staleTime: SLOW_MILLIS,
    enabled: typed,
  });
  const hosts = useQuery({
    queryKey: ["host-names"],
    queryFn: ({ signal }) => labelValues("instance", { "match[]": '{__name__="node_uname_info"}' }, signal),
    staleTime: SLOW_MILLIS,
    enabled: typed,
  });
  const saved = useQuery({
    queryKey: ["dashboards", "names"],
    queryFn: ({ signal }) => boards(signal),
    staleTime: SLOW_MILLIS,
    enabled: typed,
    retry: false,
  });
  return useMemo(() => {
    if (!typed) {
      return [];
    }
    const has = (path: string) => pages.some((page) => page.path === path);
    const open = (to: string, search: Record<string, unknown> = {}) =>
      void navigate({
        to,
        search: (before: Record<string, unknown>) => ({ ...keepTime(before), ...search }),
      });
    const query = text.trim();
    const run: Command[] = looksLikeQuery(query)
      ? [
          {
            id: "run-query",
            name: `Run ${query}`,
            group: "Actions",
            icon: Play,
            run: () => open("/explore", { q: [query] }),
          },
        ]
      : [];
    const alerts = firing.map((alert) => ({
      id: `alert ${alert.id}`,
      name: `${alert.name} ${whereOf(alert.labels)}`.trim(),
      group: "Alerts",
      icon: Bell,
      run: () => open("/alerting", { sel: alert.id }),
    }));
    const titled = (saved.data ?? []).map((board) => ({
      id: `board ${board.uid}`,
      name: board.title,
      also: board.tags.join(" "),
      group: "Boards",
      icon: LayoutDashboard,
      run: () => open(`/dashboards/${encodeURIComponent(board.uid)}`),
    }));
    const machines = (hosts.data ?? []).map((host) => ({
      id: `host ${host}`,
      name: host,
      group: "Hosts",
      icon: Server,
      run: () => open(`/hosts/${encodeURIComponent(host)}`),
    }));
    const named = rank(metrics.data ?? [], text, (name) => name)
      .slice(0, MAX_METRICS)
      .map((name) => ({
        id: `metric ${name}`,
        name,
        group: "Metrics",
        icon: ChartLine,
        run: () => open("/explore", { metric: name, q: [metricSelector(name)] }),
      }));
    return [
      ...run,
      ...(has("/alerting") ? alerts : []),
      ...(has("/dashboards") ? titled : []),
      ...(has("/hosts") ? machines : []),
      ...named,
    ];
  }, [typed, text, pages, firing, saved.data, hosts.data, metrics.data, navigate]);
}
