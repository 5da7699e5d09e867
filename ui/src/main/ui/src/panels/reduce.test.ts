import { describe, expect, test } from "vitest";
import { REDUCER_IDS, reducerName, reduceValues } from "./reduce";

const values = [1, null, 4, 2, Number.NaN, 4, null];

describe("reducers", () => {
  test.each([
    ["lastNotNull", 4],
    ["last", null],
    ["firstNotNull", 1],
    ["first", 1],
    ["min", 1],
    ["max", 4],
    ["mean", 2.75],
    ["median", 3],
    ["sum", 11],
    ["count", 7],
    ["nonNullCount", 4],
    ["range", 3],
    ["diff", 3],
    ["diffperc", 3],
    ["step", -2],
    ["delta", 7],
    ["logmin", 1],
    ["changeCount", 3],
    ["distinctCount", 3],
    ["variance", 1.6875],
    ["allIsZero", false],
    ["allIsNull", false],
    ["p25", 2],
    ["p99", 4],
  ])("%s is %s", (id, expected) => {
    expect(reduceValues(values, id)).toBe(expected);
  });

  test("the deviation is the root of the variance", () => {
    expect(reduceValues([2, 4, 4, 4, 5, 5, 7, 9], "stdDev")).toBe(2);
  });

  test("lists stay lists", () => {
    expect(reduceValues(["a", "b", "a"], "uniqueValues")).toEqual(["a", "b"]);
    expect(reduceValues([1, null], "allValues")).toEqual([1, null]);
  });

  test("nothing comes down to nothing, not to zero", () => {
    for (const id of ["min", "max", "mean", "sum", "range", "p50"]) {
      expect(reduceValues([null, null], id), id).toBeNull();
    }
    expect(reduceValues([null], "allIsNull")).toBe(true);
    expect(reduceValues([0, 0], "allIsZero")).toBe(true);
    expect(reduceValues([null], "allIsZero")).toBe(false);
  });

  test("texts have a last one, a counter's rise leaves out its reset", () => {
    expect(reduceValues(["a", "b"], "lastNotNull")).toBe("b");
    expect(reduceValues([5, 7, 1, 3, 4], "delta")).toBe(2 + 3 + 1);
  });

  test("every reducer has a name, and old names still work", () => {
    expect(REDUCER_IDS.every((id) => reducerName(id) !== "")).toBe(true);
    expect(reduceValues([1, 3], "avg")).toBe(2);
    expect(reduceValues([1, 3], "current")).toBe(3);
    expect(reduceValues([1, 3], "no such")).toBeNull();
  });
});
