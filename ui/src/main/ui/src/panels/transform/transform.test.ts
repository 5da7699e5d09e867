import { describe, expect, test } from "vitest";
import type { Transformation } from "../../lib/board/model";
import { type Field, type Frame, nameOf } from "../frames";
import { transform } from ".";

type Columns = Record<string, unknown[]>;

function field(name: string, values: unknown[], more: Partial<Field> = {}): Field {
  const some = values.find((v) => v !== null);
  const type = name.startsWith("Time") ? "time" : typeof some === "number" ? "number" : "string";
  return { name, type, values, config: {}, ...more };
}

const table = (columns: Columns, ref = "A"): Frame => ({
  ref,
  name: ref,
  kind: "table",
  fields: Object.entries(columns).map(([name, values]) => field(name, values)),
});

const series = (
  name: string,
  values: (number | null)[],
  labels = {},
  ref = "A",
  times = values.map((_, i) => i * 10),
): Frame => ({
  ref,
  name,
  kind: "series",
  fields: [field("Time", times), field("Value", values, { type: "number", legend: name, labels })],
});

const shown = (frames: Frame[]) =>
  frames.map((frame) => Object.fromEntries(frame.fields.map((f) => [nameOf(f, frame), f.values])));

function run(frames: Frame[], id: Transformation["id"], options: Record<string, unknown> = {}) {
  return shown(transform(frames, [{ id, options }]));
}

const people = () => table({ name: ["a", "b", "c"], age: [3, 1, 2], team: ["x", "y", "x"] });

describe("columns", () => {
  test("organize leaves out, sorts and renames", () => {
    expect(
      run([people()], "organize", {
        excludeByName: { team: true },
        indexByName: { age: 0, name: 1 },
        renameByName: { age: "Age" },
      }),
    ).toEqual([{ Age: [3, 1, 2], name: ["a", "b", "c"] }]);
    expect(
      Object.keys(
        run([people()], "organize", { indexByName: { age: 0, name: 1 }, renameByName: {} })[0] ?? {},
      ),
    ).toEqual(["age", "name", "team"]);
  });

  test("filterFieldsByName takes names and patterns, and leaves out", () => {
    expect(run([people()], "filterFieldsByName", { include: { names: ["name"] } })).toEqual([
      { name: ["a", "b", "c"] },
    ]);
    expect(
      Object.keys(run([people()], "filterFieldsByName", { include: { pattern: "^(age|team)$" } })[0] ?? {}),
    ).toEqual(["age", "team"]);
    expect(
      Object.keys(run([people()], "filterFieldsByName", { exclude: { names: ["age"] } })[0] ?? {}),
    ).toEqual(["name", "team"]);
  });

  test("renameByRegex keeps what its groups took", () => {
    expect(
      run([table({ "cpu.user": [1], other: [2] })], "renameByRegex", {
        regex: "cpu\\.(.*)",
        renamePattern: "$1",
      }),
    ).toEqual([{ user: [1], other: [2] }]);
  });

  test("convertFieldType", () => {
    const frame = table({ n: ["1", "x", "2,000"], t: ["2026-01-01T00:00:00Z", "", "no"], b: [1, 0, 1] });
    const conversions = [
      { targetField: "n", destinationType: "number" },
      { targetField: "t", destinationType: "time" },
      { targetField: "b", destinationType: "boolean" },
    ];
    expect(run([frame], "convertFieldType", { conversions })).toEqual([
      { n: [1, null, 2000], t: [Date.UTC(2026, 0, 1), null, null], b: [true, false, true] },
    ]);
  });

  test("formatTime and formatString", () => {
    expect(
      run([table({ Time: [0] })], "formatTime", { timeField: "Time", outputFormat: "YYYY", timezone: "UTC" }),
    ).toEqual([{ Time: ["1970"] }]);
    expect(
      run([table({ s: ["hello big world"] })], "formatString", {
        stringField: "s",
        outputFormat: "Pascal Case",
      }),
    ).toEqual([{ s: ["HelloBigWorld"] }]);
    expect(
      run([table({ s: ["hello"] })], "formatString", {
        stringField: "s",
        outputFormat: "Substring",
        substringStart: 1,
        substringEnd: 3,
      }),
    ).toEqual([{ s: ["el"] }]);
  });
});

