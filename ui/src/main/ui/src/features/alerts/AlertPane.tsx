import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { events } from "../../api/alerting";
import { Glyph } from "../../components/Glyph";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { matchersText } from "../../lib/matchers";
import { SEVERITY_WORDS } from "../../lib/severity";
import { readableDuration } from "../../lib/time/duration";
import { AlertActs, type AlertPaneProps } from "./AlertActs";
import { AlertChart } from "./AlertChart";
import { unitOfAlert } from "./AlertRow";
import styles from "./alerts.module.css";
import { Expr } from "./Expr";
import { type Firing, summaryOf } from "./model";
import { Timeline } from "./Timeline";
import { Told, useTold } from "./Told";
import { useSilences } from "./useAlerting";
import { useResponse } from "./useResponse";

const HOUR = 3_600_000;
const CHIPS = 6;

export function AlertHead({ alert }: { alert: Firing }) {
  const { now } = useTime();
  const { ref } = alert;
  return (
    <>
      <span className={`st c-${alert.severity}`}>
        <Glyph state={alert.severity} label={false} size={18} />
        {SEVERITY_WORDS[alert.severity]}
      </span>
      <span className="muted t12 ell">
        firing for {readableDuration(Math.max(1000, now - alert.sinceMillis))}
        {ref && (
          <>
            {" "}
            · rule <span className="mono">{ref.file.split("/").at(-1)}</span>, {ref.group}
          </>
        )}
      </span>
    </>
  );
}

function LabelChips({ alert, onSearch }: { alert: Firing; onSearch: AlertPaneProps["onSearch"] }) {
  const [all, setAll] = useState(false);
  const pairs = Object.entries(alert.labels).filter(([name]) => name !== "alertname");
  const hidden = pairs.length - CHIPS;
  return (
    <div className={styles.chips}>
      {(all ? pairs : pairs.slice(0, CHIPS)).map(([name, value]) => (
        <button
          key={name}
          type="button"
          className="chip"
          title={`Show only ${name}="${value}"`}
          onClick={() => onSearch({ q: matchersText([{ name, op: "=", value }]) })}
        >
          <span className="k">{name}</span>
          <span className="ell">{value}</span>
        </button>
      ))}
      {hidden > 0 && !all && (
        <button type="button" className="chip" onClick={() => setAll(true)}>
          +{hidden}
        </button>
      )}
    </div>
  );
}

function Annotations({ alert }: { alert: Firing }) {
  const shown = summaryOf(alert);
  const rest = Object.entries(alert.annotations).filter(([, text]) => text !== shown);
  if (rest.length === 0) {
    return null;
  }
  return (
    <dl className={styles.texts}>
      {rest.map(([name, text]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>
            {/^https?:\/\//.test(text) ? (
              <a className="link" href={text} target="_blank" rel="noreferrer">
                {text}
              </a>
            ) : (
              text
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Usually({ alert }: { alert: Firing }) {
  const { data } = useResponse();
  const team = alert.labels.team ?? "";
  const row = data?.find((r) => r.severity === alert.severity && r.team === team);
  if (!row) {
    return null;
  }
  const times: [string, number | undefined][] = [
    ["acknowledged after", row.ackSeconds],
    ["over after", row.resolveSeconds],
  ];
  return (
    <p className="t12 muted" style={{ marginBottom: 8 }}>
      {SEVERITY_WORDS[alert.severity]} of {team || "no team"}, means of 30 d:{" "}
      {times
        .filter(([, seconds]) => seconds !== undefined)
        .map(([words, seconds], i) => (
          <span key={words}>
            {i > 0 && ", "}
            {words}{" "}
            <b className="med">
              <Value value={seconds} unit="seconds" />
            </b>
          </span>
        ))}
      .
    </p>
  );
}

const AROUND = 2 * HOUR;

/** Deployments and changes from two hours before it began. */
function useAround(alert: Firing) {
  const start = Math.floor((alert.activeMillis ?? alert.sinceMillis) / 60_000) * 60 - AROUND / 1000;
  return useQuery({
    queryKey: ["alerting", "events", start],
    queryFn: ({ signal }) => events({ start, end: Date.now() / 1000, limit: 50 }, signal),
    refetchInterval: 60_000,
    retry: false,
  });
}

/** Everything that is known of one alert. */
export function AlertPane({ alert, actions, onSearch }: AlertPaneProps) {
  const around = useAround(alert).data ?? [];
  const silences = useSilences().data ?? [];
  const { lines, isReady } = useTold(alert);
  return (
    <>
      <div className={styles.title}>
        <h2>{alert.name}</h2>
        <p className="muted">{summaryOf(alert)}</p>
      </div>
      <AlertActs alert={alert} actions={actions} onSearch={onSearch} />
      <section className={styles.sec} aria-label="Value">
        <AlertChart
          key={alert.id}
          alert={{
            labels: alert.labels,
            severity: alert.severity,
            compared: alert.compared,
            expr: alert.expr,
            unit: unitOfAlert(alert),
            fromMillis: alert.activeMillis ?? alert.sinceMillis,
          }}
          events={around}
        />
        {alert.expr && <Expr text={alert.expr} />}
        <LabelChips alert={alert} onSearch={onSearch} />
        <Annotations alert={alert} />
      </section>
      <Told alert={alert} lines={lines} isReady={isReady} />
      <Timeline
        alert={alert}
        lines={lines}
        silences={silences.filter((s) => alert.silencedBy.includes(s.id))}
        events={around}
      />
      <section className={styles.sec} aria-label="Usually">
        <Usually alert={alert} />
        {alert.expr && (
          <Link
            to="/explore"
            search={(before) => ({ ...keepTime(before), q: [alert.compared?.measured ?? alert.expr ?? ""] })}
            className="btn"
          >
            Open in Explore
          </Link>
        )}
      </section>
    </>
  );
}
