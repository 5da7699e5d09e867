import { Link, useRouterState } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useHealth } from "../../api/hooks";
import { Glyph } from "../../components/Glyph";
import { pageAt } from "../../components/pages";
import { keepTime } from "../../components/time/search";
import styles from "./shell.module.css";

/** The component of the health answer that speaks of who is scraped. */
const TARGETS = "targets";

/** Only there when Tocsin itself is in trouble: then everything below may be old or incomplete. */
export function Ribbon() {
  const { data, error } = useHealth();
  const pathname = useRouterState({ select: (s) => s.location.pathname });
  if (error) {
    return (
      <div className={styles.ribbon} role="status">
        <Glyph state="critical" />
        <b className="strong">The server does not answer</b>
        <span className="muted">what you see may be old; asking again every 10 s</span>
      </div>
    );
  }
  const bad = data?.components.filter((c) => c.state !== "healthy") ?? [];
  if (!data || data.status === "healthy") {
    return null;
  }
  const targets = bad.some((c) => c.name === TARGETS);
  // Home and Targets say it themselves, with names
  if (targets && bad.length === 1 && pageAt(pathname)?.path !== "/explore") {
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
