import { describe, expect, test } from "vitest";
import { diffLines, shortened } from "./diff";
import { withFilters } from "./filters";
import { interpolate, single, type Value, variablesIn } from "./interpolate";
import { arranged, compacted, freePlace, heightOf } from "./layout";
import { linkHref, safeUrl } from "./links";
import { boardMacros, stepMacros } from "./macros";
import type { Dashboard, Panel, Variable } from "./model";
import { type PlanContext, planPanel } from "./plan";
import { expandBoard, type PlacedPanel } from "./repeat";
import { aligned, intervalText, parseInterval, roundInterval, stepOf } from "./steps";
import { panelTime } from "./timeOverride";
import {
  choose,
  dependencyLevels,
  dependentsOf,
  filterText,
  optionsOf,
  parseFilter,
  parseVariableQuery,
  resolveVariables,
  type VariableAsk,
} from "./variables";

const hosts: Value = { values: ["a.b", "c|d"], texts: ["A", "C"], several: true };
const one: Value = { values: ["a.b"], texts: ["A"], several: true };
const all: Value = { ...hosts, all: true };

describe("a variable in a text", () => {
  const at = (text: string, value: Value = hosts, target: "promql" | "text" | "link" = "promql") =>
    interpolate(text, { values: { v: value } }, target);

  test.each([
    ["$v", "(a\\\\.b|c\\\\|d)"],
    ["${v}", "(a\\\\.b|c\\\\|d)"],
    ["[[v]]", "(a\\\\.b|c\\\\|d)"],
    ["${v:csv}", "a.b,c|d"],
    ["${v:pipe}", "a.b|c|d"],
    ["${v:regex}", "(a\\.b|c\\|d)"],
    ["${v:raw}", "a.b,c|d"],
    ["${v:json}", '["a.b","c|d"]'],
    ["${v:doublequote}", '"a.b","c|d"'],
    ["${v:singlequote}", "'a.b','c|d'"],
    ["${v:sqlstring}", "'a.b','c|d'"],
    ["${v:glob}", "{a.b,c|d}"],
    ["${v:lucene}", '("a.b" OR "c|d")'],
    ["${v:percentencode}", "%7Ba.b%2Cc%7Cd%7D"],
    ["${v:queryparam}", "var-v=a.b&var-v=c%7Cd"],
    ["${v:text}", "A + C"],
    ["${v:distributed}", "a.b,v=c|d"],
    ["${v:join:;}", "a.b;c|d"],
    ["[[v:csv]]", "a.b,c|d"],
    ["$value $vv ${other}", "$value $vv ${other}"],
  ])("%s", (text, wanted) => {
    expect(at(text)).toBe(wanted);
  });

  test("is escaped as a pattern even when it is one of several that are possible", () => {
    expect(at('up{i=~"$v"}', one)).toBe('up{i=~"a\\\\.b"}');
    expect(at('up{i="$v"}', single("a.b"))).toBe('up{i="a.b"}');
  });

  test("that is All is what All stands for", () => {
    expect(at("$v", { ...all, allValue: ".*" })).toBe(".*");
    expect(at("$v", all)).toBe("(a\\\\.b|c\\\\|d)");
    expect(at("${v:queryparam}", all)).toBe("var-v=%24__all");
    expect(at("$v", all, "text")).toBe("All");
  });

  test("that nobody knows is left to the panel", () => {
    expect(at("${__field.name} $__value ${__data.fields.x}")).toBe(
      "${__field.name} $__value ${__data.fields.x}",
    );
    expect(at("$timeFilter")).toBe("$timeFilter");
  });

  test("names are found in every form", () => {
    expect(variablesIn("$a ${b:csv} [[c]] $a")).toEqual(["a", "b", "c"]);
  });
});

