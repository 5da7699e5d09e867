import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Target, TargetHealth } from "../../api/prometheus";
import { CopyButton } from "../../components/controls";
import { type State, StateWord } from "../../components/Glyph";
import { keepTime } from "../../components/time/search";
import { useTime } from "../../components/time/TimeContext";
import { Value } from "../../components/Value";
import { seriesText } from "../../lib/promql";
import { ago } from "../../lib/time/duration";
import { fullTime } from "../../lib/time/zone";
import { History } from "./History";
import { shownLabels } from "./model";
import { Relabelling } from "./Relabelling";
import styles from "./targets.module.css";

const STATES: Record<TargetHealth, { state: State; word: string }> = {
  up: { state: "ok", word: "Up" },
  down: { state: "critical", word: "Down" },
  unknown: { state: "none", word: "Not yet" },
};

export function LabelChips({ labels }: { labels: [string, string][] }) {
  return (
    <span className={styles.chips}>
      {labels.map(([label, value]) => (
        <span key={label} className="chip" title={`${label}="${value}"`}>
          <span className="k">{label}</span>
          <span className="ell">{value}</span>
        </span>
      ))}
    </span>
  );
}

function Detail({ target }: { target: Target }) {
  const { zone } = useTime();
  const scraped = Date.parse(target.lastScrape);
  const up = `up${seriesText({ job: target.labels.job ?? "", instance: target.labels.instance ?? "" })}`;
  const rows: [string, React.ReactNode][] = [
    [
      "Address",
      <span key="a" className="mono">
        {target.scrapeUrl}
      </span>,
    ],
    ["Scraped", `every ${target.scrapeInterval}, gives up after ${target.scrapeTimeout}`],
    ["Last", scraped > 0 ? fullTime(scraped, zone) : "not yet"],
    ["History", <History key="h" target={target} />],
    ["Found as", <LabelChips key="d" labels={Object.entries(target.discoveredLabels)} />],
    ["Relabelled", <Relabelling key="r" pool={target.scrapePool} discovered={target.discoveredLabels} />],
    ["Scraped as", <LabelChips key="l" labels={shownLabels(target.labels)} />],
  ];
  return (
    <div className={styles.detail}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Link
        to="/explore"
        search={(before) => ({ ...keepTime(before), q: [up, up.replace(/^up/, "scrape_duration_seconds")] })}
        className="btn"
      >
        Chart up and duration
      </Link>
    </div>
  );
}

/** One target: its state, who it is, and if it is down the whole reason. */
export function TargetRow({ target }: { target: Target }) {
  const { now } = useTime();
  const [open, setOpen] = useState(false);
  const { state, word } = STATES[target.health];
  const scraped = Date.parse(target.lastScrape);
  const never = !(scraped > 0);
  return (
    <li className={styles.target} data-st={target.health === "up" ? undefined : state}>
      <div className={styles.row}>
        <button
          type="button"
          className={`btn ghost ico ${styles.open}`}
          aria-expanded={open}
          aria-label={`Details of ${target.scrapeUrl}`}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight className="i" aria-hidden />
        </button>
        <StateWord state={state} word={word} />
        <span className={styles.who}>
          <span className={`mono ${styles.address}`}>{target.scrapeUrl}</span>
          <LabelChips labels={shownLabels(target.labels)} />
        </span>
        <span className={`num ${styles.when}`}>
          {never ? "not yet" : ago(scraped, Math.max(now, scraped))}
        </span>
        <span className={`num ${styles.took}`}>
          <Value value={never ? null : target.lastScrapeDuration} unit="seconds" />
        </span>
      </div>
      {target.lastError && (
        <div className={styles.error}>
          <code className="mono">{target.lastError}</code>
          <CopyButton text={target.lastError} label="Copy the error" />
        </div>
      )}
      {open && <Detail target={target} />}
    </li>
  );
}