describe("rows", () => {
  const config = (id: string, value: unknown) => ({ id, options: { value } });
  test.each([
    ["include", "any", [["age", "greater", 1]], ["a", "c"]],
    ["exclude", "any", [["age", "greater", 1]], ["b"]],
    [
      "include",
      "all",
      [
        ["age", "greater", 1],
        ["team", "equal", "x"],
        ["name", "notEqual", "a"],
      ],
      ["c"],
    ],
    ["include", "any", [["name", "regex", "^[ab]$"]], ["a", "b"]],
    ["include", "any", [["name", "isNull", ""]], []],
    ["include", "any", [["age", "lowerOrEqual", "2"]], ["b", "c"]],
    ["include", "any", [["missing", "equal", 1]], ["a", "b", "c"]],
  ] as const)("filterByValue %s %s %j", (type, match, filters, expected) => {
    const options = {
      type,
      match,
      filters: filters.map(([fieldName, id, value]) => ({ fieldName, config: config(id, value) })),
    };
    expect(run([people()], "filterByValue", options)[0]?.name).toEqual(expected);
  });

  test("filterByValue between two bounds", () => {
    const filters = [{ fieldName: "age", config: { id: "range", options: { from: 1, to: 3 } } }];
    expect(run([people()], "filterByValue", { type: "include", match: "any", filters })[0]?.name).toEqual([
      "c",
    ]);
  });

  test("sortBy and limit", () => {
    expect(run([people()], "sortBy", { sort: [{ field: "age", desc: true }] })[0]?.age).toEqual([3, 2, 1]);
    expect(run([people()], "limit", { limitField: 2 })[0]?.name).toEqual(["a", "b"]);
    expect(run([people()], "limit", { limitField: "1" })[0]?.name).toEqual(["a"]);
  });

  test("transpose", () => {
    expect(
      run([table({ name: ["a", "b"], x: [1, 2], y: [3, 4] })], "transpose", { firstFieldName: "f" }),
    ).toEqual([{ f: ["x", "y"], a: [1, 3], b: [2, 4] }]);
  });

  test.each([
    ["json", {}, '{"a":1,"b":{"c":2}}', { a: [1], b: [{ c: 2 }] }],
    ["json", { jsonPaths: [{ path: "b.c", alias: "deep" }] }, '{"a":1,"b":{"c":2}}', { deep: [2] }],
    ["kvp", {}, 'x=1 y="two words"', { x: ["1"], y: ["two words"] }],
    ["regexp", { regExp: "/(?<host>\\w+):(?<port>\\d+)/" }, "h:80", { host: ["h"], port: ["80"] }],
  ])("extractFields by %s", (format, more, text, expected) => {
    expect(
      run([table({ s: [text] })], "extractFields", { source: "s", format, replace: true, ...more }),
    ).toEqual([expected]);
  });
});

