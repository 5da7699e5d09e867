import { describe, expect, test } from "vitest";
import type {
  AlertingRule,
  OutboxEntry,
  RouteAnswer,
  RuleGroup,
  Silence,
  ToldAlert,
} from "../../api/alerting";
import type { Labels } from "../../lib/promql";
import { parseSearch, stringifySearch } from "../../lib/search";
import { startsIn, stretchesOf } from "./history";
import { firingOf, grouped, labelsKey, ruleRefs, seriesFor, shown, waitingOf, worstFirst } from "./model";
import { outboxState, readable } from "./outboxModel";
import { idsOfPath, treeOf, whyNot } from "./routeTree";
import { countRules, filterGroups } from "./rules";
import { alertingSearch } from "./search";
import { exportText, filterSilences, importOf, sortSilences } from "./silences";
import { toldLines } from "./told";

const T0 = Date.parse("2026-02-12T14:00:00Z");
const iso = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();

const rule = (name: string, change: Partial<AlertingRule> = {}): AlertingRule => ({
  type: "alerting",
  name,
  query: "x > 5",
  labels: { severity: "critical" },
  annotations: {},
  state: "firing",
  health: "ok",
  duration: 300,
  keepFiringFor: 0,
  evaluationTime: 0.001,
  lastEvaluation: iso(0),
  alerts: [],
  ...change,
});
const groupOf = (...rules: AlertingRule[]): RuleGroup => ({
  name: "g",
  file: "/etc/r.yml",
  rules,
  interval: 30,
  evaluationTime: 0.001,
  lastEvaluation: iso(0),
});
const told = (id: string, labels: Record<string, string>, change: Partial<ToldAlert> = {}): ToldAlert => ({
  fingerprint: id,
  labels,
  annotations: {},
  receivers: [{ name: "team" }],
  startsAt: iso(0),
  endsAt: iso(5),
  updatedAt: iso(0),
  status: { state: "active", silencedBy: [], inhibitedBy: [], mutedBy: [] },
  ...change,
});

describe("what fires", () => {
  const labels = { alertname: "A", severity: "critical", instance: "a" };
  const groups = [
    groupOf(
      rule("A", {
        alerts: [
          { labels, annotations: {}, state: "firing", activeAt: iso(-10), value: "7.5" },
          {
            labels: { ...labels, instance: "b" },
            annotations: {},
            state: "firing",
            activeAt: iso(-6),
            value: "6",
          },
          {
            labels: { ...labels, instance: "c" },
            annotations: {},
            state: "pending",
            activeAt: iso(-2),
            value: "9",
          },
        ],
      }),
    ),
  ];

  test("what was told gets value, limit and rule of its rule, also with labels that were added on the way", () => {
    const taken = [{ fingerprint: "1", by: "ann", comment: "", at: iso(1) }];
    const [first] = firingOf([told("1", { ...labels, zone: "eu" })], ruleRefs(groups), taken);
    expect(first).toMatchObject({ id: "1", severity: "critical", value: 7.5, isTold: true });
    expect(first?.compared?.limit).toBe(5);
    expect(first?.ref?.group).toBe("g");
    expect(first?.taken?.by).toBe("ann");
  });

  test("what fires and was not told yet is listed too, once", () => {
    const all = firingOf([told("1", labels)], ruleRefs(groups), []);
    expect(all.map((a) => [a.labels.instance, a.isTold])).toEqual([
      ["a", true],
      ["b", false],
    ]);
    expect(all[1]?.id).toBe(labelsKey({ ...labels, instance: "b" }));
  });

  test("an alert from elsewhere says its query in its link", () => {
    const generatorURL = "http://p/graph?g0.expr=up+%3D%3D+0&g0.tab=1";
    const [one] = firingOf([told("1", { alertname: "Other" }, { generatorURL })], [], []);
    expect(one?.expr).toBe("up == 0");
    expect(one?.compared?.op).toBe("==");
  });

  test("those that wait are listed by when they fire", () => {
    expect(waitingOf(ruleRefs(groups)).map((w) => [w.labels.instance, w.forMillis])).toEqual([
      ["c", 300_000],
    ]);
  });

  test("worst first, then the newest; groups by their worst", () => {
    const all = firingOf(
      [
        told("1", { alertname: "A", severity: "warning", service: "s1" }),
        told("2", { alertname: "B", severity: "page", service: "s2" }),
        told("3", { alertname: "C", severity: "warning", service: "s2" }, { startsAt: iso(3) }),
      ],
      [],
      [],
    );
    expect([...all].sort(worstFirst).map((a) => a.id)).toEqual(["2", "3", "1"]);
    expect(grouped(all, "service").map((g) => [g.name, g.alerts.length])).toEqual([
      ["s2", 2],
      ["s1", 1],
    ]);
    expect(grouped(all, "none")).toHaveLength(1);
  });

  test("what is kept back is shown only when asked for", () => {
    const silenced = { state: "suppressed" as const, silencedBy: ["s"], inhibitedBy: [], mutedBy: [] };
    const all = firingOf(
      [told("1", { alertname: "A" }), told("2", { alertname: "B" }, { status: silenced })],
      [],
      [],
    );
    const ids = (search: Record<string, string>) => shown(all, alertingSearch(search)).map((a) => a.id);
    expect(ids({})).toEqual(["1"]);
    expect(ids({ show: "kept" })).toEqual(["2"]);
    expect(ids({ show: "all", q: "alertname=B" })).toEqual(["2"]);
  });

  test("the series of an alert is the one that agrees in most labels", () => {
    const all: { metric: Labels }[] = [
      { metric: { __name__: "x", job: "a" } },
      { metric: { job: "a", instance: "1" } },
      { metric: { job: "b" } },
    ];
    expect(seriesFor(all, { alertname: "A", job: "a", instance: "1" })).toBe(all[1]);
    expect(seriesFor(all, { job: "c" })).toBeUndefined();
  });
});

