import { useVirtualizer } from "@tanstack/react-virtual";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Field, Kbd } from "../../components/controls";
import { useShortcuts } from "../../components/keys/Keys";
import { Empty, Failed, Loading } from "../../components/states";
import { digits, formatText, group } from "../../lib/units";
import styles from "./explore.module.css";
import { MetricDetail } from "./MetricDetail";
import { findMetrics, type Metric, useMetrics } from "./useMetrics";

/** Pixels; a finger needs more than a pointer. */
const ROW = matchMedia("(pointer: coarse)").matches ? 44 : 28;

export interface MetricBrowserProps {
  selected: string | undefined;
  /** One click shows what a metric is. */
  onSelect: (name: string) => void;
  onUse: (query: string) => void;
}

const TYPES: Record<string, string> = {
  counter: "C",
  gauge: "G",
  histogram: "H",
  gaugehistogram: "H",
  summary: "S",
};

function Row({
  metric,
  on,
  most,
  onSelect,
}: {
  metric: Metric;
  on: boolean;
  most: number;
  onSelect: () => void;
}) {
  const share = metric.series === undefined ? 0 : Math.sqrt(metric.series / most);
  return (
    <button type="button" className={styles.metric} aria-pressed={on} onClick={onSelect} title={metric.name}>
      <span className={styles.type} title={metric.type}>
        {TYPES[metric.type] ?? "·"}
      </span>
      <span className="ell">{metric.name}</span>
      <span className="num muted">{metric.series === undefined ? "" : digits(metric.series)}</span>
      <i style={{ width: `${share * 100}%` }} />
    </button>
  );
}

function List({
  metrics,
  selected,
  onSelect,
}: {
  metrics: Metric[];
  selected?: string;
  onSelect: (name: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: metrics.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const chosen = metrics.findIndex((m) => m.name === selected);
  // only when the list or the choice changes: a click must not make the list jump, and 'auto' leaves visible rows alone
  useEffect(() => {
    if (chosen >= 0) {
      rows.scrollToIndex(chosen, { align: "auto" });
    }
  }, [chosen, rows]);
  const most = Math.max(1, ...metrics.map((m) => m.series ?? 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section ref={scroller} className={styles.metricList} tabIndex={0} aria-label="Metric names">
      <ul style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map((item) => {
          const metric = metrics[item.index];
          return metric ? (
            <li
              key={metric.name}
              style={{ position: "absolute", insetInline: 0, top: item.start, height: ROW }}
            >
              <Row
                metric={metric}
                most={most}
                on={metric.name === selected}
                onSelect={() => onSelect(metric.name)}
              />
            </li>
          ) : null;
        })}
      </ul>
    </section>
  );
}

/** Every metric there is: its type, how many series it has, what it means and which labels it carries. */
export function MetricBrowser({ selected, onSelect, onUse }: MetricBrowserProps) {
  const { all, totalSeries, isPending, error } = useMetrics();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: "Find a metric", group: "Explore", run: () => field.current?.focus() }]);
  const shown = findMetrics(all, text);
  const open = all.find((m) => m.name === selected);
  const count =
    all.length > 0
      ? `${group(all.length)} names${totalSeries ? `, ${formatText(totalSeries, "none")} series` : ""}`
      : "";
  return (
    <aside className={styles.browser} aria-label="Metric browser">
      <div className={styles.browserHead}>
        <h2>Metrics</h2>
        <span className="muted t12">{count}</span>
      </div>
      <Field
        ref={field}
        label="Find a metric"
        placeholder="Find a metric"
        icon={Search}
        value={text}
        onChange={setText}
        onKeyDown={(event) => event.key === "Enter" && shown[0] && onSelect(shown[0].name)}
        hint={<Kbd>/</Kbd>}
      />
      {shown.length > 0 && <List metrics={shown} selected={selected} onSelect={onSelect} />}
      {shown.length === 0 && (
        <div className={styles.metricList}>
          {error ? (
            <Failed error={error} />
          ) : isPending ? (
            <Loading what="metric names" height={160} />
          ) : text ? (
            <Empty
              kind="no-match"
              what={`No metric has “${text}”`}
              why={`${group(all.length)} names were looked at.`}
              actions={[{ label: "Show all", run: () => setText("") }]}
            />
          ) : (
            <Empty
              kind="not-yet"
              what="Nothing is stored yet"
              why="The first names appear with the first scrape."
            />
          )}
        </div>
      )}
      {open && <MetricDetail metric={open} totalSeries={totalSeries} onUse={onUse} />}
    </aside>
  );
}
