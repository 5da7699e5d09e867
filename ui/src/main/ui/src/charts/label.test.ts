import { describe, expect, test } from "vitest";
import { crosses, freePlace, labelPlaces, type Polyline } from "./label";

const box = { left: 100, right: 140, top: 50, bottom: 64 };

describe("a line and a label", () => {
  test.each<[string, Polyline, boolean]>([
    [
      "beside it",
      [
        [0, 57],
        [90, 57],
      ],
      false,
    ],
    [
      "through it",
      [
        [0, 57],
        [200, 57],
      ],
      true,
    ],
    [
      "over it",
      [
        [0, 10],
        [200, 20],
      ],
      false,
    ],
    [
      "falling through it between two points",
      [
        [90, 0],
        [150, 120],
      ],
      true,
    ],
    ["with its hole there", [[0, 57], null, [200, 57]], false],
    ["a lone point inside", [null, [120, 55], null], true],
    [
      "steep, past its corner",
      [
        [80, 0],
        [101, 40],
        [145, 49],
      ],
      false,
    ],
  ])("%s", (_name, line, expected) => {
    expect(crosses(line, box)).toBe(expected);
  });
});

describe("the place of a label", () => {
  const plot = { left: 0, right: 300, top: 0, bottom: 100 };

  test("is above the right end when nothing is there", () => {
    expect(freePlace(labelPlaces(plot, 50, 40, 14), [])).toEqual({
      left: 260,
      right: 300,
      top: 36,
      bottom: 50,
    });
  });

  test("moves away from a line that runs through it", () => {
    const line: Polyline = [
      [200, 40],
      [300, 45],
    ];
    expect(freePlace(labelPlaces(plot, 50, 40, 14), [line])).toEqual({
      left: 260,
      right: 300,
      top: 50,
      bottom: 64,
    });
    const around: Polyline[] = [
      line,
      [
        [200, 55],
        [300, 60],
      ],
    ];
    expect(freePlace(labelPlaces(plot, 50, 40, 14), around)?.left).toBe(0);
  });

  test("never leaves the plot", () => {
    for (const y of [0, 4, 50, 97, 100]) {
      const places = labelPlaces(plot, y, 40, 14);
      expect(places.length).toBeGreaterThan(0);
      expect(places.every((p) => p.top >= 0 && p.bottom <= 100 && p.left >= 0 && p.right <= 300)).toBe(true);
    }
  });
});