describe("several frames", () => {
  test("merge joins rows that agree in what they share", () => {
    const frames = [
      table({ Time: [1, 1], job: ["a", "b"], "Value #A": [1, 2] }),
      table({ Time: [1, 1], job: ["b", "c"], "Value #B": [3, 4] }, "B"),
    ];
    expect(run(frames, "merge")).toEqual([
      { Time: [1, 1, 1], job: ["a", "b", "c"], "Value #A": [1, 2, null], "Value #B": [null, 3, 4] },
    ]);
  });

  test("merge keeps rows whose values differ", () => {
    expect(run([table({ job: ["a"], v: [1] }), table({ job: ["a"], v: [2] })], "merge")).toEqual([
      { job: ["a", "a"], v: [1, 2] },
    ]);
  });

  test("joinByField, outer and inner", () => {
    const frames = [series("a", [1, 2], {}, "A", [0, 10]), series("b", [3, 4], {}, "B", [10, 20])];
    expect(run(frames, "joinByField", { mode: "outer" })).toEqual([
      { Time: [0, 10, 20], a: [1, 2, null], b: [null, 3, 4] },
    ]);
    expect(run(frames, "joinByField", { mode: "inner" })).toEqual([{ Time: [10], a: [2], b: [3] }]);
    const tables = [table({ job: ["x", "x"], v: [1, 2] }), table({ job: ["x"], w: [9] })];
    expect(run(tables, "joinByField", { mode: "outerTabular", byField: "job" })).toEqual([
      { job: ["x", "x"], v: [1, 2], w: [9, 9] },
    ]);
  });

  test("columns that share a name after a join are counted", () => {
    const tables = [table({ Time: [1], job: ["x"] }), table({ Time: [1], job: ["x"] })];
    expect(Object.keys(run(tables, "joinByField", { byField: "job" })[0] ?? {})).toEqual([
      "job",
      "Time 1",
      "Time 2",
    ]);
  });

  test("concatenate, seriesToRows, filterByRefId", () => {
    expect(
      run([table({ a: [1] }), table({ b: [2, 3] }, "B")], "concatenate", { frameNameMode: "drop" }),
    ).toEqual([{ a: [1, null], b: [2, 3] }]);
    expect(run([series("a", [1, 2]), series("b", [3], {}, "B", [5])], "seriesToRows")).toEqual([
      { Time: [10, 5, 0], Metric: ["a", "b", "a"], Value: [2, 3, 1] },
    ]);
    expect(run([series("a", [1]), series("b", [2], {}, "B")], "filterByRefId", { include: "B" })).toEqual([
      { Time: [0], b: [2] },
    ]);
  });

  test("labelsToFields", () => {
    const frames = [series("a", [1], { host: "h1", zone: "z" }), series("b", [2], { host: "h2", zone: "z" })];
    expect(run(frames, "labelsToFields", { keepLabels: ["host"] })).toEqual([
      { Time: [0, 0], host: ["h1", "h2"], Value: [1, 2] },
    ]);
    expect(run(frames, "labelsToFields", { valueLabel: "host" })).toEqual([
      { Time: [0], zone: ["z"], h1: [1], h2: [2] },
    ]);
    expect(run(frames.slice(0, 1), "labelsToFields", { mode: "rows" })).toEqual([
      { label: ["host", "zone"], value: ["h1", "z"] },
    ]);
  });

  test("partitionByValues and groupingToMatrix", () => {
    const made = transform([people()], [{ id: "partitionByValues", options: { fields: ["team"] } }]);
    expect(made.map((f) => [f.name, f.fields.length, f.fields[0]?.values])).toEqual([
      ["x", 2, ["a", "c"]],
      ["y", 2, ["b"]],
    ]);
    expect(
      run([people()], "groupingToMatrix", { columnField: "team", rowField: "name", valueField: "age" }),
    ).toEqual([{ "name\\team": ["a", "b", "c"], x: [3, null, 2], y: [null, 1, null] }]);
  });
});

