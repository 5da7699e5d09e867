import { describe, expect, test } from "vitest";
import { distance, highlight, nearest, rank } from "./fuzzy";
import { keyCaps, keyOf, matchKeys } from "./keys";
import { oneOf, parseSearch, stringifySearch, text, texts } from "./search";

describe("the URL", () => {
  test("keeps every kind of query as it was", () => {
    const search = {
      from: "now-1h",
      q: ['sum by (le) (rate(x{a=~"b|c+", d!="e & f"}[5m]))', "1 + 2 % 3", "ü∞"],
      hide: "B",
    };
    const url = stringifySearch(search);
    expect(url.startsWith("?from=now-1h&q=")).toBe(true);
    expect(parseSearch(url)).toEqual(search);
  });

  test("leaves out what is not set", () => {
    expect(stringifySearch({ a: undefined, b: [], c: null })).toBe("");
  });

  test("an instant stays readable", () => {
    expect(stringifySearch({ to: "2026-02-12T14:00:00.000Z" })).toBe("?to=2026-02-12T14:00:00.000Z");
  });

  test("typed access forgives a wrong number of values", () => {
    const raw = parseSearch("?a=1&a=2&b=3&c=");
    expect(text(raw, "a")).toBe("1");
    expect(texts(raw, "b")).toEqual(["3"]);
    expect(text(raw, "c")).toBeUndefined();
    expect(oneOf(raw, "b", ["3", "4"])).toBe("3");
    expect(oneOf(raw, "b", ["4"])).toBeUndefined();
  });
});

describe("keys", () => {
  const shortcuts = ["t", "g h", "g t", "mod+k", "?"];
  const key = (name: string, mods = {}) =>
    keyOf({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...mods });

  test("sequences need both keys in order", () => {
    const first = matchKeys([], "g", shortcuts);
    expect(first).toEqual({ pending: ["g"] });
    expect(matchKeys(first.pending, "t", shortcuts)).toEqual({ hit: "g t", pending: [] });
    expect(matchKeys([], "t", shortcuts).hit).toBe("t");
  });

  test("a broken sequence still lets the last key count", () => {
    expect(matchKeys(["g"], "?", shortcuts).hit).toBe("?");
    expect(matchKeys(["g"], "g", shortcuts)).toEqual({ pending: ["g"] });
    expect(matchKeys([], "q", shortcuts)).toEqual({ pending: [] });
  });

  test("either command key is mod, and bare modifiers are nothing", () => {
    expect(key("K", { ctrlKey: true })).toBe("mod+k");
    expect(key("k", { metaKey: true })).toBe("mod+k");
    expect(key("Shift")).toBeUndefined();
    expect(key("é", { altKey: true })).toBeUndefined();
  });

  test("caps follow the machine", () => {
    expect(keyCaps("mod+k", true)).toEqual(["⌘K"]);
    expect(keyCaps("mod+k", false)).toEqual(["Ctrl K"]);
    expect(keyCaps("g h", false)).toEqual(["g", "h"]);
  });
});

describe("finding by name", () => {
  const names = ["go_gc_seconds", "node_cpu_seconds_total", "cpu_load", "process_cpu"];

  test("every word must occur, and a start counts most", () => {
    expect(rank(names, "cpu", (n) => n)).toEqual(["cpu_load", "node_cpu_seconds_total", "process_cpu"]);
    expect(rank(names, "sec cpu", (n) => n)).toEqual(["node_cpu_seconds_total"]);
    expect(rank(names, "", (n) => n)).toEqual(names);
    expect(rank(names, "(", (n) => n)).toEqual([]);
  });

  test("knows what was meant", () => {
    expect(distance("kitten", "sitting", 5)).toBe(3);
    expect(distance("kitten", "sitting", 2)).toBe(3);
    expect(nearest("node_loadd1", ["node_load5", "node_load1", "up"])).toBe("node_load1");
    expect(nearest("http_requests", names)).toBeUndefined();
    expect(nearest("up", ["uq"])).toBeUndefined();
  });

  test("marks the hit", () => {
    expect(highlight("Theme: light", "light").map((p) => [p.text, p.hit])).toEqual([
      ["Theme: ", false],
      ["light", true],
    ]);
    expect(highlight("Home", "x")).toEqual([{ at: 0, text: "Home", hit: false }]);
  });
});
