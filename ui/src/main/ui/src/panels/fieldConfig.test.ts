// biome-ignore-all lint/suspicious/noTemplateCurlyInString: boards write variables so
import { describe, expect, test } from "vitest";
import type { Field as FieldSettings, Matcher } from "../lib/board/model";
import { fieldColor, paletteOf, parseColor, thresholdColor } from "./colors";
import { displayOf, mapped, shownText } from "./display";
import { applyFieldConfig, fillScope, linksOf, valueScope, withEnds } from "./fieldConfig";
import type { Frame } from "./frames";

const TOKENS: Record<string, string> = {
  "--surface": "#151A21",
  "--text": "#E6EAF0",
  "--ok-fill": "#3FB871",
  "--critical-fill": "#F2555A",
  "--warning-fill": "#E5A50A",
  "--s1": "#7CC7FB",
  "--s2": "#BC7195",
};
const palette = paletteOf((name) => TOKENS[name] ?? "#808080");

function frame(): Frame {
  return {
    ref: "A",
    name: "cpu",
    kind: "series",
    fields: [
      { name: "Time", type: "time", values: [1, 2], config: {} },
      {
        name: "Value",
        type: "number",
        values: [10, 90],
        config: {},
        legend: "idle",
        labels: { mode: "idle" },
      },
      { name: "Note", type: "string", values: ["a", "b"], config: {} },
    ],
  };
}

describe("overrides", () => {
  const takes = (match: Matcher) =>
    applyFieldConfig([frame()], {
      defaults: {},
      overrides: [{ match, properties: [{ id: "unit", value: "s" }] }],
    })[0]
      ?.fields.filter((f) => f.config.unit === "s")
      .map((f) => f.name);
  const rows: [Matcher, string[]][] = [
    [{ id: "byName", options: "idle" }, ["Value"]],
    [{ id: "byName", options: "Note" }, ["Note"]],
    [{ id: "byNames", options: { mode: "include", names: ["idle", "Note"] } }, ["Value", "Note"]],
    [{ id: "byNames", options: { mode: "exclude", names: ["idle"] } }, ["Note"]],
    [{ id: "byRegexp", options: "/^id/" }, ["Value"]],
    [{ id: "byRegexp", options: "^I" }, []],
    [{ id: "byType", options: "string" }, ["Note"]],
    [{ id: "byTypes", options: ["string", "time"] }, ["Time", "Note"]],
    [{ id: "byFrameRefID", options: "A" }, ["Time", "Value", "Note"]],
    [{ id: "byFrameRefID", options: "B" }, []],
    [{ id: "byValue", options: { reducer: "max", op: "gte", value: 90 } }, ["Value"]],
    [{ id: "byValue", options: { reducer: "max", op: "lt", value: 90 } }, []],
    [{ id: "byValue", options: { reducer: "allIsZero", op: "eq", value: 0 } }, ["Value"]],
    [{ id: "numeric" }, ["Value"]],
    [{ id: "time" }, ["Time"]],
    [{ id: "first" }, ["Time"]],
    [{ id: "firstTimeField" }, ["Time"]],
    [{ id: "byRegexpOrNames", options: { pattern: "^No", names: ["idle"] } }, ["Value", "Note"]],
  ];
  test.each(rows)("%j", (match, expected) => {
    expect(takes(match)).toEqual(expected);
  });

  test("set nested settings, the later one last, over the defaults", () => {
    const [made] = applyFieldConfig([frame()], {
      defaults: { unit: "bytes", custom: { fillOpacity: 5, stacking: { mode: "normal", group: "A" } } },
      overrides: [
        {
          match: { id: "byName", options: "idle" },
          properties: [{ id: "custom.stacking.mode", value: "none" }],
        },
        {
          match: { id: "byName", options: "idle" },
          properties: [
            { id: "unit", value: "ms" },
            { id: "custom.lineWidth", value: 3 },
          ],
        },
      ],
    });
    expect(made?.fields[1]?.config).toMatchObject({
      unit: "ms",
      custom: { fillOpacity: 5, lineWidth: 3, stacking: { mode: "none", group: "A" } },
    });
    expect(made?.fields[2]?.config.custom?.stacking?.mode).toBe("normal");
  });

  test("display names hold what the field knows", () => {
    const [made] = applyFieldConfig(
      [frame()],
      { defaults: { displayName: "${__field.labels.mode} of ${__series.name} $x" } },
      (t) => t.replace("$x", "7"),
    );
    expect(made?.fields[1]?.config.displayName).toBe("idle of idle 7");
    expect(made?.fields[0]?.config.displayName).toBeUndefined();
  });

  test("ends are those of all numbers, or the field's own", () => {
    const two: Frame = {
      ...frame(),
      fields: [{ name: "b", type: "number", values: [-5, 5], config: { fieldMinMax: true } }],
    };
    const [first, second] = withEnds([frame(), two]);
    expect(first?.fields[1]?.config).toMatchObject({ min: -5, max: 90 });
    expect(second?.fields[0]?.config).toMatchObject({ min: -5, max: 5 });
  });
});

