import { describe, expect, test } from "vitest";
import { heatOf, shade } from "./heat";

const grid = { start: 0, end: 20, stepSeconds: 10 };
const bucket = (le: string, values: number[], more = {}) => ({
  metric: { le, ...more },
  values: values.map((v, i): [number, string] => [i * 10, String(v)]),
});

describe("a heat map", () => {
  test("takes cumulative buckets apart", () => {
    const { rows, max } = heatOf(
      [bucket("+Inf", [6, 6, 9]), bucket("0.1", [1, 2, 3]), bucket("0.5", [4, 2, 9])],
      grid,
    );
    expect(rows.map((r) => [r.low, r.high, r.values])).toEqual([
      [0, 0.1, [1, 2, 3]],
      [0.1, 0.5, [3, 0, 6]],
      [0.5, Number.POSITIVE_INFINITY, [2, 4, 0]],
    ]);
    expect(max).toBe(6);
  });

  test("adds up what several series have in one bucket, and never counts below zero", () => {
    const { rows } = heatOf(
      [
        bucket("1", [1, 5, 1], { pod: "a" }),
        bucket("2", [0, 5, 3], { pod: "a" }),
        bucket("1", [2, 2, 2], { pod: "b" }),
      ],
      grid,
    );
    expect(rows.map((r) => r.values)).toEqual([
      [3, 7, 3],
      [0, 0, 2],
    ]);
  });

  test("reads native histograms", () => {
    const { rows } = heatOf(
      [
        {
          metric: {},
          histograms: [
            [
              0,
              {
                count: "3",
                sum: "1",
                buckets: [
                  [0, "0.5", "1", "2"],
                  [0, "1", "2", "1"],
                ],
              },
            ],
            [10, { count: "1", sum: "1", buckets: [[0, "1", "2", "1"]] }],
          ],
        },
      ],
      grid,
    );
    expect(rows.map((r) => [r.low, r.high, r.values])).toEqual([
      [0.5, 1, [2, null, null]],
      [1, 2, [1, 1, null]],
    ]);
  });

  test("of series without buckets has no rows", () => {
    expect(heatOf([{ metric: { job: "x" }, values: [[0, "1"]] }], grid)).toEqual({ rows: [], max: 0 });
  });

  test("has a colour for all but nothing", () => {
    expect([0, 0.0001, 1, 10].map((v) => shade(v, 10))).toEqual([0, 1, 2, 6]);
    expect(shade(1, 0)).toBe(0);
  });
});
