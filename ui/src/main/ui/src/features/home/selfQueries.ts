import type { Unit } from "../../lib/units";

export interface SelfQuery {
  name: string;
  query: string;
  unit: Unit;
}

/** Tocsin's figures about itself, as it stores them under its own job. */
export const SELF_QUERIES: SelfQuery[] = [
  {
    name: "Samples taken in",
    query: 'sum(rate(tocsin_tsdb_samples_appended_total{job="tocsin"}[1m]))',
    unit: "perSecond",
  },
  { name: "Memory", query: 'max(process_resident_memory_bytes{job="tocsin"})', unit: "bytes" },
  { name: "CPU", query: '100 * sum(rate(process_cpu_seconds_total{job="tocsin"}[1m]))', unit: "percent" },
  { name: "Open files", query: 'max(process_open_fds{job="tocsin"})', unit: "none" },
  { name: "Started", query: 'max(process_start_time_seconds{job="tocsin"})', unit: "timestamp" },
];
