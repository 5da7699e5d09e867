import { Circle } from "lucide-react";
import { describe, expect, test } from "vitest";
import type { Firing } from "../../components/alerts/model";
import { parseDraft } from "../../components/filterbar/draft";
import { alarmOf } from "./alarm";
import { arrange, looksLikeQuery } from "./arrange";
import type { Command } from "./command";
import { countOf } from "./counts";

const alert = (id: string, more: Partial<Firing>): Firing => ({
  id,
  name: id,
  severity: "critical",
  labels: {},
  annotations: {},
  sinceMillis: 0,
  receivers: [],
  keptBy: [],
  silencedBy: [],
  inhibitedBy: [],
  mutedBy: [],
  isTold: true,
  ...more,
});
const taken = { fingerprint: "x", by: "ann", comment: "", at: "" };

describe("the ribbon", () => {
  test("shows the oldest critical alert that nobody has, and who has the others", () => {
    const alarm = alarmOf([
      alert("old and taken", { sinceMillis: 1, taken }),
      alert("new", { sinceMillis: 9 }),
      alert("old", { sinceMillis: 5 }),
      alert("high", { severity: "high" }),
      alert("silenced", { keptBy: ["silence"] }),
    ]);
    expect(alarm).toMatchObject({ worst: { id: "old" }, others: 2, takenBy: ["ann"], untaken: 2 });
  });

  test("is not there without a critical alert", () => {
    expect(alarmOf([alert("a", { severity: "warning" }), alert("b", { keptBy: ["time"] })])).toBeUndefined();
  });
});

test("the rail counts what asks for somebody", () => {
  expect(countOf([alert("a", { severity: "info" }), alert("b", { keptBy: ["alert"] })])).toBeUndefined();
  expect(countOf([alert("a", {}), alert("b", { severity: "warning" })])).toEqual({
    firing: 2,
    critical: true,
    words: "2 firing, 1 critical",
  });
});

describe("the palette", () => {
  const command = (id: string, name: string, group: string): Command => ({
    id,
    name,
    group,
    icon: Circle,
    run: () => undefined,
  });
  const all = [
    command("t", "Last 5 minutes", "Time"),
    command("h", "Home", "Go to"),
    command("n", "New board", "Actions"),
    ...Array.from({ length: 9 }, (_, i) => command(`m${i}`, `node_${i}`, "Metrics")),
  ];

  test("shows everything by group when nothing is typed", () => {
    expect(
      arrange(all, " ")
        .map((c) => c.id)
        .slice(0, 2),
    ).toEqual(["n", "h"]);
    expect(arrange(all, "")).toHaveLength(12);
  });

  test("shows only what fits, a few of each group", () => {
    expect(arrange(all, "node")).toHaveLength(6);
    expect(arrange(all, "home").map((c) => c.id)).toEqual(["h"]);
  });

  test("always offers to run a query", () => {
    const run = command("run-query", "Run up{}", "Actions");
    expect(arrange([...all, run], "sum(node").map((c) => c.id)).toEqual(["run-query"]);
  });

  test.each([
    ["sum(up)", true],
    ["up{", true],
    ["a / b", true],
    ["node cpu", false],
    ["theme", false],
    ["last 6 hours", false],
  ])("%s is a query: %s", (text, is) => {
    expect(looksLikeQuery(text)).toBe(is);
  });
});

test.each([
  ["jo", { not: false, rest: "jo" }],
  ["job:", { label: "job", not: false, rest: "" }],
  ["job!:web", { label: "job", not: true, rest: "web" }],
  ['job != "a b"', { label: "job", not: true, rest: "a b" }],
  ["env=prod", { label: "env", not: false, rest: "prod" }],
])("a filter typed as %s", (text, draft) => {
  expect(parseDraft(text)).toEqual(draft);
});
