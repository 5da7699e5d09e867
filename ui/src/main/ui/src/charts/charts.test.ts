import { describe, expect, test } from "vitest";
import { niceAxis, spanOf } from "./axis";
import { type Frame, firstTime, gridTimes, isEmpty, newest, stacked, statsOf, toColumn } from "./frame";
import { logAxis } from "./options";
import { lineStyle, STYLED_LINES } from "./palette";

const grid = { start: 100, end: 150, stepSeconds: 10 };
const frame = (...columns: (number | null)[][]): Frame => ({
  times: gridTimes({ start: 0, end: ((columns[0]?.length ?? 1) - 1) * 10, stepSeconds: 10 }),
  lines: columns.map((values, i) => ({ id: String(i), name: "", labels: {}, values, color: "--s1" })),
});

describe("samples on the grid", () => {
  test("the grid has both ends", () => {
    expect(gridTimes(grid)).toEqual([100, 110, 120, 130, 140, 150]);
    expect(gridTimes({ start: 0, end: 0.3, stepSeconds: 0.1 })).toHaveLength(4);
  });

  test("a missing step is a hole, and so is what cannot be drawn", () => {
    const column = toColumn(
      {
        metric: {},
        values: [
          [100, "1"],
          [120, "NaN"],
          [130.0004, "2.5"],
          [140, "+Inf"],
          [900, "7"],
        ],
      },
      grid,
    );
    expect(column).toEqual([1, null, null, 2.5, null, null]);
  });

  test("a series of histograms has no line", () => {
    expect(toColumn({ metric: {}, histograms: [] }, grid)).toEqual([null, null, null, null, null, null]);
  });
});

describe("figures of a line", () => {
  test("holes do not count", () => {
    expect(statsOf([null, 2, null, 6, null])).toEqual({ min: 2, mean: 4, max: 6, last: 6 });
    expect(statsOf([null])).toEqual({ min: null, mean: null, max: null, last: null });
  });

  test("the newest value is not an old one", () => {
    expect(newest([1, 2, null, null])).toBe(2);
    expect(newest([1, 2, null, null, null])).toBeNull();
  });

  test("where the data begins, and whether there is any", () => {
    expect(firstTime(frame([null, null, 3], [null, 1, 2]))).toBe(10);
    expect(firstTime(frame([null, null]))).toBeUndefined();
    expect(isEmpty(frame([null, null]))).toBe(true);
    expect(isEmpty(frame([null, 0]))).toBe(false);
  });
});

describe("a stack", () => {
  test("adds up, and breaks only where every line does", () => {
    expect(
      stacked([
        [1, null, null],
        [2, 3, null],
      ]),
    ).toEqual([
      [1, 0, null],
      [3, 3, null],
    ]);
    expect(stacked([])).toEqual([]);
  });
});

describe("the value axis", () => {
  const wish = { unit: "none", fromZero: false, ticks: 5 } as const;

  test("ends on round ticks around the values", () => {
    const { span, splits } = niceAxis({ min: 0.13, max: 1.84 }, wish);
    expect(span.min).toBe(0);
    expect(span.max).toBeGreaterThanOrEqual(1.84);
    expect(splits.length).toBeGreaterThanOrEqual(3);
    expect(splits.length).toBeLessThanOrEqual(8);
    expect(splits[0]).toBe(span.min);
    expect(splits.at(-1)).toBe(span.max);
  });

  test("leaves zero out when it would flatten the line", () => {
    expect(niceAxis({ min: 990, max: 1000 }, wish).span.min).toBeGreaterThan(900);
    expect(niceAxis({ min: 990, max: 1000 }, { ...wish, fromZero: true }).span.min).toBe(0);
  });

  test("bytes are cut at powers of two", () => {
    const { splits } = niceAxis({ min: 0, max: 7 * 1024 ** 3 }, { ...wish, unit: "bytes" });
    expect(splits.every((s) => s % (256 * 1024 ** 2) === 0)).toBe(true);
  });

  test("byte ticks are round in the prefix in which they are written", () => {
    const mebi = 1024 ** 2;
    const { splits } = niceAxis({ min: 0, max: 1.19 * mebi }, { ...wish, unit: "bytesPerSecond", ticks: 3 });
    expect(splits.map((s) => s / mebi)).toEqual([0, 0.5, 1, 1.5]);
    for (let max = 1000; max < 2000 * mebi; max *= 1.37) {
      const axis = niceAxis({ min: 0, max }, { ...wish, unit: "bytes" });
      const prefix = 1024 ** Math.floor(Math.log2(axis.span.max) / 10);
      const shares = axis.splits.map((s) => (s / prefix) * 128);
      expect(shares.every(Number.isInteger) || axis.span.max < 1024, String(max)).toBe(true);
      expect(axis.splits.length).toBeLessThanOrEqual(9);
    }
  });

  test("a flat line, no line and negative values have an axis too", () => {
    for (const span of [
      { min: 5, max: 5 },
      { min: 0, max: 0 },
      undefined,
      { min: -3, max: -1 },
      { min: -1, max: 4 },
    ]) {
      const axis = niceAxis(span, wish);
      expect(axis.span.max).toBeGreaterThan(axis.span.min);
      expect(axis.span.min).toBeLessThanOrEqual(span?.min ?? 0);
      expect(axis.span.max).toBeGreaterThanOrEqual(span?.max ?? 0);
      expect(axis.splits.length).toBeGreaterThan(1);
    }
  });

  test("reaches as far as it was asked to", () => {
    expect(niceAxis({ min: 0, max: 2 }, { ...wish, atLeast: 8 }).span.max).toBeGreaterThanOrEqual(8);
  });

  test("nothing has no span", () => {
    expect(spanOf([[null, null], []])).toBeUndefined();
    expect(spanOf([[null, -2], [3]])).toEqual({ min: -2, max: 3 });
  });
});

test("every styled line looks different, the rest is grey", () => {
  const styles = Array.from({ length: STYLED_LINES }, (_, i) => JSON.stringify(lineStyle(i)));
  expect(new Set(styles).size).toBe(STYLED_LINES);
  expect(lineStyle(STYLED_LINES)).toEqual({ color: "--rest" });
});

describe("a logarithmic axis", () => {
  test("spans whole decades, with halves where there are few", () => {
    expect(logAxis({ min: 0.02, max: 3 })).toEqual({
      span: { min: 0.01, max: 10 },
      splits: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    });
    expect(logAxis({ min: 1, max: 1 }).span).toEqual({ min: 1, max: 10 });
    expect(logAxis({ min: 1, max: 1e12 }).splits.length).toBeLessThan(10);
  });

  test("has one without values above zero too", () => {
    expect(logAxis({ min: -3, max: 0 }).span).toEqual({ min: 1, max: 10 });
    expect(logAxis(undefined).splits).toEqual([1, 2, 5, 10]);
  });
});
