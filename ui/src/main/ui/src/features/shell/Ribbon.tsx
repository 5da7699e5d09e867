import { Link, useRouterState } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useHealth } from "../../api/hooks";
import { whereOf } from "../../components/alerts/model";
import { useAlerts } from "../../components/alerts/useAlerting";
import { Button } from "../../components/controls";
import { Glyph } from "../../components/Glyph";
import { pageAt } from "../../components/pages";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { readableDuration } from "../../lib/time/duration";
import { clock } from "../../lib/time/zone";
import { type Alarm, alarmOf } from "./alarm";
import styles from "./shell.module.css";

/** The component of the health answer that speaks of who is scraped. */
const TARGETS = "targets";

/** A clock for words like `12 min`; it goes on when the page's own stands still. */
function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The server is gone: what is on screen stays, and says how old it is. */
function Lost({ sinceMillis, onRetry }: { sinceMillis: number; onRetry: () => void }) {
  const now = useSecond();
  const { zone } = useTime();
  return (
    <div className={styles.ribbon} role="status">
      <Glyph state="critical" />
      <b className="strong">The server does not answer</b>
      <span className="muted">
        since {clock(sinceMillis, zone, true)}, {readableDuration(Math.max(1000, now - sinceMillis))}; what
        you see stays and may be old
      </span>
      <Button kind="ghost" className="end" onClick={onRetry}>
        Ask again
      </Button>
    </div>
  );
}

function Alarmed({ alarm }: { alarm: Alarm }) {
  const now = useSecond();
  const { worst, others, takenBy, untaken } = alarm;
  const where = whereOf(worst.labels);
  return (
    <div className={styles.ribbon} role="alert">
      <Glyph state="critical" />
      <b className="strong">{worst.name}</b>
      <span className={`ell ${styles.wide}`}>{where}</span>
      <span className="nowrap">{readableDuration(Math.max(1000, now - worst.sinceMillis))}</span>
      <span className="muted ell">
        {takenBy.length > 0 ? `acknowledged by ${takenBy.join(", ")}` : "not acknowledged"}
        {others > 0 && ` · ${others} more critical`}
        {takenBy.length > 0 && untaken > 0 && `, ${untaken} not acknowledged`}
      </span>
      <Link
        to={"/alerting" as string}
        search={(before: Record<string, unknown>) => ({ ...keepTime(before), sel: worst.id })}
        className={`end row g4 nowrap ${styles.ribbonLink}`}
      >
        {others > 0 ? "Open alerts" : "Open alert"}
        <ChevronRight className="i s" aria-hidden />
      </Link>
    </div>
  );
}

function Unwell() {
  const { data } = useHealth();
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  const bad = data?.components.filter((c) => c.state !== "healthy") ?? [];
  if (!data || data.status === "healthy") {
    return null;
  }
  const targets = bad.some((c) => c.name === TARGETS);
  // Home and Targets say it themselves, with names
  if (targets && bad.length === 1 && ["/", "/scrape-targets"].includes(pageAt(pathname)?.path ?? "/")) {
    return null;
  }
  const state = data.status === "failing" ? "critical" : "warning";
  return (
    <div className={styles.ribbon} data-st={state} role="status">
      <Glyph state={state} />
      <b className="strong">Tocsin is {data.status}</b>
      <span className="ell">{bad.map((c) => `${c.name}: ${c.reason || c.state}`).join(" · ")}</span>
      {targets && (
        <Link
          to="/scrape-targets"
          search={(before) => ({ ...keepTime(before), state: "down" as const })}
          className={`end row g4 nowrap ${styles.ribbonLink}`}
        >
          Open targets
          <ChevronRight className="i s" aria-hidden />
        </Link>
      )}
    </div>
  );
}

/** One line above every page: the server is gone, something critical fires, or Tocsin itself is unwell. */
export function Ribbon({ lostSince, onRetry }: { lostSince: number | undefined; onRetry: () => void }) {
  const { firing } = useAlerts();
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  if (lostSince !== undefined) {
    return <Lost sinceMillis={lostSince} onRetry={onRetry} />;
  }
  const alarm = alarmOf(firing);
  // the list of what fires needs no line above it that says so
  if (alarm && pageAt(pathname)?.path !== "/alerting") {
    return <Alarmed alarm={alarm} />;
  }
  return <Unwell />;
}