describe("macros", () => {
  const macros = boardMacros({
    fromMillis: 1_700_000_000_000,
    toMillis: 1_700_003_600_000,
    title: "T",
    uid: "u",
  });
  const fill = (text: string) => interpolate(text, { values: {}, macros, zone: "UTC" }, "promql");

  test("of the range", () => {
    expect(fill("$__range $__range_s $__range_ms")).toBe("3600s 3600 3600000");
    expect(fill("${__from} $__to")).toBe("1700000000000 1700003600000");
    expect(fill("${__from:date}")).toBe("2023-11-14T22:13:20.000Z");
    expect(fill("${__from:date:seconds}")).toBe("1700000000");
    expect(fill("${__from:date:YYYY-MM-DD HH:mm:ss}")).toBe("2023-11-14 22:13:20");
    expect(fill("$__dashboard ${__org.id} ${__user.login}|")).toBe("T 1 |");
  });

  test("of the step", () => {
    const step = stepOf({ rangeMillis: 3_600_000, maxDataPoints: 1000, scrapeMillis: 15_000 });
    expect(stepMacros(step)).toMatchObject({
      __interval: "15s",
      __interval_ms: "15000",
      __rate_interval: "1m",
    });
    expect(
      stepMacros(stepOf({ rangeMillis: 86_400_000, maxDataPoints: 500, scrapeMillis: 15_000 })),
    ).toMatchObject({
      __interval: "2m",
      __rate_interval: "135s",
    });
  });
});

describe("steps", () => {
  test.each([
    [1, 1],
    [3400, 2000],
    [3600, 5000],
    [29_000, 30_000],
    [89_000, 60_000],
    [7_000_000_000, 2_592_000_000],
  ])("%i ms are near to %i", (millis, wanted) => {
    expect(roundInterval(millis)).toBe(wanted);
  });

  test("are not finer than the least one, and never too many for the server", () => {
    const week = 7 * 86_400_000;
    expect(
      stepOf({ rangeMillis: 3_600_000, maxDataPoints: 600, scrapeMillis: 10_000, minMillis: 60_000 })
        .stepMillis,
    ).toBe(60_000);
    expect(stepOf({ rangeMillis: week, maxDataPoints: 1e6, scrapeMillis: 1000 }).stepMillis).toBe(55_000);
    expect(
      stepOf({ rangeMillis: 3_600_000, maxDataPoints: 600, scrapeMillis: 10_000, factor: 3 }).stepMillis,
    ).toBe(30_000);
  });

  test("are read and written", () => {
    expect([">10s", "15", "1m", "x", undefined].map(parseInterval)).toEqual([
      10_000,
      15_000,
      60_000,
      undefined,
      undefined,
    ]);
    expect([500, 15_000, 90_000, 3_600_000].map(intervalText)).toEqual(["500ms", "15s", "90s", "1h"]);
    expect(aligned(1_700_000_007_000, 1_700_000_029_000, 15_000)).toEqual({
      start: 1_700_000_000 - 5,
      end: 1_700_000_025,
    });
  });
});

describe("a panel's own time", () => {
  const board = { fromMillis: 1000, toMillis: 3_601_000 };
  test("is its own length up to now", () => {
    expect(panelTime({ timeFrom: "2h" }, board, 10_000_000, "UTC")).toEqual({
      fromMillis: 10_000_000 - 7_200_000,
      toMillis: 10_000_000,
      label: "last 2\u2009h",
    });
  });
  test("lies earlier, and says so unless told not to", () => {
    expect(panelTime({ timeShift: "1d" }, board, 0, "UTC")).toMatchObject({
      toMillis: 3_601_000 - 86_400_000,
      label: "1\u2009d earlier",
    });
    expect(panelTime({ timeShift: "1d", hideTimeOverride: true }, board, 0, "UTC").label).toBe("");
  });
  test("that cannot be read leaves the board's", () => {
    expect(panelTime({ timeFrom: "soon" }, board, 0, "UTC")).toMatchObject({
      ...board,
      label: "time range soon is not readable",
    });
  });
});

