import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const base = readFileSync(join(import.meta.dirname, "base.css"), "utf8");

/** The tokens of a theme: the dark ones are the defaults, the light theme overrides them. */
function tokens(theme: "dark" | "light"): Map<string, string> {
  const out = new Map<string, string>();
  for (const [, selector = "", body = ""] of `${css}\n${base}`.matchAll(/^([^{}@\n]+)\{([^{}]*)\}/gm)) {
    const applies = /^:root\b/.test(selector.trim()) || selector.trim() === `[data-theme="${theme}"]`;
    for (const [, name = "", value = ""] of applies ? body.matchAll(/--([\w-]+):\s*([^;]+);/g) : []) {
      out.set(name, value.trim());
    }
  }
  return out;
}

function hex(theme: Map<string, string>, name: string): [number, number, number] {
  const value = theme.get(name) ?? "";
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (reference) {
    return hex(theme, reference);
  }
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value)?.slice(1);
  if (!parts) {
    throw new Error(`--${name}: ${value} (expected: #rrggbb)`);
  }
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseInt(part, 16));
  return [red, green, blue];
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: [number, number, number]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Map<string, string>, text: string, ground: string): number {
  const [a, b] = [luminance(hex(theme, text)), luminance(hex(theme, ground))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const TEXT = ["text", "muted", "faint", "accent", "axis", "code-label", "code-string", "code-number"];
const STATES = ["ok", "warning", "high", "critical", "info", "maint", "none"];
const GROUNDS = ["bg", "surface", "raised", "sunken", "hover", "selected"];

describe.each(["dark", "light"] as const)("%s", (name) => {
  const theme = tokens(name);

  test.each([...TEXT, ...STATES].flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    "%s on %s can be read",
    (text, ground) => {
      expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test("text on a filled button can be read", () => {
    expect(contrast(theme, "on-accent", "accent")).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["control", ...STATES.map((state) => `${state}-fill`), "ok-bar", "cross"])(
    "the shape %s stands out",
    (shape) => {
      expect(contrast(theme, shape, "surface")).toBeGreaterThanOrEqual(3);
    },
  );

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("the line s%d stands out", (line) => {
    expect(contrast(theme, `s${line}`, "surface")).toBeGreaterThanOrEqual(3);
  });
});

test("the two themes differ where they must", () => {
  expect(tokens("dark").get("bg")).not.toBe(tokens("light").get("bg"));
});
