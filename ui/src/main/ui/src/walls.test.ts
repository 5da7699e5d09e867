import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { PAGES } from "./components/pages";

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"));
const source = new Map(files.map((name) => [name, readFileSync(join(root, name), "utf8")]));

function importsOf(name: string): string[] {
  const found = (source.get(name) ?? "").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
  return [...found].map((m) => relative(root, resolve(root, dirname(name), m[1] ?? "")));
}

/** Which part may use which; a feature may use its own folder too. */
const MAY_USE: Record<string, string[]> = {
  lib: ["lib"],
  api: ["api", "lib"],
  charts: ["charts", "components", "api", "lib"],
  components: ["components", "charts", "api", "lib", "styles"],
  panels: ["panels", "components", "charts", "api", "lib"],
  features: ["features", "panels", "components", "charts", "api", "lib"],
};

describe("walls", () => {
  test.each(files)("%s uses only what it may", (name) => {
    const part = name.split("/")[0] ?? "";
    const allowed = MAY_USE[part];
    for (const used of importsOf(name)) {
      expect(
        allowed === undefined || allowed.includes(used.split("/")[0] ?? ""),
        `${name} uses ${used}`,
      ).toBe(true);
      if (part === "features" && used.startsWith("features/")) {
        expect(used.split("/")[1], `${name} uses another feature`).toBe(name.split("/")[1]);
      }
    }
  });

  test("only one file calls fetch", () => {
    const callers = files.filter((name) => /\bfetch\(/.test(source.get(name) ?? ""));
    expect(callers).toEqual(["api/http.ts"]);
  });

  test("no component file is long", () => {
    const long = files.filter(
      (name) => name.endsWith(".tsx") && (source.get(name) ?? "").split("\n").length > 260,
    );
    expect(long).toEqual([]);
  });

  test("nothing ever says only that there is no data", () => {
    const guilty = files.filter(
      (name) => /no data/i.test(source.get(name) ?? "") && name !== "components/Glyph.tsx",
    );
    expect(guilty).toEqual([]);
  });
});

test("a page's address is never one that Prometheus serves", () => {
  const taken = [
    "/metrics",
    "/graph",
    "/query",
    "/alerts",
    "/status",
    "/config",
    "/rules",
    "/flags",
    "/targets",
  ];
  const more = [
    "/service-discovery",
    "/tsdb-status",
    "/federate",
    "/api",
    "/-",
    "/health",
    "/agent",
    "/consoles",
  ];
  for (const { path } of PAGES) {
    expect([...taken, ...more].some((t) => path === t || path.startsWith(`${t}/`))).toBe(false);
  }
});