describe("the query of a variable", () => {
  test.each<[string, VariableAsk | undefined]>([
    ["label_values(job)", { kind: "labelValues", label: "job", match: undefined }],
    ['label_values(up{a="b,c"}, instance)', { kind: "labelValues", label: "instance", match: 'up{a="b,c"}' }],
    ["label_names()", { kind: "labelNames", match: undefined }],
    ["metrics(node_.*)", { kind: "metrics", pattern: "node_.*" }],
    ["query_result(topk(5, up))", { kind: "queryResult", expr: "topk(5, up)" }],
    ["up{a='b'}", { kind: "series", match: "up{a='b'}" }],
    [" ", undefined],
  ])("%s", (text, wanted) => {
    expect(parseVariableQuery(text)).toEqual(wanted);
  });

  test("its pattern takes a part, or text and value apart", () => {
    expect(optionsOf(["x-1", "x-2", "y"], "/x-(.*)/", undefined).map((o) => o.value)).toEqual(["1", "2"]);
    expect(optionsOf(['i{n="a",v="1"}'], '/n="(?<text>[^"]+)|v="(?<value>[^"]+)/g', undefined)).toEqual([
      { text: "a", value: "1" },
    ]);
    expect(optionsOf(["a", "a", "b"], undefined, "desc").map((o) => o.value)).toEqual(["b", "a"]);
    expect(optionsOf(["n10", "n9", "N1"], undefined, "numericAsc").map((o) => o.value)).toEqual([
      "N1",
      "n9",
      "n10",
    ]);
    expect(optionsOf(["b", "A", "c"], undefined, "ciAsc").map((o) => o.value)).toEqual(["A", "b", "c"]);
    expect(optionsOf(["abc", "xbc"], "a.*", undefined).map((o) => o.value)).toEqual(["abc"]);
  });
});

const variables: Variable[] = [
  {
    kind: "query",
    name: "pod",
    query: 'label_values(up{ns="$ns"}, pod)',
    multi: true,
    includeAll: true,
    current: ["$__all"],
  },
  { kind: "query", name: "ns", query: "label_values(up, ns)" },
  { kind: "interval", name: "step", options: ["1m"], auto: { count: 30, min: "10s" } },
  { kind: "filter", name: "Filters" },
];

describe("variables that hang on others", () => {
  test("are asked after them", () => {
    expect(dependencyLevels(variables).map((l) => l.map((v) => v.name))).toEqual([
      ["ns", "step", "Filters"],
      ["pod"],
    ]);
    expect([...dependentsOf("ns", variables)]).toEqual(["pod"]);
  });

  test("in a circle are asked anyway", () => {
    const circle: Variable[] = [
      { kind: "query", name: "a", query: "label_values($b)" },
      { kind: "query", name: "b", query: "label_values($a)" },
    ];
    expect(dependencyLevels(circle).flat()).toHaveLength(2);
  });

  test("get their values from the chosen ones", async () => {
    const asked: VariableAsk[] = [];
    const resolved = await resolveVariables({
      variables,
      chosen: { ns: ["n2"], Filters: ["job|=|web", "bad"] },
      keep: new Set(),
      fromMillis: 0,
      toMillis: 3_600_000,
      macros: {},
      ask: async (ask) => {
        asked.push(ask);
        return ask.kind === "labelValues" && ask.label === "ns" ? ["n1", "n2"] : ["p1", "p2"];
      },
    });
    expect(asked[1]).toEqual({ kind: "labelValues", label: "pod", match: 'up{ns="n2"}' });
    expect(resolved.values.pod).toMatchObject({ values: ["p1", "p2"], all: true });
    expect(resolved.values.step).toEqual({ values: ["2m"], texts: ["auto"] });
    expect(resolved.filters).toEqual([{ key: "job", operator: "=", value: "web" }]);
  });

  test("that cannot be asked say so and keep what was chosen", async () => {
    const resolved = await resolveVariables({
      variables: [{ kind: "query", name: "ns", query: "label_values(ns)" }],
      chosen: { ns: ["x"] },
      keep: new Set(),
      fromMillis: 0,
      toMillis: 1,
      macros: {},
      ask: () => Promise.reject(new Error("away")),
    });
    expect(resolved.errors).toEqual({ ns: "away" });
    expect(resolved.values.ns?.values).toEqual(["x"]);
  });
});

describe("a choice", () => {
  const ns: Variable & { kind: "query" } = { kind: "query", name: "ns", query: "x" };
  const options = ["a", "b"].map((value) => ({ text: value.toUpperCase(), value }));
  test("that is gone gives way to the first, or to All", () => {
    expect(choose(ns, options, ["z"], false).values).toEqual(["a"]);
    expect(choose({ ...ns, includeAll: true }, options, ["z"], false).all).toBe(true);
    expect(choose(ns, options, ["z"], true).values).toEqual(["z"]);
  });
  test("may be made by its text", () => {
    expect(choose({ ...ns, multi: true }, options, ["B", "a"], false).values).toEqual(["b", "a"]);
    expect(choose(ns, options, ["b", "a"], false).values).toEqual(["b"]);
  });
});

