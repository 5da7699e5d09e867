import { describe, expect, test } from "vitest";
import { axisFormat, digits, format, formatText, group, tickSteps, type Unit } from "./index";

describe("numbers", () => {
  test.each([
    [0, "0"],
    [0.06, "0.06"],
    [0.0604, "0.06"],
    [1.8449, "1.84"],
    [1, "1"],
    [9.999, "10"],
    [12.34, "12.3"],
    [99.96, "100"],
    [590.4, "590"],
    [1284, "1\u202f284"],
    [-42.5, "-42.5"],
    [0.00001, "1.0e-5"],
  ])("%d has three significant digits: %s", (value, text) => {
    expect(digits(value)).toBe(text);
  });

  test("thousands are grouped", () => {
    expect(group(1_234_567)).toBe("1\u202f234\u202f567");
    expect(group(999)).toBe("999");
  });
});

describe("units", () => {
  const rows: [number | null, Unit, string][] = [
    [1.7403, "seconds", "1.74\u2009s"],
    [0.0768, "seconds", "76.8\u2009ms"],
    [0.000_003, "seconds", "3\u2009µs"],
    [90, "seconds", "90\u2009s"],
    [600, "seconds", "10\u2009min"],
    [0, "seconds", "0\u2009s"],
    [1536, "bytes", "1.5\u2009KiB"],
    [5 * 1024 ** 3, "bytes", "5\u2009GiB"],
    [2_000_000, "bytesPerSecond", "1.91\u2009MiB/s"],
    [0.945, "ratio", "94.5\u2009%"],
    [71.2, "percent", "71.2\u2009%"],
    [412, "perSecond", "412/s"],
    [38_600, "none", "38.6\u2009k"],
    [3412, "none", "3\u202f412"],
    [2_400_000_000, "hertz", "2.4\u2009GHz"],
    [-5, "celsius", "−5\u2009°C"],
    [Number.POSITIVE_INFINITY, "none", "∞"],
    [Number.NaN, "none", "–"],
    [null, "bytes", "–"],
  ];
  test.each(rows)("%d %s is %s", (value, unit, text) => {
    expect(formatText(value, unit)).toBe(text);
  });

  test("value and unit come apart", () => {
    expect(format(1.7403, "seconds")).toEqual({ value: "1.74", unit: "s" });
  });
});

describe("an axis", () => {
  test("has one prefix for all ticks", () => {
    const ticks = [0, 500, 1000, 1500, 2000].map((t) => t * 1024 ** 2);
    expect(ticks.map(axisFormat(ticks, "bytes"))[1]).toBe("0.49\u2009GiB");
    const small = [0, 0.25, 0.5, 0.75, 1];
    expect(small.map(axisFormat(small, "none"))).toEqual(["0", "0.25", "0.5", "0.75", "1"]);
  });

  test("counts time in the unit of its step", () => {
    const close = [660, 670, 680];
    expect(close.map(axisFormat(close, "seconds"))).toEqual(["660\u2009s", "670\u2009s", "680\u2009s"]);
    const wide = [0, 600, 1200, 4200];
    expect(wide.map(axisFormat(wide, "seconds"))).toEqual(["0", "10\u2009min", "20\u2009min", "70\u2009min"]);
  });

  test("tells neighbouring ticks apart", () => {
    for (const ticks of [
      [99.9, 99.95, 100],
      [0.001, 0.002, 0.003],
      [1e6, 1.25e6, 1.5e6],
    ]) {
      const words = ticks.map(axisFormat(ticks, "none"));
      expect(new Set(words).size).toBe(ticks.length);
    }
  });

  test("steps grow and suit the base of the unit", () => {
    for (const unit of ["none", "bytes", "seconds"] as const) {
      const steps = tickSteps(unit);
      expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    }
    expect(tickSteps("bytes")).toContain(1024 ** 2);
    expect(tickSteps("seconds")).toContain(300);
  });
});
