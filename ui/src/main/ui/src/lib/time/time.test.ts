import { describe, expect, test } from "vitest";
import { ago, compactDuration, parseDuration, readableDuration } from "./duration";
import { alignToStep, rateWindow, stepFor } from "./step";
import { tickDistance, tickLabel, timeTicks } from "./ticks";
import { clock, fullTime, instantOf, isoWall, isZone, wallTime, zoneLabel } from "./zone";

const HOUR = 3_600_000;

describe("durations", () => {
  test.each([
    ["90m", 90 * 60_000],
    ["1h30m", 90 * 60_000],
    ["1.5h", 90 * 60_000],
    ["2 days", 48 * HOUR],
    ["500ms", 500],
  ])("%s", (text, millis) => {
    expect(parseDuration(text)).toBe(millis);
  });

  test.each(["", "5", "m", "5 parsecs", "0s", "1h rubbish"])("%s is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([1, 999, 60_000, 5_400_000, 90_061_001])("%d ms survives being written and read", (millis) => {
    expect(parseDuration(compactDuration(millis))).toBe(millis);
  });

  test.each([
    [250, "250\u2009ms"],
    [8000, "8\u2009s"],
    [12 * 60_000, "12\u2009min"],
    [HOUR + 51 * 60_000, "1\u2009h 51"],
    [2 * HOUR, "2\u2009h"],
    [80 * HOUR, "3\u2009d"],
  ])("%d ms reads %s", (millis, text) => {
    expect(readableDuration(millis)).toBe(text);
  });

  test("what just happened is now", () => {
    expect(ago(1000, 1500)).toBe("now");
    expect(ago(1000, 9900)).toBe("8\u2009s ago");
  });
});

describe("zones", () => {
  test("the wall of a zone and back", () => {
    const instant = Date.UTC(2026, 6, 1, 12, 30, 5);
    expect(wallTime(instant, "Europe/Berlin")).toEqual({
      year: 2026,
      month: 7,
      day: 1,
      hour: 14,
      minute: 30,
      second: 5,
    });
    expect(instantOf(wallTime(instant, "Europe/Berlin"), "Europe/Berlin")).toBe(instant);
  });

  test("a time that the clock change skips lands after the gap", () => {
    const skipped = instantOf(
      { year: 2026, month: 3, day: 29, hour: 2, minute: 30, second: 0 },
      "Europe/Berlin",
    );
    expect(isoWall(skipped, "Europe/Berlin")).toBe("2026-03-29 03:30:00");
  });

  test("of a time that happens twice the first is meant", () => {
    const twice = instantOf(
      { year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0 },
      "Europe/Berlin",
    );
    expect(new Date(twice).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  test("names and texts", () => {
    const instant = Date.UTC(2026, 1, 12, 14, 20);
    expect(fullTime(instant, "UTC")).toBe("Thu 12 Feb, 14:20:00 UTC");
    expect(clock(instant, "Asia/Kolkata")).toBe("19:50");
    expect(zoneLabel("UTC", instant)).toBe("UTC");
    expect(isZone("Europe/Berlin")).toBe(true);
    expect(isZone("Middle/Earth")).toBe(false);
  });
});

describe("steps", () => {
  const at = (seconds: number) => ({ fromMillis: 0, toMillis: seconds * 1000 });

  test("are round, not finer than the source, and grow with the range", () => {
    expect(stepFor(at(300), 900, 10)).toBe(10);
    expect(stepFor(at(3600), 900, 10)).toBe(15);
    expect(stepFor(at(86_400), 900, 10)).toBe(300);
    expect(stepFor(at(30 * 86_400), 900, 10)).toBe(10_800);
    expect(stepFor(at(400 * 365 * 86_400), 900, 10) % 86_400).toBe(0);
  });

  test("a rate window holds four scrapes and never less than the step", () => {
    expect(rateWindow(10, 10)).toBe(40);
    expect(rateWindow(300, 10)).toBe(310);
  });

  test("a second later the same points are asked for", () => {
    const first = alignToStep({ fromMillis: 1_000_000_000, toMillis: 1_003_600_000 }, 15);
    const later = alignToStep({ fromMillis: 1_000_001_000, toMillis: 1_003_601_000 }, 15);
    expect(later).toEqual(first);
    expect(first.start % 15).toBe(0);
  });
});

describe("time ticks", () => {
  test("keep their distance in pixels", () => {
    const distance = tickDistance(3600, 800, 64);
    expect((distance / 3600) * 800).toBeGreaterThanOrEqual(64);
    expect(distance).toBe(300);
  });

  test("lie on round times of the zone, days on its midnight across a clock change", () => {
    const start = Date.UTC(2026, 2, 27, 12) / 1000;
    const ticks = timeTicks(start, start + 4 * 86_400, 86_400, "Europe/Berlin");
    expect(ticks.map((t) => isoWall(t * 1000, "Europe/Berlin"))).toEqual([
      "2026-03-28 00:00:00",
      "2026-03-29 00:00:00",
      "2026-03-30 00:00:00",
      "2026-03-31 00:00:00",
    ]);
    expect(timeTicks(100, 700, 300, "UTC")).toEqual([300, 600]);
  });

  test("say the day at midnight and on long ranges, seconds when they are close", () => {
    const midnight = Date.UTC(2026, 1, 12) / 1000;
    expect(tickLabel(midnight, 300, "UTC")).toBe("12 Feb");
    expect(tickLabel(midnight + 600, 300, "UTC")).toBe("00:10");
    expect(tickLabel(midnight + 15, 15, "UTC")).toBe("00:00:15");
    expect(tickLabel(midnight + 3600, 86_400, "UTC")).toBe("12 Feb");
  });
});
