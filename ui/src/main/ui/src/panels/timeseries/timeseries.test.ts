import { describe, expect, test } from "vitest";
import { linearRange, logRange, logTicks, multiples, stepFor } from "../../charts/ticks";
import type { Custom, Panel } from "../../lib/board/model";
import { paletteOf } from "../colors";
import type { Frame } from "../frames";
import { grid } from "./align";
import { regionsOf } from "./draw";
import { timeModel } from "./model";

const palette = paletteOf(() => "#808080");
const panel: Panel = { kind: "timeseries", id: 1, grid: { x: 0, y: 0, w: 12, h: 8 } };

function frame(name: string, values: (number | null)[], custom: Custom = {}, unit?: string): Frame {
  return {
    ref: "A",
    name,
    kind: "series",
    fields: [
      { name: "Time", type: "time", values: values.map((_, i) => i * 1000), config: {}, stepMillis: 1000 },
      { name: "Value", type: "number", values, legend: name, config: { custom, unit } },
    ],
  };
}

const model = (frames: Frame[], hidden: string[] = []) => timeModel(frames, panel, palette, new Set(hidden));

describe("series on one column of times", () => {
  const one = (more: object) =>
    grid([{ times: [0, 1000, 5000], values: [1, 2, 3], stepMillis: 1000, ...more }]);

  test("a distance of more than a step is a gap", () => {
    expect(one({})).toEqual({ times: [0, 1, 2, 5], columns: [[1, 2, null, 3]] });
  });

  test("gaps may be drawn over, all or the short ones", () => {
    expect(one({ spanNulls: true }).columns).toEqual([[1, 2, undefined, 3]]);
    expect(one({ spanNulls: 10_000 }).columns).toEqual([[1, 2, undefined, 3]]);
    expect(one({ spanNulls: 3000 }).columns).toEqual([[1, 2, null, 3]]);
  });

  test("another series' times are no gaps", () => {
    const { times, columns } = grid([
      { times: [0, 2000], values: [1, 2], stepMillis: 2000 },
      { times: [0, 1000, 2000], values: [5, 6, 7], stepMillis: 1000 },
    ]);
    expect(times).toEqual([0, 1, 2]);
    expect(columns).toEqual([
      [1, undefined, 2],
      [5, 6, 7],
    ]);
  });

  test("what cannot be drawn is a gap", () => {
    expect(grid([{ times: [0, 1], values: [Number.NaN, Number.POSITIVE_INFINITY] }]).columns).toEqual([
      [null, null],
    ]);
  });
});

describe("stacks", () => {
  const normal: Custom = { stacking: { mode: "normal", group: "A" } };

  test("each stands on the one before", () => {
    const { series } = model([frame("a", [1, 2], normal), frame("b", [3, null], normal), frame("c", [1, 1])]);
    expect(series.map((s) => s.values)).toEqual([
      [1, 2],
      [4, 2],
      [1, 1],
    ]);
    expect(series[1]?.below).toBe(0);
    expect(series[1]?.raw).toEqual([3, null]);
  });

  test("what is hidden holds nothing up, what points down is stacked by itself", () => {
    const hidden = model([frame("a", [1], normal), frame("b", [3], normal)], ["a"]);
    expect(hidden.series[1]?.values).toEqual([3]);
    const down: Custom = { ...normal, transform: "negative-Y" };
    expect(
      model([frame("a", [1], normal), frame("b", [2], down), frame("c", [3], down)]).series.map(
        (s) => s.values,
      ),
    ).toEqual([[1], [-2], [-5]]);
  });

  test("shares of the whole", () => {
    const percent: Custom = { stacking: { mode: "percent" } };
    const { series } = model([frame("a", [1, 0], percent), frame("b", [3, 0], percent)]);
    expect(series.map((s) => s.values)).toEqual([
      [0.25, 0],
      [1, 0],
    ]);
  });
});

describe("axes", () => {
  test("one for each measure: the first left, others right, unless they say", () => {
    const sides = (frames: Frame[]) => model(frames).scales.map((s) => s.side);
    expect(sides([frame("a", [1]), frame("b", [1])])).toEqual(["left"]);
    expect(sides([frame("a", [1]), frame("b", [1], {}, "bytes")])).toEqual(["left", "right"]);
    expect(sides([frame("a", [1], { axisPlacement: "right" }), frame("b", [1], {}, "bytes")])).toEqual([
      "right",
      "left",
    ]);
    expect(sides([frame("a", [1], { axisPlacement: "hidden" })])).toEqual(["hidden"]);
  });

  test("set ends stay, soft ones only widen", () => {
    const wish = { ticks: 5, fromZero: false };
    expect(linearRange({ min: 3, max: 9 }, { ...wish, min: 2, max: 7 })).toEqual({ min: 2, max: 7 });
    expect(linearRange({ min: 3, max: 9 }, { ...wish, softMax: 100 })).toEqual({ min: 0, max: 100 });
    expect(linearRange({ min: 3, max: 900 }, { ...wish, softMax: 100 }).max).toBeGreaterThanOrEqual(900);
    expect(linearRange({ min: -2, max: 5 }, { ...wish, centeredZero: true })).toMatchObject({
      min: -6,
      max: 6,
    });
    expect(linearRange(undefined, wish)).toEqual({ min: 0, max: 1 });
    expect(linearRange({ min: 990, max: 1000 }, wish).min).toBeGreaterThan(900);
    expect(linearRange({ min: 990, max: 1000 }, { ...wish, fromZero: true }).min).toBe(0);
  });

  test("ticks are round in the unit's own base", () => {
    expect(stepFor(4000, 4, "bytes") % 256).toBe(0);
    expect(stepFor(600_000, 5, "ms") % 60_000).toBe(0);
    expect(multiples(-1, 1, 0.5)).toEqual([-1, -0.5, 0, 0.5, 1]);
  });

  test("logarithms stand on powers", () => {
    expect(logRange({ min: 3, max: 800 }, { base: 10 })).toEqual({ min: 1, max: 1000 });
    expect(logTicks(1, 1000, 10, 5)).toEqual([1, 10, 100, 1000]);
    expect(logTicks(1, 1e9, 10, 3).length).toBeLessThanOrEqual(4);
  });
});

test("regions that overlap are drawn once", () => {
  const mark = (time: number, timeEnd: number | undefined, color = "red") => ({
    name: "x",
    time,
    timeEnd,
    color,
  });
  expect(regionsOf([mark(5, 9), mark(0, 6), mark(20, 30), mark(2, 4, "blue"), mark(3, undefined)])).toEqual([
    { from: 0, to: 9, color: "red" },
    { from: 2, to: 4, color: "blue" },
    { from: 20, to: 30, color: "red" },
  ]);
});

test("old boards leave empty and zero series out of the legend", () => {
  const wish: Panel = {
    ...panel,
    options: { legend: { mode: "list", placement: "bottom", hideEmpty: true, hideZero: true } },
  };
  const { series } = timeModel(
    [frame("a", [null, null]), frame("b", [0, null]), frame("c", [1])],
    wish,
    palette,
    new Set(),
  );
  expect(series.map((s) => s.inLegend)).toEqual([false, false, true]);
});
