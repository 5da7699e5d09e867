import { describe, expect, test } from "vitest";
import type { DroppedTarget, Target, TargetHealth } from "../../api/prometheus";
import { CELLS, cellWords, healthCells } from "./health";
import { countTargets, droppedCount, droppedOf, poolsOf, shownLabels, toggled } from "./model";
import { explainSteps, labelChanges, ruleWords } from "./relabel";
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

test("a switch is read from an address, and again from what was read", () => {
  expect(targetsSearch({ add: "1" }).add).toBe(true);
  expect(targetsSearch(targetsSearch({ add: "1" }) as Record<string, unknown>).add).toBe(true);
  expect(targetsSearch({ add: "0" }).add).toBeUndefined();
});

test("an unknown state in the URL means all", () => {
  expect(targetsSearch({ state: "exploded", q: "x" })).toMatchObject({ state: undefined, q: "x" });
});

test("a pool is closed and opened without touching the others", () => {
  const closed = toggled(new Set(["api"]), "web");
  expect([...closed].sort()).toEqual(["api", "web"]);
  expect([...toggled(closed, "api")]).toEqual(["web"]);
});

describe("relabelling", () => {
  test("says what a rule does in one line", () => {
    expect(
      ruleWords({
        action: "replace",
        source_labels: ["__address__"],
        regex: "(.*):.*",
        target_label: "host",
        replacement: "$1",
      }),
    ).toBe("replace __address__ matching (.*):.* into host");
    expect(ruleWords({ action: "drop", source_labels: ["a", "b"], separator: ";", regex: "x;y" })).toBe(
      "drop a;b matching x;y",
    );
    expect(ruleWords({ action: "labeldrop", regex: "tmp_.*" })).toBe("labeldrop matching tmp_.*");
  });

  test("shows what each rule changed, and stops at the one that drops", () => {
    const steps = explainSteps({ a: "1", b: "2" }, [
      { rule: { action: "replace", target_label: "c" }, output: { a: "1", b: "2", c: "3" }, keep: true },
      { rule: { action: "labeldrop", regex: "b" }, output: { a: "1", c: "3" }, keep: true },
      { rule: { action: "drop" }, output: {}, keep: false },
      { rule: { action: "keep" }, output: {}, keep: true },
    ]);
    expect(steps.map((s) => [s.keep, s.changes])).toEqual([
      [true, [{ label: "c", before: undefined, after: "3" }]],
      [true, [{ label: "b", before: "2", after: undefined }]],
      [false, []],
    ]);
    expect(labelChanges({ a: "1" }, { a: "1" })).toEqual([]);
  });
});

test("the health of a target over time is up, down, both, or not known", () => {
  const values: [number, string][] = [
    [10, "1"],
    [20, "0"],
    [30, "0.5"],
    [9999, "1"],
  ];
  const cells = healthCells({ metric: {}, values }, 0, 10);
  expect(cells.slice(0, 4)).toEqual(["up", "down", "mixed", "none"]);
  expect(cells).toHaveLength(CELLS);
  expect(cellWords(cells)).toBe("down in 2 of 3 parts of the range");
  expect(cellWords(healthCells(undefined, 0, 10))).toBe("not scraped in this range");
});
