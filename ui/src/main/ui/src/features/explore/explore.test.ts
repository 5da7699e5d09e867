import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../lib/search";
import { bucketQuery } from "./bucketQuery";
import { frameCsv } from "./files";
import { addToHistory, findInHistory, MAX_HISTORY, readHistory } from "./history";
import {
  columnId,
  columnsOf,
  histogramText,
  type InstantRow,
  nextInstantSort,
  sortInstant,
  tabText,
} from "./instant";
import { legendRows, nextSort, sortRows } from "./legend";
import { exploreSearch, isHidden, removeQuery, toggleHidden } from "./search";
import { chooseStep, MAX_POINTS } from "./step";
import { newBoard, panelOf, withPanel } from "./toPanel";
import { familyOf, findMetrics, firstQuery, labelShares } from "./useMetrics";

describe("the state in the URL", () => {
  test("survives a round trip", () => {
    const state = exploreSearch({
      q: ["up", 'rate(x{a="b"}[5m])'],
      hide: "B",
      view: "table",
      unit: "bytes",
      step: "30s",
      metric: "up",
    });
    expect(exploreSearch(parseSearch(stringifySearch({ ...state })))).toEqual(state);
  });

  test("ignores what nobody understands", () => {
    const state = exploreSearch(
      parseSearch("?view=pie&unit=furlong&step=often&hide=zz&refresh=often&tz=Middle/Earth&x=1"),
    );
    expect(Object.values(state).every((v) => v === undefined)).toBe(true);
  });

  test("one query and several read alike", () => {
    expect(exploreSearch(parseSearch("?q=up")).q).toEqual(["up"]);
    expect(exploreSearch(parseSearch("?q=up&q=down")).q).toEqual(["up", "down"]);
    expect(exploreSearch(parseSearch(`?${"q=up&".repeat(50)}`)).q).toHaveLength(20);
  });

  test("hides by letter", () => {
    expect(toggleHidden({}, 1)).toBe("B");
    expect(toggleHidden({ hide: "B" }, 0)).toBe("AB");
    expect(toggleHidden({ hide: "B" }, 1)).toBeUndefined();
    expect(isHidden({ hide: "B" }, 1)).toBe(true);
  });

  test("removing a query moves the letters behind it", () => {
    expect(removeQuery({ q: ["a", "b", "c"], hide: "AC" }, 1)).toEqual({ q: ["a", "c"], hide: "AB" });
    expect(removeQuery({ q: ["a"] }, 0)).toEqual({ q: undefined, hide: undefined });
  });
});

describe("the legend", () => {
  const line = (name: string, values: (number | null)[]) => ({
    id: name,
    name,
    labels: {},
    values,
    color: "--s1",
  });
  const rows = legendRows([line("s10", [1, 2]), line("s2", [5, null]), line("s1", [null, null])], 1);
  const names = (by: "name" | "max" | "at", descending: boolean) =>
    sortRows(rows, { by, descending }).map((r) => r.line.name);

  test("sorts by each column, lines without a value last when falling", () => {
    expect(names("max", true)).toEqual(["s2", "s10", "s1"]);
    expect(names("at", true)[0]).toBe("s10");
    expect(names("name", false)).toEqual(["s1", "s2", "s10"]);
  });

  test("the same column again turns the order", () => {
    expect(nextSort({ by: "max", descending: true }, "max")).toEqual({ by: "max", descending: false });
    expect(nextSort({ by: "max", descending: true }, "name")).toEqual({ by: "name", descending: false });
  });
});

describe("the metric browser", () => {
  const metric = (name: string, type: string) => ({ name, type, help: "" });

  test("parts of a histogram belong to its family", () => {
    expect(familyOf("http_duration_seconds_bucket")).toBe("http_duration_seconds");
    expect(familyOf("http_duration_seconds")).toBe("http_duration_seconds");
  });

  test("starts with the query that suits the type", () => {
    expect(firstQuery(metric("x_total", "counter"))).toBe("rate(x_total[5m])");
    expect(firstQuery(metric("x_total", "unknown"))).toBe("rate(x_total[5m])");
    expect(firstQuery(metric("x_bytes", "gauge"))).toBe("x_bytes");
    expect(firstQuery(metric("sessions_total", "gauge"))).toBe("sessions_total");
    expect(firstQuery(metric("x_bucket", "histogram"))).toBe(
      "histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))",
    );
  });

  test("finds by any part of the name", () => {
    const all = [metric("go_cpu", "gauge"), metric("cpu", "gauge")];
    expect(findMetrics(all, "cpu").map((m) => m.name)).toEqual(["cpu", "go_cpu"]);
  });

  test("counts the values of each label, the most first, without the name", () => {
    expect(
      labelShares([
        { __name__: "x", job: "a", le: "1" },
        { __name__: "x", job: "a", le: "2" },
      ]),
    ).toEqual([
      { label: "le", values: ["1", "2"] },
      { label: "job", values: ["a"] },
    ]);
  });
});