describe("history", () => {
  const grid = { start: 0, end: 600, stepSeconds: 60 };
  const values = (...times: number[]) => times.map((t): [number, string] => [t, "1"]);

  test("states follow each other, and nothing means fine", () => {
    const all = [
      { metric: { alertstate: "pending" }, values: values(120, 180) },
      { metric: { alertstate: "firing" }, values: values(240, 300) },
    ];
    expect(stretchesOf(all, grid)).toEqual([
      { phase: "ok", from: 0, to: 120 },
      { phase: "pending", from: 120, to: 240 },
      { phase: "firing", from: 240, to: 360 },
      { phase: "ok", from: 360, to: 600 },
    ]);
  });

  test("a beginning is counted once, one before the range is not", () => {
    const all = [
      { metric: {}, values: values(0, 60, 120) },
      { metric: {}, values: values(240, 300, 480, 540) },
    ];
    expect(startsIn(all, grid, 300)).toEqual([1, 1]);
  });
});

describe("who was told", () => {
  const route = (change: Partial<RouteAnswer> = {}): RouteAnswer => ({
    receiver: "team",
    muted: false,
    mutedBy: [],
    groupLabels: { alertname: "A" },
    groupWaitMillis: 1000,
    groupIntervalMillis: 1000,
    repeatIntervalMillis: 3_600_000,
    path: [],
    ...change,
  });
  const entry = (id: number, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
    id,
    time: iso(id),
    receiver: "team",
    integration: "webhook[0]",
    groupKey: "",
    groupLabels: '{alertname="A"}',
    firing: 1,
    resolved: 0,
    attempts: 1,
    reason: "first notification",
    status: "delivered",
    message: "",
    ...change,
  });

  test("the newest of each way since it fires, and when it comes again", () => {
    const lines = toldLines([route()], [entry(9), entry(3), entry(2, { receiver: "other" })], T0, false);
    expect(lines.map((l) => [l.state, l.atMillis])).toEqual([
      ["delivered", T0 + 9 * 60_000],
      ["next", T0 + 9 * 60_000 + 3_600_000],
    ]);
  });

  test("another group, or one before this alert, was somebody else's", () => {
    const others = [entry(1, { groupLabels: '{alertname="B"}' }), entry(-5)];
    expect(toldLines([route()], others, T0, false).map((l) => l.state)).toEqual(["next"]);
  });

  test("what is muted or silenced says so", () => {
    const muted = route({ muted: true, mutedBy: [{ interval: "night", outsideOfActive: true }] });
    expect(toldLines([muted], [], T0, false)[0]?.words).toBe("muted now: outside of night");
    expect(toldLines([route()], [], T0, true)[0]?.state).toBe("muted");
  });
});

