import { describe, expect, test } from "vitest";
import { matchersOf, matchersText, matchesAll, parseMatchers } from "./matchers";
import { severityOf } from "./severity";

const labels = { alertname: "TargetDown", team: "web", job: "api" };
const hits = (text: string) => matchesAll(parseMatchers(text).matchers, labels);

describe("matchers as they are typed", () => {
  test("with or without braces, quotes and commas", () => {
    for (const text of [
      '{team="web", job=~"a.*"}',
      "team=web job=~a.*",
      ' team = "web" ,job!=x',
      "team!~x.*",
    ]) {
      expect(parseMatchers(text).error, text).toBeUndefined();
      expect(hits(text), text).toBe(true);
    }
  });

  test("a bare word looks for itself in the name, whatever its case", () => {
    expect(hits("target")).toBe(true);
    expect(hits("TARGETDOWN")).toBe(true);
    expect(hits("targets")).toBe(false);
    expect(hits("a.c")).toBe(false);
  });

  test("a regular expression is anchored", () => {
    expect(hits("job=~ap")).toBe(false);
    expect(hits("job=~(?i)API")).toBe(true);
  });

  test("a label that is not there is empty", () => {
    expect(hits('host=""')).toBe(true);
    expect(hits("host!=x")).toBe(true);
  });

  test("what cannot be read is said with its place", () => {
    expect(parseMatchers('team="web", ="x"').error).toEqual({ at: 12, expected: "a label" });
    expect(parseMatchers("job=~(").error).toEqual({ at: 5, expected: "a regular expression" });
  });

  test("an alert's labels survive being written and read, the name first", () => {
    const odd = { alertname: "A", path: 'C:\\x "y"\nz' };
    const text = matchersText(matchersOf(odd));
    expect(text.startsWith('alertname="A"')).toBe(true);
    expect(parseMatchers(text).matchers).toEqual(matchersOf(odd));
  });
});

test("other words for severities have their place on the scale", () => {
  expect(["Sev 1", "P2", "page", "WARN", "notice", "", "odd"].map(severityOf)).toEqual([
    "critical",
    "high",
    "critical",
    "warning",
    "info",
    "warning",
    "warning",
  ]);
});
