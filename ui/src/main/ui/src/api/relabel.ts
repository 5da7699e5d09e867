import type { Labels } from "../lib/promql";
import { asked } from "./http";

/** One relabel rule as it ran on one target: what it made of the labels. */
export interface RelabelStep {
  rule: Record<string, unknown>;
  output: Labels;
  /** False where the rule drops the target. */
  keep: boolean;
}

/** What a pool's rules make of discovered labels, rule by rule. */
export async function relabelSteps(
  pool: string,
  labels: Labels,
  signal?: AbortSignal,
): Promise<RelabelStep[]> {
  const params = { scrapePool: pool, labels: JSON.stringify(labels) };
  return (
    (await asked<{ steps: RelabelStep[] | null }>("api/v1/targets/relabel_steps", params, signal)).steps ?? []
  );
}

/** The pool's part of the configuration, with every default written out. */
export async function poolConfig(pool: string, signal?: AbortSignal): Promise<string> {
  return (await asked<{ yaml: string }>("api/v1/scrape_pools/config", { scrapePool: pool }, signal)).yaml;
}
