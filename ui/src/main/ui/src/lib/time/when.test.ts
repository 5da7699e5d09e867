import { expect, test } from "vitest";
import { parseWhen } from "./when";

const now = Date.parse("2026-11-23T22:30:00Z"); // a Monday
const at = (text: string, zone = "UTC") => {
  const millis = parseWhen(text, now, zone);
  return millis === undefined ? undefined : new Date(millis).toISOString();
};

test("a clock time is the next one, in the zone of the page", () => {
  expect(at("23:00")).toBe("2026-11-23T23:00:00.000Z");
  expect(at("22:00")).toBe("2026-11-24T22:00:00.000Z");
  expect(at("22:00", "Europe/Berlin")).toBe("2026-11-24T21:00:00.000Z");
});

test("a day of the week is the next one", () => {
  expect(at("sat 10:00")).toBe("2026-11-28T10:00:00.000Z");
  expect(at("Monday 09:00")).toBe("2026-11-30T09:00:00.000Z");
  expect(at("mon 23:00")).toBe("2026-11-23T23:00:00.000Z");
});

test("distances and dates are understood, nonsense is not", () => {
  expect(at("in 2h")).toBe("2026-11-24T00:30:00.000Z");
  expect(at("now")).toBe("2026-11-23T22:30:00.000Z");
  expect(at("2026-12-01 08:00")).toBe("2026-12-01T08:00:00.000Z");
  expect(at("xyz 10:00")).toBeUndefined();
  expect(at("25:00")).toBeUndefined();
  expect(at("soon")).toBeUndefined();
});
