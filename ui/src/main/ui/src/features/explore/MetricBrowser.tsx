import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Field, Kbd } from "../../components/controls";
import { FilterChips } from "../../components/filterbar/FilterBar";
import { useShortcuts } from "../../components/keys/Keys";
import { Empty, Failed, Loading } from "../../components/states";
import { moveBy } from "../../lib/roving";
import { digits, formatText, group } from "../../lib/units";
import styles from "./explore.module.css";
import { MetricDetail } from "./MetricDetail";
import { findMetrics, firstQuery, type Metric, useMetrics } from "./useMetrics";

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

interface RowProps {
  metric: Metric;
  on: boolean;
  most: number;
  /** The one row of the list at which the Tab key stops. */
  stop: boolean;
  onSelect: () => void;
  onUse: () => void;
}

function Row({ metric, on, most, stop, onSelect, onUse }: RowProps) {
  const share = metric.series === undefined ? 0 : Math.sqrt(metric.series / most);
  return (
    <button
      type="button"
      className={styles.metric}
      aria-pressed={on}
      tabIndex={stop ? 0 : -1}
      onClick={() => (on ? undefined : onSelect())}
      onDoubleClick={onUse}
      onKeyDown={(event) => {
        if (event.key === "Enter" && on) {
          event.preventDefault();
          onUse();
        }
      }}
      title={metric.help ? `${metric.name}: ${metric.help}` : metric.name}
    >
      <span className={styles.type} title={metric.type}>
        {TYPES[metric.type] ?? "·"}
      </span>
      <span className="ell">{metric.name}</span>
      <span className="num muted">{metric.series === undefined ? "" : digits(metric.series)}</span>
      <i style={{ width: `${share * 100}%` }} />
    </button>
  );
}

interface ListProps {
  metrics: Metric[];
  selected?: string;
  onSelect: (name: string) => void;
  onUse: (query: string) => void;
}

/** One stop of the Tab key: arrows, Page and Home/End move, Enter shows a metric and a second Enter charts it. */
function List({ metrics, selected, onSelect, onUse }: ListProps) {
  const scroller = useRef<HTMLElement>(null);
  const moved = useRef(false);
  const chosen = metrics.findIndex((m) => m.name === selected);
  const [cursor, setCursor] = useState(0);
  const stop = Math.min(cursor, metrics.length - 1);
  const rows = useVirtualizer({
    count: metrics.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    // the row with the stop stays on the page, or Tab would pass the list by once it is scrolled away
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), stop])].filter((i) => i >= 0).sort((a, b) => a - b),
  });
  const height = rows.scrollRect?.height;
  // when the choice, the list or its height changes: 'auto' leaves visible rows where they are
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is a reason to look again
  useEffect(() => {
    if (chosen >= 0) {
      setCursor(chosen);
      rows.scrollToIndex(chosen, { align: "auto" });
    }
  }, [chosen, rows, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only after a key has moved the stop
  useEffect(() => {
    if (moved.current) {
      moved.current = false;
      scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }, [stop]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const to = moveBy(event.key, stop, metrics.length, Math.max(1, Math.floor((height ?? ROW) / ROW) - 1));
    if (to !== undefined) {
      event.preventDefault();
      moved.current = to !== stop;
      rows.scrollToIndex(to, { align: "auto" });
      setCursor(to);
    }
  };
  const most = Math.max(1, ...metrics.map((m) => m.series ?? 0));
  return (
    <section ref={scroller} className={styles.metricList} aria-label="Metric names" onKeyDown={onKeyDown}>
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
                stop={item.index === stop}
                onSelect={() => onSelect(metric.name)}
                onUse={() => onUse(firstQuery(metric))}
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
      <FilterChips />
      {shown.length > 0 && <List metrics={shown} selected={selected} onSelect={onSelect} onUse={onUse} />}
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
