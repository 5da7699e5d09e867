import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../lib/search";
import { legendRows, nextSort, sortRows } from "./legend";
import { exploreSearch, isHidden, removeQuery, toggleHidden } from "./search";
import { familyOf, findMetrics, firstQuery, labelShares } from "./useMetrics";

describe("the state in the URL", () => {
  test("survives a round trip", () => {
    const state = exploreSearch({
      q: ["up", 'rate(x{a="b"}[5m])'],
      hide: "B",
      view: "table",
      unit: "bytes",
      step: "30s",
      metric: "up",
    });
    expect(exploreSearch(parseSearch(stringifySearch({ ...state })))).toEqual(state);
  });

  test("ignores what nobody understands", () => {
    const state = exploreSearch(
      parseSearch("?view=pie&unit=furlong&step=often&hide=zz&refresh=often&tz=Middle/Earth&x=1"),
    );
    expect(Object.values(state).every((v) => v === undefined)).toBe(true);
  });

  test("one query and several read alike", () => {
    expect(exploreSearch(parseSearch("?q=up")).q).toEqual(["up"]);
    expect(exploreSearch(parseSearch("?q=up&q=down")).q).toEqual(["up", "down"]);
    expect(exploreSearch(parseSearch(`?${"q=up&".repeat(50)}`)).q).toHaveLength(20);
  });

  test("hides by letter", () => {
    expect(toggleHidden({}, 1)).toBe("B");
    expect(toggleHidden({ hide: "B" }, 0)).toBe("AB");
    expect(toggleHidden({ hide: "B" }, 1)).toBeUndefined();
    expect(isHidden({ hide: "B" }, 1)).toBe(true);
  });

  test("removing a query moves the letters behind it", () => {
    expect(removeQuery({ q: ["a", "b", "c"], hide: "AC" }, 1)).toEqual({ q: ["a", "c"], hide: "AB" });
    expect(removeQuery({ q: ["a"] }, 0)).toEqual({ q: undefined, hide: undefined });
  });
});

describe("the legend", () => {
  const line = (name: string, values: (number | null)[]) => ({
    id: name,
    name,
    labels: {},
    values,
    color: "--s1",
  });
  const rows = legendRows([line("s10", [1, 2]), line("s2", [5, null]), line("s1", [null, null])], 1);
  const names = (by: "name" | "max" | "at", descending: boolean) =>
    sortRows(rows, { by, descending }).map((r) => r.line.name);

  test("sorts by each column, lines without a value last when falling", () => {
    expect(names("max", true)).toEqual(["s2", "s10", "s1"]);
    expect(names("at", true)[0]).toBe("s10");
    expect(names("name", false)).toEqual(["s1", "s2", "s10"]);
  });

  test("the same column again turns the order", () => {
    expect(nextSort({ by: "max", descending: true }, "max")).toEqual({ by: "max", descending: false });
    expect(nextSort({ by: "max", descending: true }, "name")).toEqual({ by: "name", descending: false });
  });
});

describe("the metric browser", () => {
  const metric = (name: string, type: string) => ({ name, type, help: "" });

  test("parts of a histogram belong to its family", () => {
    expect(familyOf("http_duration_seconds_bucket")).toBe("http_duration_seconds");
    expect(familyOf("http_duration_seconds")).toBe("http_duration_seconds");
  });

  test("starts with the query that suits the type", () => {
    expect(firstQuery(metric("x_total", "counter"))).toBe("rate(x_total[5m])");
    expect(firstQuery(metric("x_total", "unknown"))).toBe("rate(x_total[5m])");
    expect(firstQuery(metric("x_bytes", "gauge"))).toBe("x_bytes");
    expect(firstQuery(metric("sessions_total", "gauge"))).toBe("sessions_total");
    expect(firstQuery(metric("x_bucket", "histogram"))).toBe(
      "histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))",
    );
  });

  test("finds by any part of the name", () => {
    const all = [metric("go_cpu", "gauge"), metric("cpu", "gauge")];
    expect(findMetrics(all, "cpu").map((m) => m.name)).toEqual(["cpu", "go_cpu"]);
  });

  test("counts the values of each label, the most first, without the name", () => {
    expect(
      labelShares([
        { __name__: "x", job: "a", le: "1" },
        { __name__: "x", job: "a", le: "2" },
      ]),
    ).toEqual([
      { label: "le", values: ["1", "2"] },
      { label: "job", values: ["a"] },
    ]);
  });
});
