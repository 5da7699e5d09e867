import { describe, expect, test, vi } from "vitest";
import { type BatchQuery, type BatchResult, lines } from "../../api/batch";
import { ApiError } from "../../api/http";
import type { Dashboard, Panel } from "../../lib/board/model";
import type { PanelPlan } from "../../lib/board/plan";
import { isOn, marksOfFrames, spansOf } from "./annotations";
import { redone, stepped, undone } from "./draft";
import {
  added,
  addedRow,
  duplicated,
  moved,
  movedRow,
  movedToRow,
  nudged,
  removed,
  removedRow,
  rowOf,
} from "./edits";
import { Feed } from "./feed";
import { turnsOf } from "./Kiosk";
import { foundBoards, tagCounts } from "./list";
import { boardSearch, chosenOf, toggled } from "./search";
import { asKind, valueAt, withValue } from "./settingsOf";
import { csvOf, sheetsOf } from "./tables";
import { VariableAsker } from "./useVariables";
import { fromYaml, toYaml } from "./yaml";

const at = { fromMillis: 0, toMillis: 60_000 };

function plan(key: string, expr: string, time = 60): PanelPlan {
  const ask = { type: "instant" as const, expr, time };
  return {
    key,
    queries: [{ query: { ref: "A", expr }, expr, stepMillis: 0, asks: [ask] }],
    time: { ...at, label: "" },
    interpolation: { values: {} },
    signature: JSON.stringify(ask),
  };
}

interface Call {
  queries: readonly BatchQuery[];
  answer: (result: BatchResult) => void;
  signal: AbortSignal;
  end: () => void;
  fail: (error: Error) => void;
}

function wired(): { feed: Feed; calls: Call[] } {
  const calls: Call[] = [];
  const feed = new Feed(
    (queries, answer, signal) =>
      new Promise<void>((end, fail) => {
        calls.push({ queries, answer, signal: signal as AbortSignal, end, fail });
      }),
  );
  return { feed, calls };
}

const vector = (id: string, value: string): BatchResult => ({
  id,
  status: "success",
  data: { resultType: "vector", result: [{ metric: {}, value: [60, value] }] },
});

