import { describe, expect, test } from "vitest";
import { breaches, comparedIn, constant, otherLimits, withLimit } from "./threshold";

describe("an expression and its limit", () => {
  test.each([
    ["up == 0", "up", "==", 0],
    ["sum by (job) (rate(x_total[5m])) > 0.1", "sum by (job) (rate(x_total[5m]))", ">", 0.1],
    ['x{a=">",b=~"1.*"} >= 5e8', 'x{a=">",b=~"1.*"}', ">=", 5e8],
    ["a / b < 10 * 60", "a / b", "<", 600],
    ["x > bool 3", "x", ">", 3],
    ["(x > 2)", "x", ">", 2],
    ["rate(x[5m] offset 1h) != -3", "rate(x[5m] offset 1h)", "!=", -3],
    ["up and on(job) x > 4", "on(job) x", ">", 4],
    ["x > 1 and y < 2", "x", ">", 1],
  ])("%s", (text, measured, op, limit) => {
    expect(comparedIn(text)).toMatchObject({ measured, op, limit });
  });

  test.each(["vector(1)", "absent(up)", "a > b", 'x{a="> 5"}', "x > on() y"])(
    "%s compares with no number",
    (text) => {
      expect(comparedIn(text)).toBeUndefined();
    },
  );

  test("another number goes where the old one stood", () => {
    const text = "(  sum(x)  >  10  )";
    const compared = comparedIn(text);
    expect(compared && withLimit(text, compared, 12.5)).toBe("(  sum(x)  >  12.5  )");
    const joined = "x > 1 and y";
    const first = comparedIn(joined);
    expect(first && withLimit(joined, first, 3)).toBe("x > 3 and y");
  });
});

test("numbers are read without asking anybody", () => {
  expect(["1", "-2.5", "5e3", "2 * 3", "7/2", "(4)"].map(constant)).toEqual([1, -2.5, 5000, 6, 3.5, 4]);
  expect(["x", "NaN", "Inf", "", "1 + x"].map(constant)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("other limits lie around the one that is there, which is among them", () => {
  for (const limit of [0, 0.05, 2, 1e6, -4]) {
    expect(otherLimits(limit)).toContain(limit);
    expect(new Set(otherLimits(limit)).size).toBe(otherLimits(limit).length);
  }
  expect(breaches(3, ">=", 3)).toBe(true);
  expect(breaches(3, ">", 3)).toBe(false);
});