describe("colours", () => {
  const thresholds: FieldSettings["thresholds"] = {
    mode: "absolute",
    steps: [
      { value: null, color: "green" },
      { value: 50, color: "yellow" },
      { value: 80, color: "red" },
    ],
  };
  test.each([
    [-10, "green"],
    [49.9, "green"],
    [50, "yellow"],
    [100, "red"],
    [null, "green"],
  ])("a value of %s has the step %s", (value, expected) => {
    expect(thresholdColor({ thresholds }, value, 0)).toBe(expected);
  });

  test("steps may be shares of the range", () => {
    expect(thresholdColor({ thresholds: { ...thresholds, mode: "percentage" } }, 5, 0.6)).toBe("yellow");
  });

  test("names follow the theme, and every way of writing one is known", () => {
    expect(palette.named("green")).toBe("#3fb871");
    expect(palette.named("dark-green")).not.toBe(palette.named("super-light-green"));
    expect(palette.named("text")).toBe("#e6eaf0");
    expect(palette.named("transparent")).toBe("rgba(0,0,0,0)");
    expect(palette.named("#abc")).toBe("#aabbcc");
    expect(parseColor("rgba(50, 172, 45, 0.97)")).toEqual([50, 172, 45, 0.97]);
    expect(parseColor("rgb(1 2 3 / 50%)")).toEqual([1, 2, 3, 0.5]);
    expect(palette.fade("#ffffff", 0.5)).toBe("rgba(255,255,255,0.5)");
  });

  test("modes", () => {
    const place = { index: 1, name: "x" };
    expect(fieldColor({ color: { mode: "fixed", fixedColor: "red" } }, place, palette)).toBe("#f2555a");
    expect(fieldColor({ color: { mode: "palette-classic" } }, place, palette)).toBe("#bc7195");
    expect(
      fieldColor({ color: { mode: "thresholds" }, thresholds }, place, palette, { value: 90, share: 1 }),
    ).toBe("#f2555a");
    expect(fieldColor({ color: { mode: "continuous-GrYlRd" } }, place, palette, { value: 0, share: 0 })).toBe(
      "#3fb871",
    );
    const byName = (name: string) =>
      fieldColor({ color: { mode: "palette-classic-by-name" } }, { index: 9, name }, palette);
    expect(byName("a")).toBe(byName("a"));
  });
});

describe("values in words", () => {
  const show = (config: FieldSettings, value: unknown, type: "number" | "string" | "time" = "number") =>
    shownText(
      displayOf({ name: "x", type, values: [value], config }, { palette, zone: "UTC" })(value),
    ).replaceAll("\u2009", " ");
  const mappings: FieldSettings["mappings"] = [
    { kind: "value", options: { "1": { text: "UP", color: "green" }, "0": { text: "DOWN" } } },
    { kind: "range", from: 10, to: null, result: { text: "many" } },
    { kind: "regex", pattern: "/^v(\\d+)$/", result: { text: "version $1" } },
    { kind: "special", match: "null+nan", result: { text: "none" } },
  ];
  test.each([
    [1, "UP"],
    [0, "DOWN"],
    [10, "many"],
    [5, "5"],
    [null, "none"],
    [Number.NaN, "none"],
  ])("%s is %s", (value, expected) => {
    expect(show({ mappings }, value)).toBe(expected);
  });

  test("texts, times and nothing", () => {
    expect(show({ mappings }, "v12", "string")).toBe("version 12");
    expect(show({ unit: "bytes" }, "2048", "string")).toBe("2 KiB");
    expect(show({}, 0, "time")).toBe("1970-01-01 00:00:00");
    expect(show({}, null)).toBe("–");
    expect(show({ noValue: "0" }, null)).toBe("0");
  });

  test("specials", () => {
    expect(mapped(true, [{ kind: "special", match: "true", result: { text: "t" } }])?.text).toBe("t");
    expect(mapped("", [{ kind: "special", match: "empty", result: { text: "e" } }])?.text).toBe("e");
    expect(mapped(3, [{ kind: "special", match: "nan", result: { text: "n" } }])).toBeUndefined();
  });
});

describe("links of a value", () => {
  test("name the value, its row and its labels", () => {
    const source = frame();
    const value = source.fields[1];
    const scope = value ? valueScope(value, source, 1, "90 %", { from: 5, to: 6 }) : {};
    const [link] = linksOf(
      [
        {
          title: "${__field.labels.mode}",
          url: '/d?v=${__value.raw}&n=${__data.fields.Note}&${__url_time_range}&m=${__field.labels["mode"]}&x=$y',
        },
      ],
      scope,
      (t) => t.replace("$y", "Y"),
    );
    expect(link).toEqual({ title: "idle", href: "/d?v=90&n=b&from=5&to=6&m=idle&x=Y", newTab: false });
  });

  test("never run anything", () => {
    expect(linksOf([{ title: "x", url: "javascript:alert(1)" }], {}, (t) => t)).toEqual([]);
    expect(fillScope("${unknown} ${__value.raw}", { "__value.raw": "1" })).toBe("${unknown} 1");
  });
});
