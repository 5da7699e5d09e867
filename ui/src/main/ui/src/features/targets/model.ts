import type { DroppedTarget, Target, TargetHealth, Targets } from "../../api/prometheus";
import type { Labels } from "../../lib/promql";
import type { TargetsSearch } from "./search";

export interface Counts {
  all: number;
  down: number;
  unknown: number;
  up: number;
  dropped: number;
}

export interface Pool {
  name: string;
  targets: Target[];
  up: number;
}

const ORDER: TargetHealth[] = ["down", "unknown", "up"];

/** Servers that keep only some of the dropped targets say how many there were in all. */
export function droppedCount(targets: Targets): number {
  const counted = Object.values(targets.droppedTargetCounts ?? {}).reduce((sum, n) => sum + n, 0);
  return Math.max(counted, targets.droppedTargets.length);
}

export function countTargets(targets: Targets): Counts {
  const of = (health: TargetHealth) => targets.activeTargets.filter((t) => t.health === health).length;
  return {
    all: targets.activeTargets.length,
    down: of("down"),
    unknown: of("unknown"),
    up: of("up"),
    dropped: droppedCount(targets),
  };
}

function contains(labels: Labels, text: string): boolean {
  return Object.entries(labels).some(([label, value]) => `${label}="${value}"`.toLowerCase().includes(text));
}

function matches(target: Target, text: string): boolean {
  return (
    text === "" ||
    [target.scrapeUrl, target.scrapePool, target.lastError].some((field) =>
      field.toLowerCase().includes(text),
    ) ||
    contains(target.labels, text)
  );
}

/** The targets that the filter leaves, by pool; pools with trouble first, then by name. */
export function poolsOf(targets: Target[], { state, pool, q }: TargetsSearch): Pool[] {
  const text = (q ?? "").toLowerCase();
  const kept = targets.filter(
    (t) =>
      (state === undefined || t.health === state) &&
      (pool === undefined || t.scrapePool === pool) &&
      matches(t, text),
  );
  const names = [...new Set(kept.map((t) => t.scrapePool))];
  return names
    .map((name) => {
      const own = kept.filter((t) => t.scrapePool === name);
      own.sort(
        (a, b) => ORDER.indexOf(a.health) - ORDER.indexOf(b.health) || a.scrapeUrl.localeCompare(b.scrapeUrl),
      );
      return { name, targets: own, up: own.filter((t) => t.health === "up").length };
    })
    .sort(
      (a, b) =>
        Number(a.up === a.targets.length) - Number(b.up === b.targets.length) || a.name.localeCompare(b.name),
    );
}

/** Dropped targets whose discovered labels contain the text. */
export function droppedOf(dropped: DroppedTarget[], { pool, q }: TargetsSearch): DroppedTarget[] {
  const text = (q ?? "").toLowerCase();
  const poolOf = (d: DroppedTarget) => d.scrapePool ?? d.discoveredLabels.job;
  return dropped.filter(
    (d) => (pool === undefined || poolOf(d) === pool) && (text === "" || contains(d.discoveredLabels, text)),
  );
}

/** Labels that say something beyond what the row shows anyway. */
export function shownLabels(labels: Labels): [string, string][] {
  return Object.entries(labels)
    .filter(([label]) => label !== "job")
    .sort(([a], [b]) => Number(b === "instance") - Number(a === "instance") || a.localeCompare(b));
}

/** The set with the name in it if it was not, and without it if it was. */
export function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(names);
  if (!next.delete(name)) {
    next.add(name);
  }
  return next;
}