describe("the feed of a board", () => {
  test("asks once for all panels, and once for what two of them share", () => {
    vi.useFakeTimers();
    const { feed, calls } = wired();
    feed.want([plan("1", "up"), plan("2", "up"), plan("3", "down")]);
    vi.runAllTimers();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.queries.map((q) => q.type === "instant" && q.expr)).toEqual(["up", "down"]);
    calls[0]?.answer(vector("0", "7"));
    expect(feed.get("1").frames[0]?.fields[1]?.values).toEqual([7]);
    expect(feed.get("2").frames[0]?.fields[1]?.values).toEqual([7]);
    expect(feed.get("3").loading).toBe(true);
    vi.useRealTimers();
  });

  test("aborts the older request and keeps what is shown until the newer answer", () => {
    vi.useFakeTimers();
    const { feed, calls } = wired();
    feed.want([plan("1", "up", 60)]);
    vi.runAllTimers();
    calls[0]?.answer(vector("0", "1"));
    feed.want([plan("1", "up", 70)]);
    feed.want([plan("1", "up", 80)]);
    expect(calls).toHaveLength(3);
    expect(calls[1]?.signal.aborted).toBe(true);
    calls[1]?.answer(vector("0", "2"));
    expect(feed.get("1")).toMatchObject({ loading: true });
    expect(feed.get("1").frames[0]?.fields[1]?.values).toEqual([1]);
    calls[2]?.answer(vector("0", "3"));
    expect(feed.get("1").frames[0]?.fields[1]?.values).toEqual([3]);
    vi.useRealTimers();
  });

  test("a panel that comes into sight does not disturb the others", () => {
    vi.useFakeTimers();
    const { feed, calls } = wired();
    feed.want([plan("1", "up")]);
    vi.runAllTimers();
    feed.want([plan("1", "up"), plan("2", "down")]);
    vi.runAllTimers();
    expect(calls[0]?.signal.aborted).toBe(false);
    expect(calls[1]?.queries).toHaveLength(1);
    feed.want([plan("2", "down")]);
    vi.runAllTimers();
    expect(calls).toHaveLength(2);
    vi.useRealTimers();
  });

  test("is aborted when the page is left", () => {
    vi.useFakeTimers();
    const { feed, calls } = wired();
    feed.want([plan("1", "up")]);
    vi.runAllTimers();
    feed.close();
    expect(calls[0]?.signal.aborted).toBe(true);
    feed.want([plan("1", "up", 61)]);
    vi.runAllTimers();
    expect(calls).toHaveLength(1);
    vi.useRealTimers();
  });

  test("a query that fails says which; a server that is away leaves the old picture with its age", async () => {
    const { feed, calls } = wired();
    feed.want([plan("1", "up")]);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    calls[0]?.answer({ id: "0", status: "error", errorType: "bad_data", error: "1:1: parse error" });
    expect(feed.get("1").error).toEqual({ message: "1:1: parse error", query: "up", ref: "A" });
    feed.want([plan("1", "up", 61)]);
    calls[1]?.answer(vector("0", "5"));
    feed.want([plan("1", "up", 62)]);
    calls[2]?.fail(new ApiError(0, "unreachable", "the server does not answer"));
    await vi.waitFor(() => expect(feed.get("1").loading).toBe(false));
    expect(feed.get("1").staleSince).toBeGreaterThan(0);
    expect(feed.get("1").frames).toHaveLength(1);
    feed.retry("1");
    expect(calls).toHaveLength(4);
  });
});

test("lines are handed out as soon as they are whole", async () => {
  const seen: string[] = [];
  const parts = ['{"a":1}\n{"b"', ':"ü', '"}\n', '{"c":3}'];
  const encoded = parts.map((p) => new TextEncoder().encode(p));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of encoded) {
        // a character may be torn apart between two chunks
        controller.enqueue(chunk.slice(0, -1));
        controller.enqueue(chunk.slice(-1));
      }
      controller.close();
    },
  });
  await lines(body, (line) => seen.push(line));
  expect(seen).toEqual(['{"a":1}', '{"b":"ü"}', '{"c":3}']);
});

test("variables of one moment are one request, and an answer is kept", async () => {
  const sent: (readonly BatchQuery[])[] = [];
  const asker = new VariableAsker(async (queries, onResult) => {
    sent.push(queries);
    for (const { id } of queries) {
      onResult({ id, status: "success", data: ["a", "b"] });
    }
  });
  const job = { kind: "labelValues" as const, label: "job" };
  const [one, two] = await Promise.all([
    asker.ask(job, at, ""),
    asker.ask({ kind: "metrics", pattern: "^b" }, at, ""),
  ]);
  expect([one, two]).toEqual([["a", "b"], ["b"]]);
  await asker.ask(job, at, "");
  expect(sent.map((q) => q.length)).toEqual([2]);
});

const panel = (id: number, y = 0): Panel => ({
  kind: "stat",
  id,
  title: `p${id}`,
  grid: { x: 0, y, w: 24, h: 4 },
});
const board: Dashboard = {
  dashboard: 1,
  uid: "u",
  title: "Böard",
  panels: [
    panel(1),
    panel(2, 4),
    { kind: "row", id: 3, title: "R", grid: { x: 0, y: 8, w: 24, h: 1 }, panels: [panel(4, 9)] },
    { kind: "row", id: 5, title: "S", grid: { x: 0, y: 13, w: 24, h: 1 }, panels: [] },
  ],
};
const ids = (b: Dashboard) =>
  b.panels.map((p) => (p.kind === "row" ? [p.id, ...p.panels.map((q) => q.id)] : p.id));

