import { describe, expect, test } from "vitest";
import type { Panel } from "../lib/board/model";
import { labelTest, pickAlerts } from "./alertlist/pick";
import { barModel, barsOf } from "./barchart/model";
import { paletteOf } from "./colors";
import { fileName, panelCsv } from "./exportPanel";
import type { Frame } from "./frames";
import { arcPath, thresholdShares } from "./gauge/arc";
import { gaugeEnds } from "./gauge/ends";
import { fromGeohash, lookUp } from "./geomap/gazetteer";
import { mapPoints } from "./geomap/points";
import { heatData } from "./heatmap/cells";
import { toggled } from "./parts/legend";
import { panelValues } from "./parts/values";
import { stateRows } from "./statetimeline/states";
import { columnsOf, rowsOf } from "./table/columns";
import type { PanelAlert } from "./types";

const palette = paletteOf((name) => (name === "--surface" ? "#151a21" : "#80a0c0"));
const zone = "UTC";
const panel = (kind: Panel["kind"], options: Panel["options"] = {}): Panel => ({
  kind,
  id: 1,
  grid: { x: 0, y: 0, w: 12, h: 8 },
  options,
});

function series(name: string, values: (number | null)[], labels: Record<string, string> = {}): Frame {
  return {
    ref: "A",
    name,
    kind: "series",
    fields: [
      { name: "Time", type: "time", values: values.map((_, i) => i * 1000), config: {}, stepMillis: 1000 },
      { name: "Value", type: "number", values, legend: name, labels, config: {} },
    ],
  };
}

function table(columns: Record<string, unknown[]>): Frame {
  return {
    ref: "A",
    name: "A",
    kind: "table",
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      type: typeof values[0] === "number" ? "number" : "string",
      values,
      config: {},
    })),
  };
}

describe("single values", () => {
  const context = (own: Panel) => ({
    panel: own,
    palette,
    zone,
    replace: (t: string) => t,
    range: { from: 0, to: 1 },
  });

  test("one for each series, by the reducer", () => {
    const values = panelValues(
      [series("a", [1, 2]), series("b", [5, 3])],
      context(panel("stat", { reduce: { calcs: ["max"] } })),
    );
    expect(values.map((v) => [v.name, v.numeric, v.trend?.length])).toEqual([
      ["a", 2, 2],
      ["b", 5, 2],
    ]);
  });

  test("one for each row, called by its text", () => {
    const values = panelValues(
      [table({ host: ["x", "y", "z"], v: [1, 2, 3] })],
      context(panel("stat", { reduce: { calcs: [], values: true, limit: 2 } })),
    );
    expect(values.map((v) => [v.name, v.text])).toEqual([
      ["x", "1"],
      ["y", "2"],
    ]);
  });

  test("a text, where its column is named", () => {
    const values = panelValues(
      [table({ version: ["v1"], v: [1] })],
      context(panel("stat", { reduce: { calcs: ["lastNotNull"], fields: "/^version$/" } })),
    );
    expect(values.map((v) => v.text)).toEqual(["v1"]);
  });
});

describe("gauges", () => {
  test("end where the unit does, or at the largest value", () => {
    const field = (unit: string | undefined, values: number[]) => ({
      name: "x",
      type: "number" as const,
      values,
      config: { unit },
    });
    expect(gaugeEnds(field("percent", [3]))).toEqual({ min: 0, max: 100 });
    expect(gaugeEnds(field("percentunit", [3]))).toEqual({ min: 0, max: 1 });
    expect(gaugeEnds(field(undefined, [3, 8]))).toEqual({ min: 0, max: 8 });
  });

  test("steps are shares of the range", () => {
    const steps = [
      { value: null, color: "green" },
      { value: 50, color: "red" },
    ];
    expect(thresholdShares(steps, "absolute", 0, 200).map((s) => [s.from, s.to])).toEqual([
      [0, 0.25],
      [0.25, 1],
    ]);
    expect(thresholdShares(steps, "percentage", 0, 200)[1]?.from).toBe(0.5);
    expect(arcPath({ cx: 0, cy: 0, radius: 1, from: 0, to: Math.PI * 2 }, 0, 1)).toContain(
      "A1.00 1.00 0 1 1",
    );
  });
});

describe("tables", () => {
  test("rows are filtered, searched and sorted", () => {
    const frame = table({ name: ["b", "a", "c"], v: [2, 3, 1] });
    const columns = columnsOf(frame, palette, zone);
    const rows = (wish: Partial<Parameters<typeof rowsOf>[2]>) =>
      rowsOf(frame, columns, { sort: [], filters: new Map(), search: "", ...wish });
    expect(rows({ sort: [{ name: "v", desc: true }] })).toEqual([1, 0, 2]);
    expect(rows({ search: "A" })).toEqual([1]);
    expect(rows({ filters: new Map([["name", new Set(["b", "c"])]]) })).toEqual([0, 2]);
  });
});

