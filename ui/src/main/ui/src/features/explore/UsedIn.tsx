import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { boards, readBoard } from "../../api/boards";
import { useRules } from "../../components/alerts/useAlerting";
import { keepTime } from "../../components/time/search";
import type { Dashboard } from "../../lib/board/model";
import { metricsIn } from "../../lib/promql";
import styles from "./explore.module.css";

const MAX_BOARDS = 60;

/** Whether any query of a board reads the metric. */
export function boardUses({ panels, variables = [], annotations = [] }: Dashboard, name: string): boolean {
  const all = panels.flatMap((panel) => (panel.kind === "row" ? panel.panels : [panel]));
  const texts = [
    ...all.flatMap((panel) => (panel.queries ?? []).map((query) => query.expr ?? "")),
    ...variables.map((variable) => (variable.kind === "query" ? variable.query : "")),
    ...annotations.map((annotation) => annotation.query ?? ""),
  ];
  return texts.some((text) => text.includes(name) && metricsIn(text).includes(name));
}

/** Boards are read only on asking: a metric is looked at far oftener than its boards. */
function Boards({ name }: { name: string }) {
  const [open, setOpen] = useState<string>();
  const { data: all } = useQuery({
    queryKey: ["dashboards", "names"],
    queryFn: ({ signal }) => boards(signal),
    staleTime: 60_000,
    retry: false,
  });
  const looked = open === name ? (all ?? []).slice(0, MAX_BOARDS) : [];
  const found = useQueries({
    queries: looked.map(({ uid }) => ({
      queryKey: ["dashboards", "whole", uid],
      queryFn: ({ signal }: { signal: AbortSignal }) => readBoard(uid, undefined, signal),
      staleTime: 60_000,
      retry: false,
    })),
    combine: (results) => ({
      pending: results.some((r) => r.isPending),
      uids: results.flatMap((r) =>
        r.data && boardUses(r.data.dashboard, name) ? [r.data.dashboard.uid] : [],
      ),
    }),
  });
  if (all === undefined || all.length === 0) {
    return null;
  }
  if (open !== name) {
    return (
      <button type="button" className={`link ${styles.look}`} onClick={() => setOpen(name)}>
        look in {all.length} boards
      </button>
    );
  }
  const used = looked.filter(({ uid }) => found.uids.includes(uid));
  return (
    <>
      {found.pending && <span className="muted">looking</span>}
      {!found.pending && used.length === 0 && <span className="muted">no board</span>}
      {used.map(({ uid, title }) => (
        <Link
          key={uid}
          to={`/dashboards/${encodeURIComponent(uid)}` as string}
          search={keepTime}
          className="link"
        >
          {title}
        </Link>
      ))}
    </>
  );
}

/** The rules and boards that read this metric: who would notice if it went away. */
export function UsedIn({ name }: { name: string }) {
  const { data } = useRules();
  const rules = (data ?? [])
    .flatMap((group) => group.rules)
    .filter((rule) => rule.query.includes(name) && metricsIn(rule.query).includes(name))
    .map((rule) => rule.name);
  const names = [...new Set(rules)];
  return (
    <dl className={styles.facts}>
      <dt>Used in</dt>
      <dd className={styles.used}>
        <span title={names.join(", ")}>
          {names.length === 0 ? "no rule" : names.length <= 3 ? names.join(", ") : `${names.length} rules`}
        </span>
        <Boards name={name} />
      </dd>
    </dl>
  );
}
