import { describe, expect, test } from "vitest";
import { moveBy } from "./roving";

describe("keys in a list", () => {
  test.each([
    ["ArrowDown", 3, 4],
    ["ArrowUp", 3, 2],
    ["PageDown", 3, 8],
    ["PageUp", 3, 0],
    ["Home", 3, 0],
    ["End", 3, 9],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 0, 0],
  ])("%s from %d leads to %d", (key, from, to) => {
    expect(moveBy(key, from, 10, 5)).toBe(to);
  });

  test("other keys and an empty list move nothing", () => {
    expect(moveBy("a", 3, 10, 5)).toBeUndefined();
    expect(moveBy("ArrowDown", 0, 0, 5)).toBeUndefined();
  });
});
