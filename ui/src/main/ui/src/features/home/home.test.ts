import { describe, expect, test } from "vitest";
import type { Health } from "../../api/health";
import type { Target, TargetHealth } from "../../api/prometheus";
import type { Firing } from "../../components/alerts/model";
import type { HostRow } from "../../lib/hosts";
import { alertChanges, merged, restarts, toldChanges } from "./changes";
import { changeOf, chosen, figuresFor, misses } from "./figures";
import { serviceQueries, serviceRows } from "./services";
import { verdict } from "./verdict";

const target = (health: TargetHealth, scrapePool = "node", instance = "a:1"): Target => ({
  discoveredLabels: {},
  labels: { job: scrapePool, instance },
  scrapePool,
  scrapeUrl: `http://${instance}/metrics`,
  globalUrl: "",
  lastError: health === "down" ? "connection refused" : "",
  lastScrape: "",
  lastScrapeDuration: 0,
  health,
  scrapeInterval: "15s",
  scrapeTimeout: "10s",
});
const healthy: Health = { status: "healthy", components: [], version: "1" };
const host = (instance: string, disk: number | null): HostRow => ({
  instance,
  cpu: 10,
  memory: 20,
  disk,
  netIn: null,
  netOut: null,
  load: 1,
  cores: 2,
  fullIn: null,
  up: true,
});
const alert = (severity: Firing["severity"], more: Partial<Firing> = {}): Firing => ({
  id: `x${severity}`,
  name: "X",
  severity,
  labels: {},
  annotations: {},
  sinceMillis: 0,
  receivers: [],
  keptBy: [],
  silencedBy: [],
  inhibitedBy: [],
  mutedBy: [],
  isTold: true,
  ...more,
});
const known = { health: healthy, targets: [target("up")], firing: [], hosts: [] };

describe("the verdict", () => {
  test("says what was looked at when all is well", () => {
    expect(verdict({ ...known, targets: [target("up"), target("up")], hosts: [host("a", 40)] })).toEqual({
      state: "ok",
      text: "All well: 2 of 2 targets up, one host within its limits",
    });
    expect(verdict({ ...known, targets: [], hosts: [] }).text).toBe("All well: no targets yet");
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
    const { state, text } = verdict({
      health: degraded,
      targets: [target("down", "api"), target("up")],
      firing: [alert("warning"), alert("critical")],
      hosts: [host("db-1", 85)],
    });
    expect(state).toBe("critical");
    expect(text).toBe(
      "2 alerts firing (1 critical), 1 of 2 targets down (api), Tocsin is degraded: store disk 91 % full, db-1 has a disk at 85\u2009%",
    );
  });

  test("does not count what is kept back, nor what only informs", () => {
    const kept = alert("critical", { keptBy: ["silence"] });
    expect(verdict({ ...known, firing: [kept, alert("info")] }).state).toBe("ok");
    expect(verdict({ ...known, firing: [kept, alert("high")] }).text).toBe("1 alert firing");
  });

  test("says once that targets are down, though the health answer says it too", () => {
    const degraded: Health = {
      ...healthy,
      status: "degraded",
      components: [{ name: "targets", state: "degraded", reason: "2 of 3 down" }],
    };
    const targets = [target("down", "api"), target("down", "web"), target("up")];
    expect(verdict({ ...known, health: degraded, targets }).text).toBe("2 of 3 targets down (api, web)");
  });

  test("counts hosts beyond a limit when there are several", () => {
    const hosts = [host("a", 85), host("b", 95), host("c", 10)];
    expect(verdict({ ...known, hosts })).toEqual({ state: "critical", text: "2 of 3 hosts beyond a limit" });
  });

  test("does not judge before it knows", () => {
    expect(verdict({ ...known, health: undefined }).state).toBe("none");
    expect(verdict({ ...known, targets: undefined }).state).toBe("none");
    expect(verdict({ ...known, targets: [target("unknown"), target("up")] }).text).toBe(
      "1 of 2 targets not scraped yet",
    );
  });
});

describe("key figures", () => {
  const ids = (...names: string[]) => figuresFor(new Set(names)).map((f) => f.id);

  test("are those whose metrics are stored", () => {
    expect(ids()).toEqual([]);
    expect(ids("up", "http_requests_total")).toEqual(["availability", "requests", "errors"]);
    expect(
      ids(
        "up",
        "ALERTS",
        "node_cpu_seconds_total",
        "node_memory_MemTotal_bytes",
        "node_filesystem_avail_bytes",
        "tocsin_tsdb_samples_appended_total",
      ),
    ).toEqual(["availability", "alerts", "cpu", "memory", "disk", "samples"]);
  });

  test("without a reading give way to the next, five at most", () => {
    const of = (...values: (number | null)[]) => chosen(values.map((now) => ({ now }))).map(({ now }) => now);
    expect(of(1, null, 2, 3, 4, 5, 6)).toEqual([1, 2, 3, 4, 5]);
    expect(of(null, null)).toEqual([null, null]);
    expect(figuresFor(new Set(["tocsin_http_requests_total"]))).toEqual([]);
  });

  test("change in points or in percent, good or bad by what is better", () => {
    expect(changeOf(99.9, 99.93, { unit: "percent", better: "up" })).toEqual({
      words: "0.03\u2009pt",
      arrow: "down",
      goodness: "bad",
    });
    expect(changeOf(106.1, 100, { unit: "perSecond" })).toMatchObject({
      words: "6.1\u2009%",
      goodness: "none",
    });
    expect(changeOf(0.1, 0.2, { unit: "seconds", better: "down" })).toMatchObject({ goodness: "good" });
    expect(changeOf(100.1, 100, { unit: "bytes" }).arrow).toBe("flat");
    expect(changeOf(3, 0, { unit: "none", better: "down" })).toMatchObject({ words: "3", goodness: "bad" });
  });

  test("miss their target on the side that is worse", () => {
    const [availability] = figuresFor(new Set(["up"]));
    expect(availability && misses(99.8, availability)).toBe(true);
    expect(availability && misses(100, availability)).toBe(false);
    expect(availability && misses(null, availability)).toBe(false);
  });
});

