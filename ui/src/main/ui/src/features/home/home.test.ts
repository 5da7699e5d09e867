import { describe, expect, test } from "vitest";
import type { Health } from "../../api/health";
import type { Target, TargetHealth } from "../../api/prometheus";
import { filesystemRows } from "./Filesystems";
import { LIMITS, troubleOf, type Vital, verdict } from "./limits";
import { HOST_KEYS, hostQueries } from "./queries";
import { worstFirst } from "./TargetsPanel";

const target = (health: TargetHealth, scrapePool = "node"): Target => ({
  discoveredLabels: {},
  labels: { job: scrapePool, instance: "a:1" },
  scrapePool,
  scrapeUrl: "http://a:1/metrics",
  globalUrl: "",
  lastError: "",
  lastScrape: "",
  lastScrapeDuration: 0,
  health,
  scrapeInterval: "15s",
  scrapeTimeout: "10s",
});
const healthy: Health = { status: "healthy", components: [], version: "1" };
const disk = (value: number | null): Vital => ({ name: "a disk", value, unit: "%", ...LIMITS.disk });

describe("the verdict", () => {
  test("says what was looked at when all is well", () => {
    expect(verdict(healthy, [target("up"), target("up")], [disk(40)])).toEqual({
      state: "ok",
      text: "All well: 2 of 2 targets up, this host within its limits",
    });
    expect(verdict(healthy, [], [disk(null)]).text).toBe("All well: no targets yet");
  });

  test("names what is worst first", () => {
    const degraded: Health = {
      ...healthy,
      status: "degraded",
      components: [
        { name: "collect", state: "healthy", reason: "" },
        { name: "store", state: "degraded", reason: "disk 91 % full" },
      ],
    };
    const { state, text } = verdict(degraded, [target("down", "api"), target("up")], [disk(85)]);
    expect(state).toBe("critical");
    expect(text).toBe(
      "1 of 2 targets down (api), Tocsin is degraded: store disk 91 % full, a disk at 85\u2009%",
    );
  });

  test("says once that targets are down, though the health answer says it too", () => {
    const degraded: Health = {
      ...healthy,
      status: "degraded",
      components: [{ name: "targets", state: "degraded", reason: "2 of 3 down" }],
    };
    const targets = [target("down", "api"), target("down", "web"), target("up")];
    expect(verdict(degraded, targets, []).text).toBe("2 of 3 targets down (api, web)");
    const full: Health = {
      ...degraded,
      components: [...degraded.components, { name: "disk", state: "degraded", reason: "91 % full" }],
    };
    expect(verdict(full, targets, []).text).toBe(
      "2 of 3 targets down (api, web), Tocsin is degraded: disk 91 % full",
    );
  });

  test("a warning alone is not critical", () => {
    expect(verdict(healthy, [target("up")], [disk(80)]).state).toBe("warning");
    expect(verdict(healthy, [target("up")], [disk(90)]).state).toBe("critical");
  });

  test("does not judge before it knows", () => {
    expect(verdict(undefined, [], []).state).toBe("none");
    expect(verdict(healthy, undefined, []).state).toBe("none");
    expect(verdict(healthy, [target("unknown"), target("up")], []).text).toBe(
      "1 of 2 targets not scraped yet",
    );
  });

  test("limits include their own value", () => {
    expect(troubleOf(79.9, LIMITS.disk)).toBeUndefined();
    expect(troubleOf(80, LIMITS.disk)).toBe("warning");
    expect(troubleOf(90, LIMITS.disk)).toBe("critical");
    expect(troubleOf(null, LIMITS.disk)).toBeUndefined();
  });
});

test("targets in trouble come first, then by pool", () => {
  const sorted = worstFirst([
    target("up", "a"),
    target("unknown", "z"),
    target("down", "z"),
    target("down", "b"),
  ]);
  expect(sorted.map((t) => `${t.health} ${t.scrapePool}`)).toEqual(["down b", "down z", "unknown z", "up a"]);
});

test("the fullest filesystem comes first, by bytes or by inodes, and empty ones are left out", () => {
  const vector = (values: Record<string, string>) =>
    Object.entries(values).map(([mountpoint, value]) => ({
      metric: { mountpoint, device: "/dev/x", fstype: "ext4" },
      value: [0, value] as [number, string],
    }));
  const rows = filesystemRows([
    vector({ "/": "100", "/data": "100", "/mail": "100", "/none": "0" }),
    vector({ "/": "50", "/data": "10", "/mail": "90" }),
    vector({ "/": "1000", "/mail": "1000" }),
    vector({ "/": "900", "/mail": "50" }),
  ]);
  expect(rows.map((r) => [r.mount, r.used && Math.round(r.used), r.inodes && Math.round(r.inodes)])).toEqual([
    ["/mail", 10, 95],
    ["/data", 90, null],
    ["/", 50, 10],
  ]);
  expect(filesystemRows([undefined, undefined, undefined, undefined])).toEqual([]);
});

test("every query asks about one host only, whatever its name", () => {
  const queries = hostQueries('a"b\\c', 40);
  for (const key of HOST_KEYS) {
    expect(queries[key]).toContain('job="node",instance="a\\"b\\\\c"');
  }
});