describe("edits", () => {
  test("move panels by key as far as it takes for something to change", () => {
    expect(ids(nudged(board, 1, "down", false))).toEqual([2, 1, [3, 4], [5]]);
    expect(ids(nudged(board, 2, "up", false))).toEqual([2, 1, [3, 4], [5]]);
    expect(moved(board, 1, { w: 6 }).panels[0]?.grid.w).toBe(6);
    expect(nudged(board, 1, "left", true).panels[0]?.grid.w).toBe(23);
  });

  test("move panels between rows, and rows among rows", () => {
    const next = movedToRow(board, 1, 5);
    expect(ids(next)).toEqual([2, [3, 4], [5, 1]]);
    expect(rowOf(next, 1)?.id).toBe(5);
    expect(ids(movedRow(board, 5, -1))).toEqual([1, 2, [5], [3, 4]]);
    expect(movedRow(board, 3, -1)).toBe(board);
  });

  test("add, copy and take away", () => {
    expect(added(board, "text").id).toBe(6);
    expect(ids(added(board, "text").board)).toEqual([1, 2, [3, 4], [5, 6]]);
    expect(ids(duplicated(board, 4))).toEqual([1, 2, [3, 4, 6], [5]]);
    expect(ids(removed(board, 1))).toEqual([2, [3, 4], [5]]);
    expect(removed(board, 1).panels[0]?.grid.y).toBe(0);
    expect(ids(addedRow(board)).at(-1)).toEqual([6]);
    expect(ids(removedRow(board, 3, false))).toEqual([1, 2, 4, [5]]);
    expect(ids(removedRow(board, 3, true))).toEqual([1, 2, [5]]);
  });

  test("are undone and done again; quick ones of one field are one step", () => {
    const start = { before: [], now: board, after: [] };
    const b = { ...board, title: "b" };
    const c = { ...board, title: "c" };
    const two = stepped(stepped(start, b, "title"), c, "title");
    expect(undone(two).now).toBe(board);
    expect(redone(undone(two)).now).toBe(c);
    expect(stepped(stepped(start, b), c).before).toHaveLength(2);
  });
});

describe("settings", () => {
  test("are put in place and taken away with what is then empty", () => {
    const p = withValue(panel(1), "options.legend.mode", "table");
    expect(valueAt(p, "options.legend.mode")).toBe("table");
    expect(withValue(p, "options.legend.mode", undefined)).toEqual({ ...panel(1), options: {} });
    expect(withValue(panel(1), "fields.defaults.unit", "s").fields).toEqual({ defaults: { unit: "s" } });
  });
  test("a table asks for a table", () => {
    expect(asKind({ ...panel(1), queries: [{ ref: "A", expr: "up" }] }, "table").queries).toEqual([
      { ref: "A", expr: "up", shape: "table", mode: "instant" },
    ]);
  });
});

describe("the address of a board", () => {
  test("carries variables as Grafana's does", () => {
    const search = boardSearch({
      "var-job": ["a", "b"],
      "var-x": "1",
      kiosk: "",
      viewPanel: "3",
      nonsense: "1",
      rows: "7",
    });
    expect(chosenOf(search)).toEqual({ job: ["a", "b"], x: ["1"] });
    expect(search).toMatchObject({ kiosk: "1", viewPanel: "3", rows: ["7"] });
    expect(search).not.toHaveProperty("nonsense");
  });
  test("switches on and off", () => {
    expect(toggled(undefined, "a")).toEqual(["a"]);
    expect(toggled(["a"], "a")).toBeUndefined();
  });
});