describe("the history", () => {
  test("keeps each query once, the newest first", () => {
    const first = addToHistory([], ["up", " rate(x[5m]) ", ""], 1000);
    expect(first.map((p) => p.query)).toEqual(["up", "rate(x[5m])"]);
    const second = addToHistory(first, ["rate(x[5m])"], 2000);
    expect(second).toEqual([
      { query: "rate(x[5m])", atMillis: 2000 },
      { query: "up", atMillis: 1000 },
    ]);
  });

  test("is bounded, and what the browser kept badly is none", () => {
    const many = Array.from({ length: 200 }, (_, i) => `x${i}`);
    expect(addToHistory([], many, 1)).toHaveLength(MAX_HISTORY);
    expect(readHistory("{")).toEqual([]);
    expect(readHistory('[{"query":1},{"query":"up","atMillis":5}]')).toEqual([{ query: "up", atMillis: 5 }]);
    expect(readHistory(null)).toEqual([]);
  });

  test("is searched by every word", () => {
    const all = addToHistory([], ["sum(rate(cpu[5m]))", "cpu", "rate(net[1m])"], 1);
    expect(findInHistory(all, "RATE cpu").map((p) => p.query)).toEqual(["sum(rate(cpu[5m]))"]);
    expect(findInHistory(all, " ")).toHaveLength(3);
  });
});

describe("the step", () => {
  const at = (seconds: number) => ({ fromMillis: 0, toMillis: seconds * 1000 });

  test("suits the width unless one is asked for", () => {
    expect(chooseStep(undefined, at(3600), 900)).toEqual({ seconds: 15 });
    expect(chooseStep("30s", at(3600), 900)).toEqual({ seconds: 30 });
    expect(chooseStep(undefined, at(30), 900)).toEqual({ seconds: 1 });
  });

  test("is raised where the server would refuse so many points, and says so", () => {
    const { seconds, refusedSeconds } = chooseStep("1s", at(86_400), 900);
    expect(refusedSeconds).toBe(1);
    expect(86_400 / seconds).toBeLessThanOrEqual(MAX_POINTS);
    expect(chooseStep("10s", at(86_400), 900)).toEqual({ seconds: 10 });
  });
});

describe("the table", () => {
  const row = (query: string, labels: Record<string, string>, text: string): InstantRow => ({
    key: `${query}${JSON.stringify(labels)}`,
    query,
    labels,
    unit: "none",
    text,
  });
  const rows = [
    row("A", { job: "b2" }, "3"),
    row("A", { job: "b10", zone: "x\ty" }, "NaN"),
    row("A", { job: "a" }, "+Inf"),
    row("A", { job: "c" }, "-7"),
  ];
  const columns = columnsOf(rows);
  const sorted = (by: string, descending: boolean) =>
    sortInstant(rows, columns, { by, descending }).map((r) => r.labels.job);

  test("has a column per label, and one for the query only when there are several", () => {
    expect(columns.map(columnId)).toEqual(["label job", "label zone", "value"]);
    expect(columnsOf([...rows, row("B", {}, "1")])[0]).toEqual({ kind: "query" });
  });

  test("sorts values as numbers and labels as people count", () => {
    expect(sorted("value", true)).toEqual(["a", "b2", "c", "b10"]);
    expect(sorted("label job", false)).toEqual(["a", "b2", "b10", "c"]);
    expect(sortInstant(rows, columns, undefined)).toBe(rows);
  });

  test("a column goes through its two orders and back to that of the answer", () => {
    const value = { kind: "value" } as const;
    const first = nextInstantSort(undefined, value);
    const second = nextInstantSort(first, value);
    expect([first?.descending, second?.descending, nextInstantSort(second, value)]).toEqual([
      true,
      false,
      undefined,
    ]);
  });

  test("is copied as a spreadsheet reads it", () => {
    expect(tabText(rows.slice(1, 3), columns)).toBe("job\tzone\tValue\nb10\tx y\tNaN\na\t\t+Inf\n");
  });
});

describe("what Explore gives away", () => {
  const search = exploreSearch({ q: ["rate(a_total[5m])", "", "b"], hide: "C", view: "stack", step: "1m" });

  test("becomes a panel at the end of a board", () => {
    const panel = panelOf(search, "bytesPerSecond", "a_total");
    expect(panel).toMatchObject({
      kind: "timeseries",
      interval: "1m",
      queries: [
        { ref: "A", expr: "rate(a_total[5m])" },
        { ref: "C", expr: "b", hidden: true },
      ],
      fields: { defaults: { unit: "binBps", custom: { stacking: { mode: "normal" } } } },
    });
    const board = withPanel(newBoard("x", panel), panel);
    expect(board.panels.map((p) => [p.id, p.grid.y])).toEqual([
      [1, 0],
      [2, 8],
    ]);
    expect(panelOf(exploreSearch({ q: ["x"], view: "heat" }), "none", "x").queries).toEqual([
      { ref: "A", expr: "x", shape: "heatmap" },
    ]);
  });

  test("is a table of times and lines", () => {
    const frame = {
      times: [0, 60],
      lines: [{ id: "A1", name: 'x{a="1"}', labels: {}, values: [1, null], color: "--s1" }],
    };
    expect(frameCsv(frame)).toBe(
      'time,"x{a=""1""}"\r\n1970-01-01T00:00:00.000Z,1\r\n1970-01-01T00:01:00.000Z,\r\n',
    );
  });

  test("of a quantile are its buckets", () => {
    expect(bucketQuery("histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))")).toBe(
      "sum by (le) (rate(x_bucket[5m]))",
    );
    expect(bucketQuery('x_bucket{a="b"}')).toBe('sum by (le) (rate(x_bucket{a="b"}[5m]))');
    expect(bucketQuery("up")).toBeUndefined();
  });

  test("a native histogram in a table says how much of it lies where", () => {
    const histogram = {
      count: "5",
      sum: "7.5",
      buckets: [
        [0, "0.5", "1", "2"],
        [0, "1", "2", "3"],
      ],
    };
    expect(histogramText(histogram)).toBe("count 5, sum 7.5, 2 buckets, most (3) from 1 to 2");
    expect(histogramText(undefined)).toBe("count 0, sum 0, 0 buckets");
  });
});
