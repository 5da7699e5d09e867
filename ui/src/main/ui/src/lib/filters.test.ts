import { describe, expect, test } from "vitest";
import {
  applyFilters,
  chipsText,
  type Filters,
  filterSelector,
  parseChips,
  passes,
  withChip,
  withoutChip,
} from "./filters";

const prod: Filters = { env: "prod", chips: [{ label: "job", value: "web" }] };

describe("chips in the address", () => {
  test("are read and written alike", () => {
    const text = "service:api,job!:web,path:/a\\,b\\\\c:80";
    const chips = parseChips(text);
    expect(chips).toEqual([
      { label: "service", value: "api" },
      { label: "job", value: "web", not: true },
      { label: "path", value: "/a,b\\c:80" },
    ]);
    expect(chipsText(chips)).toBe(text);
  });

  test("that make no sense are left out", () => {
    expect(parseChips("nothing,9x:1,:2,a-b:3,ok:1")).toEqual([{ label: "ok", value: "1" }]);
    expect(chipsText([])).toBeUndefined();
    expect(parseChips(undefined)).toEqual([]);
  });

  test("one value for a label, several exclusions", () => {
    const a = { label: "job", value: "a" };
    const b = { label: "job", value: "b" };
    expect(withChip([a], b)).toEqual([b]);
    expect(withChip([a], a)).toEqual([a]);
    expect(withChip([{ ...a, not: true }], { ...b, not: true })).toHaveLength(2);
    expect(withoutChip([a, { ...a, not: true }], a)).toEqual([{ ...a, not: true }]);
  });
});

describe("a query with the filters in it", () => {
  test.each([
    ["up", 'up{env="prod",job="web"}'],
    ["up{}", 'up{env="prod",job="web"}'],
    ['up{instance="a"}', 'up{instance="a",env="prod",job="web"}'],
    ['up{instance="a",}', 'up{instance="a",env="prod",job="web"}'],
    ['up{job="node"}', 'up{job="node",env="prod"}'],
    ['up{job=~"n.*",env!="x"}', 'up{job=~"n.*",env!="x"}'],
    ['{__name__="up"}', '{__name__="up",env="prod",job="web"}'],
    ['{"strange name"}', '{"strange name",env="prod",job="web"}'],
    ["sum by (job, env) (rate(a_total[5m]))", 'sum by (job, env) (rate(a_total{env="prod",job="web"}[5m]))'],
    [
      "sum(a) by (x) / on (x) group_left (y) b",
      'sum(a{env="prod",job="web"}) by (x) / on (x) group_left (y) b{env="prod",job="web"}',
    ],
    [
      'label_replace(up, "a", "$1", "b", "(.*)")',
      'label_replace(up{env="prod",job="web"}, "a", "$1", "b", "(.*)")',
    ],
    ["a offset 5m", 'a{env="prod",job="web"} offset 5m'],
    ["a @ start() and b", 'a{env="prod",job="web"} @ start() and b{env="prod",job="web"}'],
    ["rate(a[5m:1m])", 'rate(a{env="prod",job="web"}[5m:1m])'],
    ["1e3 + 0x1F * Inf", "1e3 + 0x1F * Inf"],
    ["vector(1) + time()", "vector(1) + time()"],
    ["a # up\n+ b", 'a{env="prod",job="web"} # up\n+ b{env="prod",job="web"}'],
    ["a > bool 1", 'a{env="prod",job="web"} > bool 1'],
    ['count_values without (env) ("v", a)', 'count_values without (env) ("v", a{env="prod",job="web"})'],
  ])("%s", (query, wanted) => {
    expect(applyFilters(query, prod)).toBe(wanted);
  });

  test("is the same without filters", () => {
    expect(applyFilters("sum(up{", { chips: [] })).toBe("sum(up{");
  });

  test("quotes what needs it", () => {
    expect(filterSelector({ chips: [{ label: "a", value: 'x"\\' }] })).toBe('{a="x\\"\\\\"}');
    expect(filterSelector({ chips: [] })).toBeUndefined();
  });
});

test("labels pass or not", () => {
  expect(passes({ env: "prod", job: "web" }, prod)).toBe(true);
  expect(passes({ env: "prod" }, prod)).toBe(false);
  expect(passes({ job: "x" }, { chips: [{ label: "job", value: "web", not: true }] })).toBe(true);
});
