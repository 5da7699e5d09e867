import { describe, expect, test } from "vitest";
import { passwordFault } from "../../lib/password";
import { expiry, lineStart } from "./lines";
import { settingsSearch } from "./search";

describe("lines", () => {
  test("count from 1", () => {
    expect(lineStart("a\nbc\n\nd", 1)).toBe(0);
    expect(lineStart("a\nbc\n\nd", 2)).toBe(2);
    expect(lineStart("a\nbc\n\nd", 4)).toBe(6);
  });

  test("past the end are the end", () => {
    expect(lineStart("a\nb", 9)).toBe(3);
  });
});

test("a token ends after its days, or never", () => {
  expect(expiry("90", Date.UTC(2026, 0, 1))).toBe(Date.UTC(2026, 3, 1));
  expect(expiry("0", 0)).toBeNull();
});

test("a password is long and typed twice", () => {
  expect(passwordFault("short", "short")).toContain("8");
  expect(passwordFault("long enough!", "long enough?")).toContain("same");
  expect(passwordFault("long enough!", "long enough!")).toBeUndefined();
});

test("an unknown tab is the first", () => {
  expect(settingsSearch({ tab: "nowhere" }).tab).toBeUndefined();
  expect(settingsSearch({ tab: "audit", user: "ops1" })).toMatchObject({ tab: "audit", user: "ops1" });
});