describe("ad-hoc filters", () => {
  const filters = [{ key: "job", operator: "=~" as const, value: 'w"b' }];
  test.each([
    ["up", 'up{job=~"w\\"b"}'],
    ["up{}", 'up{job=~"w\\"b"}'],
    [
      'sum(rate(a_total{x="1",}[5m])) / on(y) b',
      'sum(rate(a_total{x="1", job=~"w\\"b"}[5m])) / on(y) b{job=~"w\\"b"}',
    ],
    ['{"a.b"}', '{"a.b", job=~"w\\"b"}'],
    ["a offset 5m and b[5m:1m]", 'a{job=~"w\\"b"} offset 5m and b{job=~"w\\"b"}[5m:1m]'],
    ['label_replace(up, "a", "$1", "b", "(.*)")', 'label_replace(up{job=~"w\\"b"}, "a", "$1", "b", "(.*)")'],
  ])("%s", (expr, wanted) => {
    expect(withFilters(expr, filters)).toBe(wanted);
  });

  test("are written into the address and read again", () => {
    const filter = { key: "a", operator: "!=" as const, value: "x|y" };
    expect(parseFilter(filterText(filter))).toEqual(filter);
    expect(parseFilter("a|?|b")).toBeUndefined();
  });
});

const panel = (id: number, x: number, y: number, w: number, h: number, more: Partial<Panel> = {}): Panel => ({
  kind: "timeseries",
  id,
  grid: { x, y, w, h },
  ...more,
});

describe("the places of panels", () => {
  const values = { v: { values: ["a", "b", "c"], texts: ["a", "b", "c"], several: true } };
  const board = (panels: Dashboard["panels"]): Dashboard => ({ dashboard: 1, uid: "u", title: "T", panels });
  const places = (panels: Dashboard["panels"], toggled: string[] = []) =>
    expandBoard(board(panels), values, new Set(toggled)).map((p) => [
      p.key,
      p.grid.x,
      p.grid.y,
      p.grid.w,
      p.grid.h,
    ]);

  test("repeat across, and push what is below", () => {
    expect(
      places([panel(1, 0, 0, 12, 4, { repeat: { variable: "v", maxPerRow: 2 } }), panel(2, 0, 4, 24, 3)]),
    ).toEqual([
      ["1~v=a", 0, 0, 12, 4],
      ["1~v=b", 12, 0, 12, 4],
      ["1~v=c", 0, 4, 12, 4],
      ["2", 0, 8, 24, 3],
    ]);
  });

  test("repeat down", () => {
    expect(places([panel(1, 6, 0, 6, 2, { repeat: { variable: "v", direction: "v" } })])).toEqual([
      ["1~v=a", 6, 0, 6, 2],
      ["1~v=b", 6, 2, 6, 2],
      ["1~v=c", 6, 4, 6, 2],
    ]);
  });

  test("rows hold their panels, whatever the stored heights count from", () => {
    const row = (y: number) => ({
      kind: "row" as const,
      id: 9,
      title: "R",
      grid: { x: 0, y: 0, w: 24, h: 1 },
      panels: [panel(1, 0, y, 24, 2)],
    });
    expect(places([panel(3, 0, 0, 4, 4), row(40)])).toEqual([
      ["3", 0, 0, 4, 4],
      ["9", 0, 4, 24, 1],
      ["1", 0, 5, 24, 2],
    ]);
    expect(places([{ ...row(0), collapsed: true }])).toEqual([["9", 0, 0, 24, 1]]);
    expect(places([{ ...row(0), collapsed: true }], ["9"])).toHaveLength(2);
    const scoped = expandBoard(board([{ ...row(0), repeat: { variable: "v" } }]), values, new Set());
    expect(scoped.filter((p) => p.kind === "row").map((p) => p.values.v?.values)).toEqual([
      ["a"],
      ["b"],
      ["c"],
    ]);
    expect(scoped.map((p) => p.key)).toEqual(["9~v=a", "1~v=a", "9~v=b", "1~v=b", "9~v=c", "1~v=c"]);
  });

  test("make room and leave no holes", () => {
    const boxes = [panel(1, 0, 0, 12, 8), panel(2, 12, 0, 12, 8), panel(3, 0, 8, 24, 4)].map((p) => ({
      key: String(p.id),
      grid: p.grid,
    }));
    const at = (items: typeof boxes) => items.map((b) => [b.key, b.grid.x, b.grid.y]);
    expect(at(arranged(boxes, "3", { y: 0 }))).toEqual([
      ["1", 0, 4],
      ["2", 12, 4],
      ["3", 0, 0],
    ]);
    expect(at(arranged(boxes, "1", { y: 10 }))).toEqual([
      ["1", 0, 12],
      ["2", 12, 0],
      ["3", 0, 8],
    ]);
    expect(arranged(boxes, "1", { w: 30, h: 0 })[0]?.grid).toEqual({ x: 0, y: 0, w: 24, h: 2 });
    expect(at(compacted([{ key: "1", grid: { x: 0, y: 7, w: 4, h: 2 } }]))).toEqual([["1", 0, 0]]);
    expect(freePlace(boxes, 12, 4)).toEqual({ x: 0, y: 12, w: 12, h: 4 });
    expect(heightOf(8)).toBe(296);
  });
});

