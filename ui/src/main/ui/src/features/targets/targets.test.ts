import { describe, expect, test } from "vitest";
import type { DroppedTarget, Target, TargetHealth } from "../../api/prometheus";
import { countTargets, droppedCount, droppedOf, poolsOf, shownLabels, toggled } from "./model";
import { targetsSearch } from "./search";

const target = (scrapePool: string, health: TargetHealth, extra: Partial<Target> = {}): Target => ({
  discoveredLabels: {},
  labels: { job: scrapePool, instance: "a:1" },
  scrapePool,
  scrapeUrl: `http://${scrapePool}:1/metrics`,
  globalUrl: "",
  lastError: "",
  lastScrape: "",
  lastScrapeDuration: 0,
  health,
  scrapeInterval: "15s",
  scrapeTimeout: "10s",
  ...extra,
});

const all = [
  target("api", "up"),
  target("web", "up", { scrapeUrl: "http://b/metrics" }),
  target("web", "down", {
    lastError: "connection refused",
    labels: { job: "web", instance: "b:2", zone: "eu" },
  }),
];

describe("pools", () => {
  test("with trouble come first, and in them the troubled target", () => {
    const pools = poolsOf(all, {});
    expect(pools.map((p) => [p.name, p.up, p.targets.length])).toEqual([
      ["web", 1, 2],
      ["api", 1, 1],
    ]);
    expect(pools[0]?.targets[0]?.health).toBe("down");
  });

  test.each([
    [{ q: "REFUSED" }, 1],
    [{ q: 'zone="eu"' }, 1],
    [{ q: "http://api" }, 1],
    [{ q: "nothing of this" }, 0],
    [{ state: "up" as const }, 2],
    [{ pool: "web" }, 2],
    [{ pool: "web", state: "up" as const }, 1],
  ])("%o leaves %d", (search, left) => {
    expect(poolsOf(all, search).flatMap((p) => p.targets)).toHaveLength(left);
  });
});

describe("dropped targets", () => {
  const dropped: DroppedTarget[] = [
    { discoveredLabels: { job: "x", __address__: "h:1" } },
    { discoveredLabels: { job: "y" }, scrapePool: "y" },
  ];

  test("are counted even where the server lists only some", () => {
    expect(
      droppedCount({ activeTargets: [], droppedTargets: dropped, droppedTargetCounts: { x: 40, y: 2 } }),
    ).toBe(42);
    expect(droppedCount({ activeTargets: [], droppedTargets: dropped })).toBe(2);
  });

  test("are filtered by label and pool", () => {
    expect(droppedOf(dropped, { q: "h:1" })).toHaveLength(1);
    expect(droppedOf(dropped, { pool: "y" })).toHaveLength(1);
    expect(droppedOf(dropped, {})).toHaveLength(2);
  });
});

test("counts by state", () => {
  expect(countTargets({ activeTargets: all, droppedTargets: [] })).toEqual({
    all: 3,
    up: 2,
    down: 1,
    unknown: 0,
    dropped: 0,
  });
});

test("the instance leads the labels, and the job is left to the pool", () => {
  expect(shownLabels({ zone: "eu", job: "web", instance: "b:2", app: "x" }).map(([label]) => label)).toEqual([
    "instance",
    "app",
    "zone",
  ]);
});

test("an unknown state in the URL means all", () => {
  expect(targetsSearch({ state: "exploded", q: "x" })).toMatchObject({ state: undefined, q: "x" });
});

test("a pool is closed and opened without touching the others", () => {
  const closed = toggled(new Set(["api"]), "web");
  expect([...closed].sort()).toEqual(["api", "web"]);
  expect([...toggled(closed, "api")]).toEqual(["web"]);
});
