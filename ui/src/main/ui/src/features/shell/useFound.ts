import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bell, BellOff, ChartLine, Check, LayoutDashboard, Play, Server } from "lucide-react";
import { useMemo } from "react";
import { boards } from "../../api/boards";
import { labelValues } from "../../api/prometheus";
import { type Firing, whereOf } from "../../components/alerts/model";
import { useActions } from "../../components/alerts/useActions";
import { useAlerts } from "../../components/alerts/useAlerting";
import { useMay } from "../../components/session";
import { keepTime } from "../../components/time/search";
import { usePages } from "../../components/usePages";
import { rank } from "../../lib/fuzzy";
import { metricSelector } from "../../lib/promql";
import { looksLikeQuery } from "./arrange";
import type { Command } from "./command";

const SLOW_MILLIS = 60_000;
const MAX_METRICS = 6;
const HOUR_MILLIS = 3_600_000;

/** What the server's data offers for this text: a query to run, alerts, boards, hosts, metrics. */
export function useFound(text: string): Command[] {
  const navigate = useNavigate();
  const pages = usePages();
  const { firing } = useAlerts();
  const may = useMay("editor");
  const actions = useActions();
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
    const named = (alert: Firing) => `${alert.name} ${whereOf(alert.labels)}`.trim();
    const alerts = firing.flatMap((alert): Command[] => [
      {
        id: `alert ${alert.id}`,
        name: named(alert),
        group: "Alerts",
        icon: Bell,
        run: () => open("/alerting", { sel: alert.id }),
      },
      ...(may && alert.isTold && alert.taken === undefined
        ? [
            {
              id: `take ${alert.id}`,
              name: `Acknowledge ${named(alert)}`,
              group: "Actions",
              icon: Check,
              run: () => actions.take([alert]),
            },
          ]
        : []),
      ...(may && alert.silencedBy.length === 0
        ? [
            {
              id: `silence ${alert.id}`,
              name: `Silence ${named(alert)} for 1 hour`,
              group: "Actions",
              icon: BellOff,
              run: () => actions.silence([alert], HOUR_MILLIS),
            },
          ]
        : []),
    ]);
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
    const names = rank(metrics.data ?? [], text, (name) => name)
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
      ...names,
    ];
  }, [typed, text, pages, firing, saved.data, hosts.data, metrics.data, navigate, may, actions]);
}