describe("the routing tree", () => {
  const tree = treeOf({
    route: {
      receiver: "root",
      group_by: ["alertname"],
      routes: [
        {
          matchers: ['severity="critical"'],
          receiver: "pager",
          continue: true,
          routes: [{ match: { team: "web" } }],
        },
        { match_re: { team: "a.*" }, active_time_intervals: ["day"] },
      ],
    },
  });

  test("what is missing comes from above", () => {
    expect(tree?.routes[0]?.routes[0]).toMatchObject({
      id: "0.0.0",
      receiver: "pager",
      groupBy: ["alertname"],
    });
    expect(tree?.routes[1]).toMatchObject({ receiver: "root", activeIn: ["day"] });
    expect(treeOf(null)).toBeUndefined();
  });

  test("the server's path leads through the same nodes", () => {
    const step = (id: string) => ({ line: 1, id, matchers: "{}", continue: false });
    expect(
      idsOfPath([step("{}"), step('{}/{severity="critical"}/0'), step('{}/x/0/{team="web"}/0')]),
    ).toEqual(["0", "0.0", "0.0.0"]);
  });

  test("a node that does not match says what it needs", () => {
    const node = tree?.routes[0];
    expect(node && whyNot(node, { severity: "info" })).toBe('severity="critical", but it is "info"');
    expect(node && whyNot(node, { severity: "critical" })).toBeUndefined();
  });
});

describe("silences", () => {
  const silence = (id: string, state: Silence["status"]["state"], end: number): Silence => ({
    id,
    matchers: [{ name: "a", value: "b", isRegex: false, isEqual: true }],
    startsAt: iso(0),
    endsAt: iso(end),
    updatedAt: iso(0),
    createdBy: "ann",
    comment: `about ${id}`,
    status: { state },
  });
  const all = [
    silence("x", "expired", 1),
    silence("y", "expired", 9),
    silence("p", "pending", 5),
    silence("a", "active", 3),
  ];

  test("in force first, what ended last before what ended earlier", () => {
    expect(sortSilences(all).map((s) => s.id)).toEqual(["a", "p", "y", "x"]);
  });

  test("are found by reason, author and matcher", () => {
    expect(filterSilences(all, "about P").map((s) => s.id)).toEqual(["p"]);
    expect(filterSilences(all, 'a="b"', "expired")).toHaveLength(2);
  });

  test("an export can be imported, without the ids", () => {
    const again = importOf(exportText(all));
    expect(again).toHaveLength(4);
    expect(again[0]).not.toHaveProperty("id");
    expect(() => importOf("{}")).toThrow("expected: a list of silences");
    expect(() => importOf('[{"matchers":[]}]')).toThrow("silence 1: matchers");
  });
});

test("rules are counted by state, and found by name and label", () => {
  const groups = [groupOf(rule("A"), rule("B", { health: "err" }), rule("C", { state: "inactive" }))];
  expect(countRules(groups)).toMatchObject({ broken: 1, firing: 1, inactive: 1 });
  expect(filterGroups(groups, "severity=critical", "broken")[0]?.rules.map((r) => r.name)).toEqual(["B"]);
  expect(filterGroups(groups, "nothing")).toEqual([]);
});

test("a notification without a way out is only kept, and JSON is laid out", () => {
  expect(outboxState({ status: "delivered", integration: "" })).toBe("kept");
  expect(outboxState({ status: "delivered", integration: "webhook[0]" })).toBe("delivered");
  expect(outboxState({ status: "retrying", integration: "webhook[0]" })).toBe("retrying");
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable("plain")).toBe("plain");
});

test("the state of the page survives its URL", () => {
  const state = alertingSearch({
    tab: "silences",
    q: 'team="web"',
    sev: ["critical", "info"],
    by: "receiver",
    show: "all",
    silence: "new",
    match: 'a="b,c"',
    sel: "87af",
  });
  expect(alertingSearch(parseSearch(stringifySearch({ ...state })))).toEqual(state);
  expect(alertingSearch({ tab: "nonsense", sev: "odd" })).toMatchObject({ tab: undefined, sev: undefined });
});