describe("services", () => {
  const vector = (values: Record<string, string>) =>
    Object.entries(values).map(([job, value]) => ({
      metric: { job },
      value: [0, value] as [number, string],
    }));

  test("come worst first, by targets, errors and alerts", () => {
    const rows = serviceRows({
      targets: [
        target("up", "ok"),
        target("down", "gone"),
        target("up", "half", "a:1"),
        target("down", "half", "b:1"),
        target("up", "failing"),
        target("up", "alerted"),
      ],
      firing: [
        alert("high", { labels: { job: "alerted" } }),
        alert("critical", { labels: { job: "x" }, keptBy: ["time"] }),
      ],
      answers: { requests: vector({ failing: "10", ok: "5" }), errors: vector({ failing: "0.2" }) },
    });
    expect(rows.map((r) => [r.job, r.state, r.up, r.all])).toEqual([
      ["gone", "critical", 0, 1],
      ["alerted", "high", 1, 1],
      ["failing", "warning", 1, 1],
      ["half", "warning", 1, 2],
      ["ok", "ok", 1, 1],
    ]);
    expect(rows.find((r) => r.job === "failing")?.errors).toBeCloseTo(2);
    expect(rows.find((r) => r.job === "ok")?.errors).toBe(0);
    expect(rows[0]?.reason).toBe("connection refused");
  });

  test("that push are there without a target", () => {
    const rows = serviceRows({ targets: [], firing: [], answers: { cpu: vector({ agent: "3" }) } });
    expect(rows).toMatchObject([{ job: "agent", state: "ok", cpu: 3 }]);
  });

  test("are asked for only what is stored", () => {
    expect(serviceQueries(new Set(), 60).requests).toBe("");
    const { requests, errors } = serviceQueries(
      new Set(["http_requests_total", "grpc_server_handled_total"]),
      60,
    );
    expect(requests).toBe(
      'sum by (job) (rate({__name__=~"http_requests_total|grpc_server_handled_total"}[60s]))',
    );
    expect(errors).toContain('rate({__name__=~"http_requests_total",code=~"5.."}[60s]) or rate({__name__');
  });
});

describe("what changed", () => {
  const grid = { start: 0, end: 600, stepSeconds: 60 };
  const series = (times: number[], labels = {}) => ({
    metric: { alertname: "Slow", severity: "warning", job: "api", ...labels },
    values: times.map((t): [number, string] => [t, "1"]),
  });

  test("an alert begins and ends where its series does", () => {
    const found = alertChanges([series([180, 240, 300])], grid);
    expect(found.map((e) => [e.kind, e.atMillis])).toEqual([
      ["fired", 180_000],
      ["resolved", 360_000],
    ]);
    expect(found[0]).toMatchObject({ title: "Slow fired", detail: "job api" });
  });

  test("one that fires throughout neither begins nor ends", () => {
    expect(alertChanges([series([0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600])], grid)).toEqual([]);
  });

  test("a start time that steps is a restart", () => {
    const process = (values: string[]) => ({
      metric: { job: "api", instance: "a" },
      values: values.map((v, i): [number, string] => [i * 60, v]),
    });
    expect(restarts([process(["-500", "-500", "120"])], 0).map((e) => e.atMillis)).toEqual([120_000]);
    expect(restarts([process(["-500", "-500"])], 0)).toEqual([]);
    expect(restarts([process(["50"])], 0)).toHaveLength(1);
  });

  test("many of a kind at a moment are one line, the newest first", () => {
    const deployed = toldChanges([
      {
        id: "1",
        kind: "deployment",
        time: 10,
        timeEnd: 10,
        title: "api v2",
        text: "",
        labels: { env: "prod" },
      },
      {
        id: "2",
        kind: "deployment",
        time: 20,
        timeEnd: 20,
        title: "api v2",
        text: "",
        labels: { env: "eu" },
      },
      { id: "3", kind: "config_change", time: 90, timeEnd: 90, title: "ttl 60 s", text: "cache", labels: {} },
    ]);
    expect(merged(deployed, 9).map((e) => [e.kind, e.title, e.detail])).toEqual([
      ["config", "ttl 60 s", "cache"],
      ["deployment", "api v2", "env eu and 1 more"],
    ]);
    expect(merged(deployed, 1)).toHaveLength(1);
  });
});
