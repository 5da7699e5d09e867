import { describe, expect, test } from "vitest";
import { loginSearch, ownPath, setupSearch } from "./search";

describe("after signing in", () => {
  test.each(["/explore?q=up", "/dashboards/node", "/"])("%s is gone to", (path) => {
    expect(ownPath(path)).toBe(path);
  });

  test.each([
    "//elsewhere.example",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "explore",
    undefined,
  ])("%s is not", (path) => {
    expect(ownPath(path)).toBe("/");
  });
});

test("the link's secret is read from the address", () => {
  expect(setupSearch({ link: "abc" })).toEqual({ link: "abc" });
  expect(loginSearch({})).toEqual({ next: undefined, error: undefined });
});
