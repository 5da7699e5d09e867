import { ApiError } from "../../api/http";
import { Empty, Failed, Loading } from "../../components/states";
import { useTime } from "../../components/time/TimeContext";
import { nearest } from "../../lib/fuzzy";
import { metricsIn } from "../../lib/promql";
import { isLive } from "../../lib/time/range";
import { fullTime } from "../../lib/time/zone";
import styles from "./explore.module.css";
import type { ExploreSearch } from "./search";
import type { Explored } from "./useExplore";
import { type Metric, useMetrics } from "./useMetrics";

const STARTERS = [
  {
    label: "CPU of each host",
    query: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[1m])))',
  },
  { label: "Memory left", query: "node_memory_MemAvailable_bytes" },
  { label: "Bytes a second on each interface", query: "rate(node_network_receive_bytes_total[1m])" },
  { label: "Which targets are up", query: "up" },
];

/** A way in for those who do not know yet what to ask. */
function Start({ onUse }: { onUse: (query: string) => void }) {
  return (
    <>
      <Empty
        kind="not-yet"
        what="Pick a metric, type a query, or begin with one of these"
        why="Names, labels and functions complete as you type; Shift Enter runs."
      />
      <ul className={styles.starters}>
        {STARTERS.map(({ label, query }) => (
          <li key={query}>
            <button type="button" onClick={() => onUse(query)}>
              <b className="med">{label}</b>
              <code className="mono muted">{query}</code>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The query with a misspelt metric put right, when there is one with nearly that name. */
function suggestion(query: string, metrics: Metric[]): { name: string; query: string } | undefined {
  const names = metrics.map((m) => m.name);
  const wrong = metricsIn(query).find((name) => !names.includes(name));
  const name = wrong && nearest(wrong, names);
  return name ? { name, query: query.replace(wrong, name) } : undefined;
}

/** The editor belongs to CodeMirror, which is found by its spoken name. */
function focusQuery(name: string): void {
  document.querySelector<HTMLElement>(`[aria-label="Query ${name}"]`)?.focus();
}

export interface NothingProps {
  explored: Explored;
  height: number;
  onSearch: (change: Partial<ExploreSearch>) => void;
}

/** Why there is no chart, and the way to one. */
export function Nothing({ explored, height, onSearch }: NothingProps) {
  const { all } = useMetrics();
  const { at, zone, range, setRange, refreshNow } = useTime();
  const asked = explored.queries.filter((q) => !q.hidden && q.query.trim() !== "");
  const failed = asked.find((q) => q.error);
  if (failed) {
    return failed.error instanceof ApiError && failed.error.isBadQuery ? (
      <Empty
        kind="no-match"
        what={`Query ${failed.letter} has no answer`}
        why="Its row above says why and marks the place. Correct it and run again."
        actions={[{ label: "Edit query", run: () => focusQuery(failed.letter) }]}
      />
    ) : (
      <Failed error={failed.error} query={failed.query} actions={[{ label: "Retry", run: refreshNow }]} />
    );
  }
  if (asked.length === 0) {
    return <Start onUse={(query) => onSearch({ q: [query] })} />;
  }
  if (explored.isFirst) {
    return <Loading what="the chart" height={height} />;
  }
  const names = new Set(all.map((m) => m.name));
  const meant = suggestion(asked[0]?.query ?? "", all);
  const correct = (query: string) =>
    onSearch({ q: explored.queries.map((q) => (q.query === asked[0]?.query ? query : q.query)) });
  const known = asked.length === 1 && metricsIn(asked[0]?.query ?? "").every((name) => names.has(name));
  const span = `${fullTime(at.fromMillis, zone)} and ${fullTime(at.toMillis, zone)}`;
  const back = range.from === "now-24h" ? { from: "now-7d", to: "now" } : { from: "now-24h", to: "now" };
  const wider = isLive(range)
    ? { label: back.from === "now-7d" ? "Look back 7 days" : "Look back 24 hours", run: () => setRange(back) }
    : { label: "Show the last hour", run: () => setRange({ from: "now-1h", to: "now" }) };
  return (
    <Empty
      kind={known ? "too-early" : "no-match"}
      what={
        known
          ? `${asked[0]?.query} has no sample in this range`
          : `Nothing matches ${asked.length === 1 ? asked[0]?.query : "these queries"}`
      }
      why={`Nothing was stored between ${span}. ${known ? "The metric is known, so look at another time or check the labels." : "Check the name and the labels, or look further back."}`}
      actions={[...(meant ? [{ label: `Use ${meant.name}`, run: () => correct(meant.query) }] : []), wider]}
    />
  );
}
