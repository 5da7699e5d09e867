import { DISKS, FILESYSTEMS, INTERFACES } from "../../lib/hosts";
import { formatText, type Unit } from "../../lib/units";
import { errorsOf, latencyOf, requestsOf } from "./signals";

/** One key figure: what it is, how it is asked for, and what is good. */
export interface Figure {
  id: string;
  label: string;
  unit: Unit;
  query: (windowSeconds: number) => string;
  /** Which way is better; undefined where neither is. */
  better?: "up" | "down";
  target?: { value: number; words: string };
  /** Where a click leads. */
  to: "/explore" | "/hosts" | "/scrape-targets" | "/alerting";
}

const OWN = 'job!="tocsin"';

/** Figures in the order of their worth. One whose metrics nobody stores gives way to the next. */
export function figuresFor(metrics: ReadonlySet<string>): Figure[] {
  // what people ask Tocsin itself says nothing of how their own systems serve
  const others = new Set([...metrics].filter((name) => !name.startsWith("tocsin_")));
  const requests = requestsOf(others, OWN);
  const errors = errorsOf(others, OWN);
  const latency = latencyOf(others, OWN);
  const has = (name: string) => metrics.has(name);
  const all: (Figure | false | undefined)[] = [
    has("up") && {
      id: "availability",
      label: "Targets up, 24 h",
      unit: "percent",
      query: () => "100 * avg(avg_over_time(up[24h]))",
      better: "up",
      target: { value: 99.9, words: "target 99.9\u2009%" },
      to: "/scrape-targets",
    },
    requests !== undefined && {
      id: "requests",
      label: "Requests",
      unit: "perSecond",
      query: (w) => `sum(${requests(w)})`,
      to: "/explore",
    },
    requests !== undefined &&
      errors !== undefined && {
        id: "errors",
        label: "Error rate",
        unit: "percent",
        query: (w) => `100 * (sum(${errors(w)}) or vector(0)) / sum(${requests(w)})`,
        better: "down",
        target: { value: 0.1, words: "target < 0.1\u2009%" },
        to: "/explore",
      },
    latency !== undefined && {
      id: "latency",
      label: "Latency p95",
      unit: "seconds",
      query: (w) => `histogram_quantile(0.95, sum by (le) (${latency(w)}))`,
      better: "down",
      to: "/explore",
    },
    has("ALERTS") && {
      id: "alerts",
      label: "Alerts firing",
      unit: "none",
      query: () => 'count(ALERTS{alertstate="firing",severity!="info"}) or 0 * count(up)',
      better: "down",
      target: { value: 0.5, words: "target 0" },
      to: "/alerting",
    },
    has("node_cpu_seconds_total") && {
      id: "cpu",
      label: "CPU, all hosts",
      unit: "percent",
      query: (w) =>
        `100 * (1 - sum(rate(node_cpu_seconds_total{mode="idle"}[${w}s])) / sum(rate(node_cpu_seconds_total{mode!~"guest.*"}[${w}s])))`,
      better: "down",
      to: "/hosts",
    },
    has("node_memory_MemTotal_bytes") && {
      id: "memory",
      label: "Memory, all hosts",
      unit: "percent",
      query: () => "100 * (1 - sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes))",
      better: "down",
      to: "/hosts",
    },
    has("node_filesystem_avail_bytes") && {
      id: "disk",
      label: "Fullest disk",
      unit: "percent",
      query: () =>
        `max(100 * (1 - node_filesystem_avail_bytes{${FILESYSTEMS}} / node_filesystem_size_bytes{${FILESYSTEMS}}))`,
      better: "down",
      to: "/hosts",
    },
    has("node_network_receive_bytes_total") && {
      id: "network",
      label: "Network, all hosts",
      unit: "bytesPerSecond",
      query: (w) =>
        `sum(rate(node_network_receive_bytes_total{${INTERFACES}}[${w}s])) + sum(rate(node_network_transmit_bytes_total{${INTERFACES}}[${w}s]))`,
      to: "/hosts",
    },
    has("node_disk_written_bytes_total") && {
      id: "writes",
      label: "Disk writes",
      unit: "bytesPerSecond",
      query: (w) => `sum(rate(node_disk_written_bytes_total{${DISKS}}[${w}s]))`,
      to: "/hosts",
    },
    has("tocsin_tsdb_samples_appended_total") && {
      id: "samples",
      label: "Samples taken in",
      unit: "perSecond",
      query: (w) => `sum(rate(tocsin_tsdb_samples_appended_total[${w}s]))`,
      to: "/scrape-targets",
    },
  ];
  return all.filter((figure): figure is Figure => figure !== false && figure !== undefined);
}

/** How many are shown. */
export const SHOWN_FIGURES = 5;

/** The first of those that have a reading; while nothing is known yet, the first of all. */
export function chosen<T extends { now: number | null }>(figures: readonly T[]): T[] {
  const read = figures.filter((figure) => figure.now !== null);
  return (read.length > 0 ? read : [...figures]).slice(0, SHOWN_FIGURES);
}

export interface Change {
  /** With its sign: `6.1 %`, `0.03 pt`. */
  words: string;
  arrow: "up" | "down" | "flat";
  goodness: "good" | "bad" | "none";
}

const FLAT_SHARE = 0.005;

/** How a figure differs from an earlier one: shares in points, everything else in percent of what it was. */
export function changeOf(now: number, before: number, figure: Pick<Figure, "unit" | "better">): Change {
  const points = figure.unit === "percent" || before === 0;
  const by = points ? now - before : (100 * (now - before)) / Math.abs(before);
  const small = points ? Math.abs(by) < 0.005 : Math.abs(by) < 100 * FLAT_SHARE;
  const arrow = small ? "flat" : by > 0 ? "up" : "down";
  const unit = figure.unit === "percent" ? "\u2009pt" : points ? "" : "\u2009%";
  const goodness =
    arrow === "flat" || figure.better === undefined ? "none" : arrow === figure.better ? "good" : "bad";
  return { words: small ? "no change" : `${formatText(Math.abs(by), "none")}${unit}`, arrow, goodness };
}

/** Whether a figure misses its target. */
export function misses(value: number | null, { target, better }: Figure): boolean {
  if (value === null || target === undefined) {
    return false;
  }
  return better === "up" ? value < target.value : value > target.value;
}
