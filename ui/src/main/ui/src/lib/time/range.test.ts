import { describe, expect, test } from "vitest";
import {
  absoluteRange,
  describeRange,
  isLive,
  parseInstant,
  parseRangeText,
  resolveRange,
  shiftRange,
  zoomOut,
} from "./range";

const NOW = Date.UTC(2026, 1, 12, 14, 32, 10);
const at = (...parts: [number, number, number, number?, number?, number?]) =>
  Date.UTC(parts[0], parts[1] - 1, ...(parts.slice(2) as [number]));

describe("one end", () => {
  test.each([
    ["now", NOW],
    ["now-1h", NOW - 3_600_000],
    ["now-90m", NOW - 5_400_000],
    ["now-1h30m", NOW - 5_400_000],
    ["now+5m", NOW + 300_000],
    ["now/d", at(2026, 2, 12)],
    ["now-1d/d", at(2026, 2, 11)],
    ["now/w", at(2026, 2, 9)],
    ["now/M", at(2026, 2, 1)],
    ["now/y", at(2026, 1, 1)],
    ["now-6h/h", at(2026, 2, 12, 8)],
    ["today", at(2026, 2, 12)],
    ["yesterday 09:00", at(2026, 2, 11, 9)],
    ["1770906730", NOW],
    ["1770906730.5", NOW + 500],
    ["1770906730000", NOW],
    ["2026-02-12T14:32:10Z", NOW],
    ["2026-02-12T15:32:10+01:00", NOW],
    ["2026-02-12 14:32:10", NOW],
    ["2026-02-12 14:32", at(2026, 2, 12, 14, 32)],
    ["2026-02-12", at(2026, 2, 12)],
  ])("%s", (text, expected) => {
    expect(parseInstant(text, NOW, "UTC")).toBe(expected);
  });

  test.each(["", "soon", "now-", "now-5x", "2026-13-01", "12", "yesterday at nine"])(
    "%s is not a time",
    (text) => {
      expect(parseInstant(text, NOW, "UTC")).toBeUndefined();
    },
  );

  test("wall time is read in the zone of the page", () => {
    expect(parseInstant("2026-02-12 00:00", NOW, "Asia/Tokyo")).toBe(at(2026, 2, 11, 15));
    expect(parseInstant("now/d", NOW, "America/New_York")).toBe(at(2026, 2, 12, 5));
  });
});

describe("a pasted range", () => {
  test.each([
    ["last 90m", { from: "now-1h30m", to: "now" }],
    ["Last 90 minutes", { from: "now-1h30m", to: "now" }],
    ["past 2 days", { from: "now-2d", to: "now" }],
    ["6h", { from: "now-6h", to: "now" }],
    ["now-3h to now-1h", { from: "now-3h", to: "now-1h" }],
    ["today", { from: "now/d", to: "now" }],
    ["yesterday", { from: "2026-02-11T00:00:00.000Z", to: "2026-02-12T00:00:00.000Z" }],
    ["yesterday 09:00 to 11:00", { from: "2026-02-11T09:00:00.000Z", to: "2026-02-11T11:00:00.000Z" }],
    [
      "2026-02-12 00:00 to 2026-02-12 01:00",
      { from: "2026-02-12T00:00:00.000Z", to: "2026-02-12T01:00:00.000Z" },
    ],
    ["2026-02-12 00:00 to 01:00", { from: "2026-02-12T00:00:00.000Z", to: "2026-02-12T01:00:00.000Z" }],
    [
      "2026-02-12T00:00:00Z - 2026-02-12T01:00:00Z",
      { from: "2026-02-12T00:00:00.000Z", to: "2026-02-12T01:00:00.000Z" },
    ],
    ["1770900000 1770903600", { from: "2026-02-12T12:40:00.000Z", to: "2026-02-12T13:40:00.000Z" }],
    ["2026-02-12T14:00:00Z", { from: "2026-02-12T14:00:00.000Z", to: "now" }],
  ])("%s", (text, expected) => {
    expect(parseRangeText(text, NOW, "UTC")).toEqual(expected);
  });

  test.each(["", "hello", "2026-02-12 02:00 to 01:00", "now to now-1h", "2030-01-01T00:00:00Z"])(
    "%s is not a range",
    (text) => {
      expect(parseRangeText(text, NOW, "UTC")).toBeUndefined();
    },
  );
});

describe("a range", () => {
  test("without length or backwards cannot be resolved", () => {
    expect(resolveRange({ from: "now", to: "now" }, NOW, "UTC")).toBeUndefined();
    expect(resolveRange({ from: "now", to: "now-1h" }, NOW, "UTC")).toBeUndefined();
    expect(resolveRange({ from: "rubbish", to: "now" }, NOW, "UTC")).toBeUndefined();
  });

  test("is live only when its end moves", () => {
    expect(isLive({ from: "now-1h", to: "now" })).toBe(true);
    expect(isLive(absoluteRange(NOW - 1000, NOW))).toBe(false);
  });

  test.each([
    [{ from: "now-1h", to: "now" }, "Last 1 hour"],
    [{ from: "now-45m", to: "now" }, "Last 45\u2009min"],
    [{ from: "now/d", to: "now" }, "Today"],
    [absoluteRange(at(2026, 2, 12, 14), at(2026, 2, 12, 14, 30)), "12 Feb 14:00 to 14:30"],
    [absoluteRange(at(2026, 2, 11, 23), at(2026, 2, 12, 1)), "11 Feb 23:00 to 12 Feb 01:00"],
    [absoluteRange(at(2026, 2, 12, 14), at(2026, 2, 12, 14, 0, 30)), "12 Feb 14:00:00 to 14:00:30"],
  ])("%o reads %s", (range, words) => {
    expect(describeRange(range, NOW, "UTC")).toBe(words);
  });

  test("moves by a share of its length", () => {
    const moved = shiftRange({ fromMillis: 1000, toMillis: 3000 }, -0.5);
    expect(moved).toEqual(absoluteRange(0, 2000));
  });

  test("zooms out to twice its length and never beyond now", () => {
    expect(zoomOut({ fromMillis: 4000, toMillis: 6000 }, 100_000)).toEqual(absoluteRange(3000, 7000));
    expect(zoomOut({ fromMillis: 4000, toMillis: 6000 }, 6000)).toEqual(absoluteRange(2000, 6000));
  });
});