describe("heat maps", () => {
  const range = { from: 0, to: 10_000 };

  test("series called by bounds are rows in their order", () => {
    const { rows, cells } = heatData([series("+Inf", [1]), series("0.5", [3]), series("2", [2])], {}, range);
    expect(rows).toEqual(["0.5", "2", "+Inf"]);
    expect(cells.map((c) => [c.y0, c.count])).toEqual([
      [0, 3],
      [1, 2],
      [2, 1],
    ]);
  });

  test("plain series are counted", () => {
    const { cells } = heatData(
      [series("a", [1, 1, 9])],
      { calculate: true, xBuckets: { mode: "size", value: "10s" }, yBuckets: { mode: "size", value: "5" } },
      range,
    );
    expect(cells).toEqual([
      { x0: 0, x1: 10_000, y0: 0, y1: 5, count: 2 },
      { x0: 0, x1: 10_000, y0: 5, y1: 10, count: 1 },
    ]);
  });
});

describe("bars", () => {
  const frame = table({ name: ["x", "y"], a: [1, 2], b: [3, -4] });

  test("stand beside each other, or on each other", () => {
    const beside = barModel([frame], panel("barchart"), palette, zone, new Set());
    expect(beside?.labels).toEqual(["x", "y"]);
    expect(beside && barsOf(beside, 1, 1).map((b) => [b.row, b.from, b.high])).toEqual([
      [0, 0, 1],
      [0, 0.5, 3],
      [1, 0, 2],
      [1, 0.5, -4],
    ]);
    const stacked = barModel([frame], panel("barchart", { stacking: "normal" }), palette, zone, new Set());
    expect(stacked && barsOf(stacked, 1, 1).map((b) => [b.low, b.high])).toEqual([
      [0, 1],
      [1, 4],
      [0, 2],
      [0, -4],
    ]);
  });
});

test("states that follow each other are one span, and a gap ends it", () => {
  const rows = stateRows([series("up", [1, 1, 0, null, 0])], palette, zone, {
    merge: true,
    steps: false,
    to: 9000,
  });
  expect(rows[0]?.spans.map((s) => [s.from, s.to, s.text])).toEqual([
    [0, 2000, "1"],
    [2000, 3000, "0"],
    [4000, 5000, "0"],
  ]);
});

describe("maps", () => {
  test("places by code, name and geohash", () => {
    expect(lookUp("DE")).toEqual([9, 51]);
    expect(lookUp("deu")).toEqual(lookUp("Germany"));
    expect(lookUp("USA")).toEqual(lookUp("US"));
    expect(lookUp("CA", "usa-states")?.[1]).toBeCloseTo(37.2);
    expect(lookUp("nowhere")).toBeUndefined();
    const [lon = 0, lat = 0] = fromGeohash("u33db") ?? [];
    expect(Math.abs(lon - 13.4) + Math.abs(lat - 52.5)).toBeLessThan(0.2);
  });

  test("rows without a place are left out", () => {
    const layer = { kind: "markers" as const, location: { mode: "auto" as const } };
    expect(
      mapPoints([table({ latitude: [1, null], longitude: [2, 3], v: [5, 6] })], layer, palette, zone).map(
        (p) => p.place,
      ),
    ).toEqual([[2, 1]]);
  });
});

test("alerts are picked by state, name and labels", () => {
  const alert = (name: string, state: PanelAlert["state"], team: string, since: number): PanelAlert => ({
    name,
    state,
    labels: { team },
    since,
  });
  const all = [alert("b", "pending", "x", 1), alert("a", "firing", "x", 2), alert("c", "firing", "y", 3)];
  expect(pickAlerts(all, {}).map((a) => a.name)).toEqual(["c", "a", "b"]);
  expect(pickAlerts(all, { sort: "alphaDesc", states: ["firing"] }).map((a) => a.name)).toEqual(["c", "a"]);
  expect(pickAlerts(all, { labelFilter: '{team="x"}', nameFilter: "A" }).map((a) => a.name)).toEqual(["a"]);
  expect(labelTest('{team!~"x|z"}')({ team: "y" })).toBe(true);
});

test("a click on a legend shows one alone, and then all", () => {
  const all = ["a", "b", "c"];
  const alone = toggled(new Set(), all, "b", false);
  expect([...alone]).toEqual(["a", "c"]);
  expect(toggled(alone, all, "b", false).size).toBe(0);
  expect([...toggled(new Set(["a"]), all, "b", true)]).toEqual(["a", "b"]);
});

test("figures as CSV: times side by side, quotes doubled, no formula runs", () => {
  expect(panelCsv([series("a", [1, 2]), series('b "x"', [3, null])], zone)).toBe(
    'Time (UTC),a,"b ""x"""\r\n1970-01-01 00:00:00,1,3\r\n1970-01-01 00:00:01,2,',
  );
  expect(panelCsv([table({ s: ["=1+1"], n: [-5] })], zone)).toBe("s,n\r\n'=1+1,-5");
  expect(fileName("CPU / Memory %", "csv")).toBe("cpu-memory.csv");
});
