import { describe, expect, test } from "vitest";
import {
  errorPlace,
  legendNames,
  metricSelector,
  metricsIn,
  nameParts,
  plainName,
  seriesText,
  shortError,
  unitOfQuery,
} from "./promql";
import type { Unit } from "./units";

describe("the text of a series", () => {
  test("is what one would type", () => {
    expect(seriesText({ __name__: "up", job: "node", instance: "a:1" })).toBe(
      'up{instance="a:1", job="node"}',
    );
    expect(seriesText({ __name__: "up" })).toBe("up");
    expect(seriesText({})).toBe("{}");
    expect(seriesText({ path: 'C:\\"x"\n' })).toBe('{path="C:\\\\\\"x\\"\\n"}');
  });

  test("quotes names that are not plain", () => {
    expect(metricSelector("http.server.duration")).toBe('{"http.server.duration"}');
    expect(seriesText({ __name__: "http.duration", "a.b": "c" })).toBe('{"http.duration", "a.b"="c"}');
  });

  test("in a legend says only what differs", () => {
    expect(
      legendNames([
        { __name__: "cpu", mode: "idle", job: "node" },
        { __name__: "cpu", mode: "user", job: "node" },
      ]),
    ).toEqual(['{mode="idle"}', '{mode="user"}']);
    expect(legendNames([{ job: "a", env: "prod" }, { job: "b" }])).toEqual([
      '{env="prod", job="a"}',
      '{job="b"}',
    ]);
    expect(legendNames([{ job: "a", env: "prod" }, { job: "a" }])).toEqual(['{env="prod"}', '{job="a"}']);
    expect(legendNames([{ __name__: "up", job: "a" }])).toEqual(['up{job="a"}']);
    expect(legendNames([{}])).toEqual(["value"]);
    expect(legendNames([{ job: "a" }, {}])).toEqual(['{job="a"}', "value"]);
  });
});

describe("a name in a legend", () => {
  test("loses braces that enclose nothing but labels", () => {
    expect(plainName('{mode="idle"}')).toBe('mode="idle"');
    expect(plainName('A {mode="idle", cpu="0"}')).toBe('A mode="idle", cpu="0"');
    expect(plainName('up{job="a"}')).toBe('up{job="a"}');
    expect(plainName("value")).toBe("value");
  });

  test("keeps its values loud and its labels quiet", () => {
    expect(nameParts('{path="/a{b}\\"c", le="1"}')).toEqual([
      { text: "path=", quiet: true },
      { text: '"/a{b}\\"c"', quiet: false },
      { text: ", le=", quiet: true },
      { text: '"1"', quiet: false },
    ]);
    expect(nameParts('up{job="a"}')[0]).toEqual({ text: "up", quiet: false });
  });
});

describe("a parse error", () => {
  const message = 'invalid parameter "query": 1:18: parse error: unclosed left parenthesis';

  test("marks its place", () => {
    const query = "sum(rate(foo[5m])";
    expect(errorPlace(message, query)).toEqual({ start: 16, end: 17 });
    expect(errorPlace("1:5: parse error: unexpected identifier", "sum rate(x)")).toEqual({
      start: 4,
      end: 8,
    });
  });

  test("counts lines from 1 and columns in bytes", () => {
    expect(errorPlace("2:3: parse error: x", "sum(\n  bad bad)")).toEqual({ start: 7, end: 10 });
    expect(errorPlace("1:5: parse error: x", '"ü"!foo')).toEqual({ start: 3, end: 4 });
  });

  test("without a place marks nothing", () => {
    expect(errorPlace("query timed out", "up")).toBeUndefined();
    expect(errorPlace("9:1: parse error: x", "up")).toBeUndefined();
  });

  test("is shortened for reading", () => {
    expect(shortError(message)).toBe("parse error at 1:18: unclosed left parenthesis");
  });
});

test("the metrics of a query", () => {
  expect(
    metricsIn('sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / on (job) up > bool 0.5'),
  ).toEqual(["http_requests_total", "up"]);
  expect(metricsIn("1 + time()")).toEqual([]);
});

describe("the unit of a query", () => {
  const rows: [string, Unit][] = [
    ["node_memory_MemFree_bytes", "bytes"],
    ['rate(node_network_receive_bytes_total{device="eth0"}[5m])', "bytesPerSecond"],
    ['sum by (mode) (rate(node_cpu_seconds_total{job="node"}[1m]))', "ratio"],
    ["rate(http_requests_total[5m])", "perSecond"],
    ["histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))", "seconds"],
    [
      "rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])",
      "seconds",
    ],
    ["node_filesystem_avail_bytes / node_filesystem_size_bytes", "ratio"],
    ["100 * node_filesystem_avail_bytes / node_filesystem_size_bytes", "percent"],
    ["count(node_memory_MemFree_bytes)", "none"],
    ["node_boot_time_seconds", "timestamp"],
    ["process_start_time_seconds", "timestamp"],
    ["max_over_time(process_resident_memory_bytes[1h])", "bytes"],
    ["node_hwmon_temp_celsius", "celsius"],
    ["node_load1", "none"],
    ["up", "none"],
    ["1 + 1", "none"],
  ];
  test.each(rows)("%s: %s", (query, unit) => {
    expect(unitOfQuery(query)).toBe(unit);
  });
});