describe("what a panel asks", () => {
  const source = panel(1, 0, 0, 12, 8, {
    queries: [{ ref: "A", expr: 'rate(a{h=~"$h"}[$__rate_interval])', legend: "{{x}} $h" }],
  });
  const board: Dashboard = {
    dashboard: 1,
    uid: "u",
    title: "T",
    panels: [source, panel(2, 0, 8, 12, 8, { queries: [{ ref: "A", panel: 1 }] })],
  };
  const context: PlanContext = {
    board,
    at: { fromMillis: 0, toMillis: 3_600_000 },
    nowMillis: 3_600_000,
    zone: "UTC",
    scrapeMillis: 15_000,
    filter: (expr) => expr,
    widthOf: () => 500,
  };
  const placed = (p: Panel): PlacedPanel => ({
    kind: "panel",
    key: String(p.id),
    panel: p,
    grid: p.grid,
    values: { h: one },
    copy: false,
  });

  test("has everything filled in but labels of the legend", () => {
    const plan = planPanel(placed(source), context);
    expect(plan.queries[0]).toMatchObject({
      expr: 'rate(a{h=~"a\\\\.b"}[1m])',
      query: { legend: "{{x}} A" },
      asks: [{ type: "range", start: 0, end: 3600, step: 15 }],
    });
  });

  test("of another panel is the same question", () => {
    const second = board.panels[1] as Panel;
    expect(planPanel(placed(second), context).queries.map((q) => q.expr)).toEqual(
      planPanel(placed(source), context).queries.map((q) => q.expr),
    );
  });

  test("over the range and at its end, with exemplars", () => {
    const both = panel(3, 0, 0, 8, 8, {
      queries: [
        { ref: "A", expr: "up", mode: "both", exemplars: true },
        { ref: "B", expr: "x", hidden: true },
      ],
    });
    expect(planPanel(placed(both), context).queries.map((q) => q.asks.map((a) => a.type))).toEqual([
      ["range", "instant", "exemplars"],
    ]);
  });
});

describe("links", () => {
  test("to Grafana's boards lead to boards here, and never to a script", () => {
    expect(safeUrl("/d/abc/some-name?var-x=1")).toBe("dashboards/abc?var-x=1");
    expect(safeUrl("javascript:alert(1)")).toBe("#");
    expect(safeUrl("https://example.org/a")).toBe("https://example.org/a");
  });
  test("take time and variables along", () => {
    const context = { interpolation: { values: { v: hosts } }, time: "from=1&to=2", variables: "var-v=a" };
    expect(linkHref({ url: "d/x?y=1", keepTime: true, keepVariables: true }, context)).toBe(
      "dashboards/x?y=1&from=1&to=2&var-v=a",
    );
  });
});

test("a diff keeps what is around the changes", () => {
  const lines = diffLines("a\nb\nc\nd\ne\nf", "a\nb\nc\nd\nE\nf");
  expect(lines.filter((l) => l.kind !== "same")).toEqual([
    { kind: "del", text: "e" },
    { kind: "add", text: "E" },
  ]);
  expect(shortened(lines, 1)[0]).toEqual({ kind: "skip", text: "3 lines alike" });
  expect(diffLines("x", "x").every((l) => l.kind === "same")).toBe(true);
});