describe("annotations", () => {
  const time = {
    name: "Time",
    type: "time" as const,
    values: [0, 1000, 2000, 5000],
    config: {},
    stepMillis: 1000,
  };
  test("are spans of samples in a row", () => {
    expect(spansOf(time.values, [1, 1, 0, 1], 1000)).toEqual([
      { from: 0, to: 1000 },
      { from: 5000, to: 5000 },
    ]);
  });
  test("take their words from labels, and are moments where the value is the time", () => {
    const marked: Dashboard = {
      ...board,
      annotations: [
        { name: "N", source: "query", query: "x", titleFormat: "at {{job}}", tagKeys: "job" },
        { name: "T", source: "query", query: "y", valueIsTime: true },
      ],
    };
    const value = (values: number[]) => ({
      name: "Value",
      type: "number" as const,
      values,
      labels: { job: "web" },
      config: {},
    });
    const frames = [
      { ref: "0", name: "s", fields: [time, value([1, 0, 0, 0])] },
      { ref: "1", name: "s", fields: [time, value([7000, 7000, 7000, 8000])] },
    ];
    expect(marksOfFrames(frames, marked).map((m) => [m.time, m.title, m.tags])).toEqual([
      [0, "at web", ["web"]],
      [7000, "s", []],
      [8000, "s", []],
    ]);
  });
  test("of alerts are where one began, not how long it lasted", () => {
    const alerts: Dashboard = { ...board, annotations: [{ name: "A", source: "alerts" }] };
    const value = {
      name: "Value",
      type: "number" as const,
      values: [1, 1, 0, 1],
      labels: { alertname: "X" },
      config: {},
    };
    const frames = [{ ref: "0", name: "s", fields: [time, value] }];
    expect(marksOfFrames(frames, alerts, 0).map((m) => [m.time, m.timeEnd, m.title])).toEqual([
      [5000, undefined, "X"],
    ]);
  });
  test("are on unless the board or the reader says otherwise", () => {
    const mark = { name: "N", source: "query" as const };
    expect([isOn(mark, undefined), isOn(mark, ["N"]), isOn({ ...mark, off: true }, ["N"])]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

test("a table joins series on their times and quotes what needs it", () => {
  const series = (name: string, times: number[], values: number[]) => ({
    ref: "A",
    name,
    kind: "series" as const,
    fields: [
      { name: "Time", type: "time" as const, values: times, config: {} },
      { name: "Value", type: "number" as const, values, config: {}, legend: name },
    ],
  });
  const sheets = sheetsOf([series("a", [0, 1000], [1, 2]), series('b "x", y', [1000], [3])]);
  expect(csvOf(sheets)).toBe(
    'Time,a,"b ""x"", y"\r\n1970-01-01T00:00:00.000Z,1,\r\n1970-01-01T00:00:01.000Z,2,3',
  );
});

test("text and form are the same board", () => {
  expect(fromYaml(toYaml(board))).toEqual(board);
  expect(() => fromYaml("dashboard: 2")).toThrow("dashboard: 2 (expected: 1)");
  expect(() => fromYaml("a: [")).toThrow(/line 1/);
});

describe("the list", () => {
  const entry = (uid: string, tags: string[], starred = false) => ({
    uid,
    title: uid,
    folder: "f",
    tags,
    version: 1,
    source: "saved",
    editable: true,
    starred,
    panels: 1,
  });
  const boards = [entry("beta", ["x"]), entry("alpha", ["x", "y"]), entry("gamma", [], true)];
  test("is searched, narrowed and ordered, with stars first", () => {
    expect(foundBoards(boards, {}).map((b) => b.uid)).toEqual(["gamma", "alpha", "beta"]);
    expect(foundBoards(boards, { tag: ["x", "y"] }).map((b) => b.uid)).toEqual(["alpha"]);
    expect(foundBoards(boards, { q: "bet" }).map((b) => b.uid)).toEqual(["beta"]);
    expect(tagCounts(boards)).toEqual([
      ["x", 2],
      ["y", 1],
    ]);
  });
  test("gives the boards that take turns on a wall", () => {
    expect(turnsOf(boards, ["starred", "y"])).toEqual(["alpha", "gamma"]);
  });
});
