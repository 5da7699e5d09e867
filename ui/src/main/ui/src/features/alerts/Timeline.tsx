import { BellOff, Check, type LucideIcon, Rocket, Send, Settings2 } from "lucide-react";
import type { ReactNode } from "react";
import type { ChangeEvent, Silence } from "../../api/alerting";
import { Glyph } from "../../components/Glyph";
import { useTime } from "../../components/time/TimeContext";
import { readableDuration } from "../../lib/time/duration";
import { clock, dayMonth, fullTime } from "../../lib/time/zone";
import { formatText } from "../../lib/units";
import { unitOfAlert } from "./AlertRow";
import styles from "./alerts.module.css";
import { type Firing, runbookOf } from "./model";
import type { ToldLine } from "./told";

interface Moment {
  key: string;
  at: number;
  icon: ReactNode;
  words: ReactNode;
}

const icon = (Icon: LucideIcon) => <Icon className="i s" aria-hidden />;

function ofAlert(alert: Firing): Moment[] {
  const out: Moment[] = [];
  const { activeMillis, sinceMillis, ref, taken } = alert;
  const now = alert.value === undefined ? "" : `, now at ${formatText(alert.value, unitOfAlert(alert))}`;
  if (activeMillis !== undefined && ref && ref.rule.duration > 0) {
    out.push({
      key: "pending",
      at: activeMillis,
      icon: <Glyph state="pending" />,
      words: (
        <>
          <b className="med">Pending</b>, needs {readableDuration(ref.rule.duration * 1000)}
        </>
      ),
    });
  }
  out.push({
    key: "firing",
    at: sinceMillis,
    icon: <Glyph state={alert.severity} />,
    words: (
      <>
        <b className="med">Firing</b>
        {now}
      </>
    ),
  });
  if (taken) {
    out.push({
      key: "taken",
      at: Date.parse(taken.at),
      icon: icon(Check),
      words: (
        <>
          Acknowledged by <b className="med">{taken.by}</b>
          {taken.comment && `: ${taken.comment}`}
        </>
      ),
    });
  }
  return out;
}

function ofLines(lines: readonly ToldLine[]): Moment[] {
  return lines.flatMap((line) =>
    line.entry && line.atMillis !== undefined
      ? [
          {
            key: line.key,
            at: line.atMillis,
            icon: icon(Send),
            words: (
              <>
                <b className="med">{line.receiver}</b> {line.state === "delivered" ? "told" : line.words},{" "}
                {line.entry.reason}
              </>
            ),
          },
        ]
      : [],
  );
}

function ofSilences(silences: readonly Silence[]): Moment[] {
  return silences.map((s) => ({
    key: s.id,
    at: Date.parse(s.startsAt),
    icon: icon(BellOff),
    words: (
      <>
        Silenced by <b className="med">{s.createdBy}</b>: {s.comment}
      </>
    ),
  }));
}

function ofEvents(events: readonly ChangeEvent[]): Moment[] {
  return events.map((e) => ({
    key: e.id,
    at: e.time * 1000,
    icon: icon(e.kind.startsWith("deploy") ? Rocket : Settings2),
    words: (
      <>
        {e.title} <span className="muted">{e.kind}</span>
      </>
    ),
  }));
}

export interface TimelineProps {
  alert: Firing;
  lines: readonly ToldLine[];
  silences: readonly Silence[];
  events: readonly ChangeEvent[];
}

/** What happened to an alert and around it, the newest first. */
export function Timeline({ alert, lines, silences, events }: TimelineProps) {
  const { now, zone } = useTime();
  const runbook = runbookOf(alert);
  const all = [...ofAlert(alert), ...ofLines(lines), ...ofSilences(silences), ...ofEvents(events)].sort(
    (a, b) => b.at - a.at,
  );
  return (
    <section className={styles.sec} aria-label="Timeline">
      <header>
        <h3>Timeline</h3>
        {runbook && (
          <a className="link t12 end" href={runbook} target="_blank" rel="noreferrer">
            Runbook
          </a>
        )}
      </header>
      <ul className={styles.timeline}>
        {all.map((moment) => (
          <li key={moment.key}>
            <time dateTime={new Date(moment.at).toISOString()} title={fullTime(moment.at, zone)}>
              {now - moment.at > 86_400_000 ? dayMonth(moment.at, zone) : clock(moment.at, zone, true)}
            </time>
            <span>{moment.icon}</span>
            <span>{moment.words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
