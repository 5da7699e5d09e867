import { useMemo } from "react";
import { Glyph } from "../../components/Glyph";
import { Empty } from "../../components/states";
import { fromNow } from "../../lib/units/moments";
import type { KindProps, PanelAlert } from "../types";
import styles from "./alertlist.module.css";
import { type AlertGroup, groupAlerts, pickAlerts } from "./pick";

function glyphOf(alert: PanelAlert): "critical" | "high" | "warning" | "info" | "ok" | "none" {
  switch (alert.state) {
    case "firing": {
      const severity = alert.labels.severity?.toLowerCase() ?? "";
      return severity === "warning" || severity === "info" || severity === "high" ? severity : "critical";
    }
    case "pending":
    case "recovering":
      return "warning";
    case "error":
      return "high";
    case "noData":
      return "none";
    default:
      return "ok";
  }
}

const WORDS: Record<PanelAlert["state"], string> = {
  firing: "Firing",
  pending: "Pending",
  inactive: "Inactive",
  error: "Error",
  noData: "Without data",
  normal: "Normal",
  recovering: "Recovering",
};

function Instance({ alert }: { alert: PanelAlert }) {
  const labels = Object.entries(alert.labels).filter(([name]) => name !== "alertname");
  return (
    <span className={styles.labels}>
      {labels.map(([name, value]) => (
        <span key={name} className="tag">
          {name}={value}
        </span>
      ))}
      {alert.since !== undefined && (
        <span className="t12 muted">since {fromNow(alert.since, Date.now())}</span>
      )}
    </span>
  );
}

function Group({ group }: { group: AlertGroup }) {
  const [first] = group.alerts;
  if (!first) {
    return null;
  }
  const summary = first.annotations?.summary ?? first.annotations?.description;
  return (
    <li className={styles.item}>
      <span className="row">
        <span className="st">
          <Glyph state={glyphOf(first)} />
          {WORDS[first.state]}
        </span>
        {first.href ? (
          <a className="link ell med" href={first.href}>
            {group.name}
          </a>
        ) : (
          <b className="ell med">{group.name}</b>
        )}
        {group.alerts.length > 1 && <span className="muted">{group.alerts.length} alerts</span>}
        {first.since !== undefined && (
          <span className="end t12 muted nowrap">{fromNow(first.since, Date.now())}</span>
        )}
      </span>
      {summary && <p className="t12 muted ell">{summary}</p>}
      {group.alerts.length > 1 || Object.keys(first.labels).length > 1 ? (
        <span>
          {group.alerts.slice(0, 5).map((alert) => (
            <Instance key={JSON.stringify(alert.labels)} alert={alert} />
          ))}
          {group.alerts.length > 5 && <span className="t12 muted">and {group.alerts.length - 5} more</span>}
        </span>
      ) : null}
    </li>
  );
}

/** Alerts as a list, or as one number. */
export default function AlertListPanel({ panel, alerts = [], size, replace }: KindProps) {
  const options = useMemo(() => {
    const own = panel.options?.alerts ?? {};
    return {
      ...own,
      nameFilter: own.nameFilter ? replace(own.nameFilter) : undefined,
      labelFilter: own.labelFilter ? replace(own.labelFilter) : undefined,
    };
  }, [panel, replace]);
  const picked = useMemo(() => pickAlerts(alerts, options), [alerts, options]);
  if (options.viewMode === "stat") {
    const fontSize = Math.max(28, Math.min(64, size.height * 0.5));
    return (
      <div className={styles.stat} style={{ height: size.height }}>
        <span style={{ fontSize, lineHeight: 1.1, fontWeight: 500 }}>{picked.length}</span>
        <span className="muted t12">{picked.length === 1 ? "alert" : "alerts"}</span>
      </div>
    );
  }
  if (picked.length === 0) {
    const why =
      alerts.length === 0
        ? "No rule has an alert that fires or is pending."
        : `${alerts.length} alerts are filtered out by this panel.`;
    return <Empty kind="no-match" what="No alert to show" why={why} />;
  }
  const groups = groupAlerts(picked, options).slice(0, options.maxItems ?? 20);
  return (
    <ul className={styles.list} style={{ height: size.height }}>
      {groups.map((group) => (
        <Group key={group.name} group={group} />
      ))}
    </ul>
  );
}
