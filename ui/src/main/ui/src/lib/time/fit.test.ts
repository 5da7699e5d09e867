import { describe, expect, test } from "vitest";
import { parseDuration } from "./duration";
import { fittingLength } from "./fit";

const SECOND = 1000;

describe("the range to open with", () => {
  test.each([
    [0, "30s"],
    [30 * SECOND, "30s"],
    [31 * SECOND, "1m"],
    [61 * SECOND, "2m"],
    [14 * 60 * SECOND, "15m"],
    [3601 * SECOND, "1h"],
  ])("data of %d ms opens with %s", (age, length) => {
    expect(fittingLength(age)).toBe(length);
  });

  test("once there is half a minute of data, it fills half of the chart or more and is never cut below an hour", () => {
    for (let age = 30 * SECOND; age <= 3600 * SECOND; age += 7 * SECOND) {
      const length = parseDuration(fittingLength(age)) ?? 0;
      expect(length).toBeGreaterThanOrEqual(age);
      expect(age / length).toBeGreaterThanOrEqual(0.5);
    }
  });
});
