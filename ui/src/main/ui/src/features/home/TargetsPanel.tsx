import { Link } from "@tanstack/react-router";
import { useTargets } from "../../api/hooks";
import type { Target } from "../../api/prometheus";
import { Glyph, type State } from "../../components/Glyph";
import { Panel } from "../../components/Panel";
import { Empty, Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { ago } from "../../lib/time/duration";
import { formatText } from "../../lib/units";
import styles from "./home.module.css";

const STATES: Record<Target["health"], State> = { down: "critical", unknown: "none", up: "ok" };
const ORDER: Target["health"][] = ["down", "unknown", "up"];
const MAX_ROWS = 8;

export function worstFirst(targets: Target[]): Target[] {
  return [...targets].sort(
    (a, b) => ORDER.indexOf(a.health) - ORDER.indexOf(b.health) || a.scrapePool.localeCompare(b.scrapePool),
  );
}

function Row({ target, now }: { target: Target; now: number }) {
  const scraped = Date.parse(target.lastScrape);
  const never = !(scraped > 0);
  return (
    <li data-st={target.health === "up" ? undefined : STATES[target.health]}>
      <Link
        to="/scrape-targets"
        search={(before) => ({ ...keepTime(before), q: target.labels.instance ?? target.scrapePool })}
      >
        <Glyph state={STATES[target.health]} label={target.health} />
        <span className="grow">
          <b className="med ell">{target.labels.job ?? target.scrapePool}</b>
          <span className="muted ell">
            {target.health === "down" ? target.lastError : (target.labels.instance ?? target.scrapeUrl)}
          </span>
        </span>
        <span className="num">
          <span>{never ? "–" : formatText(target.lastScrapeDuration, "seconds")}</span>
          <span className="muted">{never ? "not yet" : ago(scraped, Math.max(now, scraped))}</span>
        </span>
      </Link>
    </li>
  );
}

/** Who is scraped, the troubled first. */
export function TargetsPanel() {
  const { data, error, refetch } = useTargets(10_000);
  const { now } = useTime();
  const targets = worstFirst(data?.activeTargets ?? []);
  const up = targets.filter((t) => t.health === "up").length;
  return (
    <Panel
      title="Targets"
      sub={data ? `${up} of ${targets.length} up` : ""}
      end={
        <Link to="/scrape-targets" search={keepTime} className="link t12">
          All targets
        </Link>
      }
      flush
    >
      {targets.length > 0 && (
        <ul className={styles.list}>
          {targets.slice(0, MAX_ROWS).map((target) => (
            <Row
              key={`${target.scrapePool}|${target.scrapeUrl}|${target.labels.instance}`}
              target={target}
              now={now}
            />
          ))}
        </ul>
      )}
      {targets.length === 0 && (
        <div className="pb">
          {error ? (
            <Failed error={error} actions={[{ label: "Retry", run: () => void refetch() }]} />
          ) : data ? (
            <Empty
              kind="not-yet"
              what="Nothing is scraped yet"
              why="Add scrape_configs to the configuration file and start with --config FILE; this list fills by itself."
            />
          ) : (
            <Loading what="targets" height={120} />
          )}
        </div>
      )}
    </Panel>
  );
}
