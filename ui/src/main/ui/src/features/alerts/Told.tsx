import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { outbox, routesOf } from "../../api/alerting";
import { Glyph, type State } from "../../components/Glyph";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { matchersOf, matchersText } from "../../lib/matchers";
import { readableDuration } from "../../lib/time/duration";
import { clock, fullTime } from "../../lib/time/zone";
import styles from "./alerts.module.css";
import type { Firing } from "./model";
import { integrationName, type ToldLine, type ToldState, toldLines } from "./told";
import { KEYS, useEvery } from "./useAlerting";

const STATES: Record<ToldState, State | undefined> = {
  delivered: "ok",
  failed: "critical",
  retrying: "warning",
  waiting: "pending",
  muted: "maint",
  next: undefined,
};

/** Routes of this alert now, and the latest notifications. */
export function useTold(alert: Firing): { lines: ToldLine[]; receivers: string[]; isReady: boolean } {
  const every = useEvery();
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const routes = useQuery({
    queryKey: ["alerting", "route", alert.id, minute],
    queryFn: ({ signal }) => routesOf(alert.labels, minute, signal),
    staleTime: 60_000,
  });
  const sent = useQuery({
    queryKey: [...KEYS.outbox, "latest"],
    queryFn: ({ signal }) => outbox({ limit: 300 }, signal),
    refetchInterval: every,
  });
  return {
    lines: toldLines(routes.data ?? [], sent.data ?? [], alert.sinceMillis, alert.keptBy.length > 0),
    receivers: (routes.data ?? []).map((r) => r.receiver),
    isReady: routes.data !== undefined,
  };
}

function When({ line }: { line: ToldLine }) {
  const { now, zone } = useTime();
  if (line.atMillis === undefined) {
    return null;
  }
  const ahead = line.atMillis - now;
  return (
    <span title={fullTime(line.atMillis, zone)}>
      {ahead > 0 ? `in ${readableDuration(ahead)}` : clock(line.atMillis, zone, true)}
    </span>
  );
}

/** Who was told, when, and who is next. */
export function Told({ alert, lines, isReady }: { alert: Firing; lines: ToldLine[]; isReady: boolean }) {
  return (
    <section className={styles.sec} aria-label="Who is told">
      <header>
        <h3>Who is told</h3>
        {alert.taken && <span className="muted t12">acknowledged by {alert.taken.by}</span>}
        <Link
          to="/alerting"
          search={(before) => ({
            ...keepTime(before),
            tab: "routing" as const,
            match: matchersText(matchersOf(alert.labels)),
          })}
          className="link t12 end"
        >
          Why this route
        </Link>
      </header>
      <table className={styles.told}>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className={line.state === "next" ? "muted" : undefined}>
              <td>
                <span className="row g6">
                  <Send className="i s muted" aria-hidden />
                  {line.receiver}
                </span>
              </td>
              <td className="muted">{integrationName(line.integration)}</td>
              <td className="num muted">
                <When line={line} />
              </td>
              <td>
                <span className="row g6" style={{ alignItems: "flex-start" }}>
                  {STATES[line.state] && <Glyph state={STATES[line.state] ?? "none"} label={line.state} />}
                  {line.entry ? (
                    <Link
                      to="/alerting"
                      search={(before) => ({
                        ...keepTime(before),
                        tab: "outbox" as const,
                        sel: String(line.entry?.id),
                      })}
                      className="link"
                    >
                      {line.words}
                    </Link>
                  ) : (
                    <span>{line.words}</span>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isReady && lines.length === 0 && (
        <p className="muted t12">No receiver has a way out: it is only kept.</p>
      )}
    </section>
  );
}
