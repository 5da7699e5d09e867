import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useRanges } from "../../api/hooks";
import { type Column, newest, toColumn } from "../../charts/frame";
import { Spark } from "../../charts/Spark";
import { type Firing, seriesFor, whereOf } from "../../components/alerts/model";
import { useAlerts } from "../../components/alerts/useAlerting";
import { Glyph } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { unitOfQuery } from "../../lib/promql";
import { readableDuration } from "../../lib/time/duration";
import { alignToStep, leastStep, stepFor } from "../../lib/time/step";
import { formatText } from "../../lib/units";
import styles from "./home.module.css";

const MAX_ROWS = 8;
const SPARK_PIXELS = 180;
const SCRAPE_SECONDS = 15;
const NO_LINES: Column = [];

/** The labels that came from the series; those that the rule sets would hide which one it was. */
function fromSeries({ labels, ref }: Firing): Firing["labels"] {
  const set = ref?.rule.labels ?? {};
  return Object.fromEntries(Object.entries(labels).filter(([name]) => set[name] === undefined));
}

/** The course of what each alert measures; rules that several alerts come from are asked once. */
function useLines(alerts: readonly Firing[]): (alert: Firing) => Column {
  const { at } = useTime();
  const stepSeconds = stepFor(at, SPARK_PIXELS, leastStep(at, SCRAPE_SECONDS));
  const { start, end } = alignToStep(at, stepSeconds);
  const key = [...new Set(alerts.map((a) => a.compared?.measured ?? ""))].filter(Boolean).join("\u0000");
  const queries = useMemo(() => (key === "" ? [] : key.split("\u0000")), [key]);
  const { answers } = useRanges(queries, { start, end, stepSeconds });
  return (alert) => {
    const found = answers[queries.indexOf(alert.compared?.measured ?? "")]?.data ?? [];
    const series = seriesFor(found, fromSeries(alert));
    return series ? toColumn(series, { start, end, stepSeconds }) : NO_LINES;
  };
}

function Row({ alert, values, now }: { alert: Firing; values: Column; now: number }) {
  const unit = unitOfQuery(alert.compared?.measured ?? alert.expr ?? "");
  const value = newest(values) ?? alert.value ?? null;
  const limit = alert.compared?.limit;
  return (
    <li data-st={alert.severity}>
      <Link
        to={"/alerting" as string}
        search={(before: Record<string, unknown>) => ({ ...keepTime(before), sel: alert.id })}
      >
        <Glyph state={alert.severity} />
        <span className="grow">
          <b className="med ell">{alert.name}</b>
          <span className="muted ell">
            {[alert.labels.service, whereOf(alert.labels)].filter(Boolean).join(" · ") ||
              alert.annotations.summary}
          </span>
        </span>
        <span className={styles.alertSpark}>
          {values.length > 0 && <Spark values={values} height={24} color="--text" limit={limit} />}
        </span>
        <span className={`num ${styles.alertValue}`}>
          <span className="med" title={limit === undefined ? undefined : `limit ${formatText(limit, unit)}`}>
            <Value value={value} unit={unit} />
          </span>
          <span className="muted">
            {readableDuration(Math.max(1000, now - alert.sinceMillis))}
            {alert.taken && `, ${alert.taken.by}`}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** What fires, the worst first, each with what it measures and the limit that it is beyond. */
export function FiringPanel() {
  const { firing, waiting, isReady, error, retry } = useAlerts();
  const { now } = useTime();
  const open = firing.filter((alert) => alert.keptBy.length === 0);
  const shown = open.slice(0, MAX_ROWS);
  const line = useLines(shown);
  const kept = firing.length - open.length;
  const sub = [
    String(open.length),
    waiting.length > 0 && `and ${waiting.length} pending`,
    kept > 0 && `${kept} kept back`,
  ].filter(Boolean);
  return (
    <Panel
      title="Firing"
      sub={isReady ? sub.join(", ").replace(", and", ", and") : ""}
      end={
        <Link to={"/alerting" as string} search={keepTime} className="link t12">
          {open.length > MAX_ROWS ? `All ${open.length}` : "Open alerts"}
        </Link>
      }
      flush
    >
      {shown.length > 0 ? (
        <ul className={styles.list}>
          {shown.map((alert) => (
            <Row key={alert.id} alert={alert} values={line(alert)} now={Math.max(now, alert.sinceMillis)} />
          ))}
        </ul>
      ) : (
        <div className="pb">
          {error ? (
            <Failed error={error} actions={[{ label: "Retry", run: retry }]} />
          ) : isReady ? (
            <p className="muted t12">Nothing fires{kept > 0 ? " that is not kept back" : ""}.</p>
          ) : (
            <Loading what="alerts" height={80} />
          )}
        </div>
      )}
    </Panel>
  );
}
