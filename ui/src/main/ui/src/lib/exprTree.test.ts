import { describe, expect, test } from "vitest";
import { countQuery, type ExprNode, exprParts, exprText, promDuration } from "./exprTree";

const up = {
  type: "vectorSelector",
  name: "up",
  offset: 300_000,
  matchers: [
    { name: "__name__", value: "up", type: "=" },
    { name: "job", value: 'a"b', type: "=~" },
  ],
};
const range = {
  type: "matrixSelector",
  name: "x",
  range: 5_400_000,
  offset: 0,
  startOrEnd: "end",
  matchers: [{ name: "__name__", value: "x", type: "=" }],
};
const tree: ExprNode = {
  type: "binaryExpr",
  op: ">",
  bool: true,
  matching: { card: "many-to-one", labels: ["a"], on: true, include: ["b"] },
  lhs: {
    type: "aggregation",
    op: "topk",
    param: { type: "numberLiteral", val: "3" },
    grouping: ["job"],
    without: true,
    expr: { type: "call", func: { name: "rate" }, args: [range] },
  },
  rhs: { type: "parenExpr", expr: up },
};

describe("a query's tree", () => {
  test("is written as the query", () => {
    expect(exprText(tree)).toBe(
      'topk without (job) (3, rate(x[1h30m] @ end())) > bool on (a) group_left (b) (up{job=~"a\\"b"} offset 5m)',
    );
    expect(exprText({ type: "aggregation", op: "sum", grouping: [], expr: up })).toBe(
      'sum(up{job=~"a\\"b"} offset 5m)',
    );
    expect(exprText({ type: "subquery", expr: up, range: 3_600_000, step: 60_000, offset: -1000 })).toBe(
      'up{job=~"a\\"b"} offset 5m[1h:1m] offset -1s',
    );
  });

  test("is taken apart from the whole to its selectors", () => {
    expect(exprParts(tree).map((p) => [p.depth, p.name, p.kind])).toEqual([
      [0, ">", "vector"],
      [1, "topk", "vector"],
      [2, "rate", "vector"],
      [3, "matrixSelector", "matrix"],
      [1, "vectorSelector", "vector"],
    ]);
  });

  test("each part is counted by a query with one answer", () => {
    expect(countQuery({ text: "up", kind: "vector" })).toBe("count(up)");
    expect(countQuery({ text: "x[5m]", kind: "matrix" })).toBe("count(count_over_time(x[5m]))");
    expect(countQuery({ text: "1", kind: "scalar" })).toBeUndefined();
  });

  test("durations are those of the language", () => {
    expect([0, 500, 90_000, 86_400_000].map(promDuration)).toEqual(["0s", "500ms", "1m30s", "1d"]);
  });
});
