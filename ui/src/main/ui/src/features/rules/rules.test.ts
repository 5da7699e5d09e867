import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { AlertingRule } from "../../api/alerting";
import { EMPTY, type Form, formOf, isPlain, KIND_KEYS, KINDS, scalar, yamlOf } from "./form";
import { happenedAt, spansOf } from "./meanwhile";
import { shortName } from "./names";
import { templateParts } from "./template";
import { fileName, formOfRule } from "./useRule";
import { catalogueOf, completions, knownMetrics, scaledSentence, troubleOf, wordAt } from "./words";

const known = knownMetrics(
  [
    "queue_length",
    "http_requests_total",
    "rpc_seconds_bucket",
    "rpc_seconds_sum",
    "rpc_seconds_count",
    "batch_count",
  ],
  { queue_length: [{ type: "gauge", help: "jobs that wait", unit: "" }] },
);

const filled: Form = {
  ...EMPTY,
  name: "slow",
  for: "5m",
  keepFiringFor: "1m",
  severity: "high",
  labels: [["team", "web"]],
  summary: "it's {{ $value | humanize }}: slow",
  runbook: "https://example.org/a#b",
  annotations: [["note", "yes"]],
};

describe("form and file are the same", () => {
  test.each(KINDS)("%s", (kind) => {
    const options = kind === "threshold" ? {} : Object.fromEntries(KIND_KEYS[kind].map((key) => [key, "5m"]));
    const form: Form = {
      ...filled,
      kind,
      options,
      ...(kind === "threshold" ? { sentence: "queue_length > 5" } : { of: "queue_length" }),
    };
    expect(formOf(parse(yamlOf(form, known)))).toEqual(form);
  });

  test("PromQL, on one line and on several", () => {
    for (const expr of ["up == 0", 'sum(x{a="b"})\n  > 5']) {
      const form: Form = { ...filled, by: "promql", expr };
      expect(formOf(parse(yamlOf(form, known)))).toEqual(form);
    }
  });

  test("metrics that the sentence names become its catalogue", () => {
    const file = parse(
      yamlOf({ ...filled, sentence: "p95 of rpc_seconds > 1s and http_requests_total > 3/s" }, known),
    );
    expect(file.catalogue).toEqual({
      http_requests_total: { metric: "http_requests_total", kind: "counter" },
      rpc_seconds: { metric: "rpc_seconds", kind: "histogram" },
    });
  });

  test("what the form cannot say stays a file", () => {
    for (const text of [
      "groups: [{name: a, interval: 5s, rules: [{alert: a, expr: up}]}]",
      "groups: [{name: a, rules: [{record: a, expr: up}]}]",
      "conditions: [{name: a, condition: x > 1}, {name: b, condition: y > 1}]",
      "conditions: [{name: a, condition: x > 1, notification: [slack]}]",
      "thresholds: {x: {warning: '> 5'}}",
      "[]",
      "",
    ]) {
      expect(formOf(parse(text)), text).toBeUndefined();
    }
  });

  test("a text is read back as it was", () => {
    for (const text of ["a", "yes", "5", "a: b", "it's", "#x", "a\nb", "- x", "", "{{ $value }}", "~"]) {
      expect(parse(`k: ${scalar(text)}`).k, text).toBe(text);
    }
  });

  test("only PromQL is Prometheus' own file", () => {
    expect(isPlain({ ...EMPTY, by: "promql" })).toBe(false);
    expect(isPlain({ ...EMPTY, by: "promql", kind: "spike" })).toBe(true);
  });
});

test("a rule that is evaluated comes into the form", () => {
  const rule: AlertingRule = {
    type: "alerting",
    name: "A",
    query: "up == 0",
    labels: { severity: "page", team: "web" },
    annotations: { summary: "s", runbook_url: "r", more: "m" },
    state: "firing",
    health: "ok",
    duration: 300,
    keepFiringFor: 0,
    evaluationTime: 0,
    lastEvaluation: "",
    alerts: [],
  };
  expect(formOfRule(rule)).toMatchObject({
    ...{ by: "promql", expr: "up == 0", for: "5m", keepFiringFor: "", severity: "critical" },
    ...{ labels: [["team", "web"]], summary: "s", runbook: "r", annotations: [["more", "m"]] },
  });
  expect(fileName(" Größe > 5: x ")).toBe("Gr_e_5_x");
});