describe("calculation", () => {
  const two = () => table({ Time: [0, 1, 2], a: [1, 2, 3], b: [10, 20, null] });
  const alias = "r";
  test.each([
    ["reduceRow", { reduce: { reducer: "sum" } }, [11, 22, 3]],
    ["reduceRow", { reduce: { reducer: "max", include: ["a"] } }, [1, 2, 3]],
    ["binary", { binary: { left: "b", operator: "/", right: "a" } }, [10, 10, null]],
    [
      "binary",
      { binary: { left: { matcher: { id: "byName", options: "a" } }, operator: "*", right: { fixed: "2" } } },
      [2, 4, 6],
    ],
    ["unary", { unary: { operator: "percent", fieldName: "a" } }, [100, 200, 300]],
    ["cumulativeFunctions", { cumulative: { field: "a", reducer: "sum" } }, [1, 3, 6]],
    ["cumulativeFunctions", { cumulative: { field: "a", reducer: "mean" } }, [1, 1.5, 2]],
    [
      "windowFunctions",
      {
        window: {
          field: "a",
          reducer: "mean",
          windowSizeMode: "fixed",
          windowSize: 2,
          windowAlignment: "trailing",
        },
      },
      [1, 1.5, 2.5],
    ],
    ["index", {}, [0, 1, 2]],
  ])("calculateField %s %j", (mode, more, expected) => {
    expect(run([two()], "calculateField", { mode, alias, ...more })[0]?.[alias]).toEqual(expected);
  });

  test("calculateField over series puts them side by side, and may replace them", () => {
    const frames = [series("a", [1, 2]), series("b", [3, 4], {}, "B")];
    expect(
      run(frames, "calculateField", {
        mode: "binary",
        binary: { left: "a", operator: "+", right: "b" },
        alias,
        replaceFields: true,
      }),
    ).toEqual([{ Time: [0, 10], r: [4, 6] }]);
    expect(
      run(frames, "calculateField", { mode: "binary", binary: { left: "a", operator: "+", right: "b" } })[0],
    ).toHaveProperty("a + b");
  });

  test("groupBy", () => {
    const options = {
      fields: {
        team: { operation: "groupby", aggregations: [] },
        age: { operation: "aggregate", aggregations: ["sum", "count"] },
      },
    };
    expect(run([people()], "groupBy", options)).toEqual([
      { team: ["x", "y"], "age (sum)": [5, 1], "age (count)": [2, 1] },
    ]);
  });

  test("reduce, both ways", () => {
    const frames = [series("a", [1, 5], { host: "h1" }), series("b", [2, 3], { host: "h2" }, "B")];
    expect(run(frames, "reduce", { reducers: ["max", "lastNotNull"] })).toEqual([
      { Field: ["a", "b"], Max: [5, 3], "Last *": [5, 3] },
    ]);
    expect(run(frames, "reduce", { reducers: ["min"], labelsToFields: true })).toEqual([
      { host: ["h1", "h2"], Min: [1, 2] },
    ]);
    expect(run(frames, "reduce", { mode: "reduceFields", reducers: ["sum"] })).toEqual([
      { a: [6] },
      { b: [5] },
    ]);
  });

  test("histogram", () => {
    expect(run([table({ v: [1, 2, 2, 9] })], "histogram", { bucketSize: 5 })).toEqual([
      { xMin: [0, 5], xMax: [5, 10], v: [3, 1] },
    ]);
  });

  test("rowsToFields and configFromData", () => {
    const mappings = [{ fieldName: "max", handlerKey: "max" }];
    const [made] = transform(
      [table({ name: ["a", "b"], v: [1, 2], max: [10, 20] })],
      [{ id: "rowsToFields", options: { mappings } }],
    );
    expect(made?.fields.map((f) => [f.name, f.values, f.config.max])).toEqual([
      ["a", [1], 10],
      ["b", [2], 20],
    ]);
    const frames = [series("a", [1]), table({ limit: [7] }, "C")];
    const options = { configRefId: "C", mappings: [{ fieldName: "limit", handlerKey: "max" }] };
    const [configured] = transform(frames, [{ id: "configFromData", options }]);
    expect(configured?.fields[1]?.config.max).toBe(7);
  });

  test("timeSeriesTable keeps the series as a cell", () => {
    const [made] = transform([series("a", [1, 4], { host: "h1" })], [{ id: "timeSeriesTable", options: {} }]);
    expect(made?.fields.map((f) => [f.name, f.type])).toEqual([
      ["host", "string"],
      ["Trend #A", "frame"],
    ]);
    expect(made?.fields[1]?.values[0]).toMatchObject({ value: 4 });
  });
});

describe("steps", () => {
  test("a step may be off, may take some frames only, and knows variables", () => {
    const frames = [table({ a: [1, 2] }), table({ a: [3, 4] }, "B")];
    expect(shown(transform(frames, [{ id: "limit", disabled: true, options: { limitField: 1 } }]))).toEqual([
      { a: [1, 2] },
      { a: [3, 4] },
    ]);
    expect(
      shown(
        transform(frames, [
          { id: "limit", filter: { id: "byRefId", options: "B" }, options: { limitField: 1 } },
        ]),
      ),
    ).toEqual([{ a: [1, 2] }, { a: [3] }]);
    expect(
      shown(transform(frames, [{ id: "limit", options: { limitField: "$n" } }], (t) => t.replace("$n", "1"))),
    ).toEqual([{ a: [1] }, { a: [3] }]);
  });
});