describe("sentences", () => {
  test("know metrics by their name, histograms without their endings", () => {
    expect(known.map((k) => [k.name, k.kind])).toEqual([
      ["queue_length", "gauge"],
      ["http_requests_total", "counter"],
      ["rpc_seconds", "histogram"],
      ["batch_count", "gauge"],
    ]);
    expect(catalogueOf("Queue_Length > 5", known).map((k) => k.name)).toEqual(["queue_length"]);
  });

  test("complete the word at the cursor, beginnings first", () => {
    expect(wordAt("max queue_l > 5", 11)).toEqual({ word: "queue_l", from: 4 });
    expect(completions("que", known).map((k) => k.name)).toEqual(["queue_length", "http_requests_total"]);
    expect(completions("q", known)).toEqual([]);
  });

  test("a refusal says where, and what was expected", () => {
    const message =
      'invalid parameter "rule": rule:3: conditions[0].condition: column 16: 5% is a share (expected: a duration such as 250ms, because x is in seconds), in: startup_time > 5%';
    expect(troubleOf(message)).toEqual({
      message: "5% is a share (expected: a duration such as 250ms, because x is in seconds)",
      at: 15,
      expected: "a duration such as 250ms, because x is in seconds",
      line: 3,
    });
    expect(troubleOf("the server does not answer").at).toBeUndefined();
  });

  test("take another number in their own unit", () => {
    expect(scaledSentence("error_rate > 5% for 5 minutes", 1.5)).toBe("error_rate > 7.5% for 5 minutes");
    expect(scaledSentence("p95 of x is above 2 s", 0.5)).toBe("p95 of x is above 1 s");
    expect(scaledSentence("queue exceeds 5,000 jobs", 2)).toBe("queue exceeds 10000 jobs");
    expect(scaledSentence("no x for 2 minutes", 2)).toBeUndefined();
  });
});

test("a text is filled in for a series, and what only the server knows is marked", () => {
  const parts = templateParts(
    '{{ $labels.host }} at {{ $value | humanizePercentage }} {{ query "x" }}',
    { host: "a" },
    0.914,
  );
  expect(parts).toEqual([
    { text: "a", kind: "filled" },
    { text: " at ", kind: "text" },
    { text: "91.4%", kind: "filled" },
    { text: " ", kind: "text" },
    { text: '{{ query "x" }}', kind: "later" },
  ]);
  expect(templateParts('{{ printf "%.1f" $value }}', {}, 2.345)[0]?.text).toBe("2.3");
});

test("what happened around an episode: changes first, then other alerts, never itself", () => {
  const episode = {
    labels: {},
    from: "1970-01-01T01:00:00Z",
    to: "1970-01-01T01:10:00Z",
    firing: false,
    seconds: 600,
    peak: "1",
  };
  const event = (time: number, title: string) => ({
    id: title,
    kind: "deployment",
    time,
    timeEnd: time,
    title,
    text: "",
    labels: {},
  });
  const series = (alertname: string, ...times: number[]) => ({
    metric: { alertname },
    values: times.map((t): [number, string] => [t, "1"]),
  });
  const meanwhile = {
    events: [event(3000, "2.3.7"), event(60, "long before")],
    alerts: [series("Self", 3600), series("Other", 3900), series("Late", 9000)],
  };
  expect(happenedAt(episode, meanwhile, { start: 0, end: 10_000, stepSeconds: 60 }, "Self")).toEqual([
    "2.3.7",
    "Other",
  ]);
});

test("a series is named by the values in which it differs", () => {
  expect(shortName({ job: "a", instance: "1", __name__: "up" }, ["__name__", "instance"])).toBe("1");
});

test("times of several series are joined where they overlap", () => {
  const at = (from: number, to: number) => ({
    ...{ labels: {}, firing: false, seconds: 0, peak: "0" },
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
  });
  expect(spansOf([at(50, 60), at(0, 10), at(5, 20), at(20, 30)])).toEqual([
    { time: 0, until: 30 },
    { time: 50, until: 60 },
  ]);
});
