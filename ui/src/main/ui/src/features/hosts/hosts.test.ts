import { describe, expect, test } from "vitest";
import {
  byPressure,
  fullSoon,
  type HostRow,
  hostFindings,
  hostRows,
  hostsQueries,
  isOfHost,
  LIMITS,
  troubleOf,
} from "../../lib/hosts";
import { filesystemRows, fullWords } from "./Filesystems";
import { orderHosts } from "./order";
import { HOST_KEYS, hostQueries } from "./queries";

const host = (instance: string, more: Partial<HostRow> = {}): HostRow => ({
  instance,
  cpu: 10,
  memory: 20,
  disk: 30,
  netIn: 1,
  netOut: 1,
  load: 1,
  cores: 4,
  fullIn: null,
  up: true,
  ...more,
});

test("limits include their own value", () => {
  expect(troubleOf(79.9, LIMITS.disk)).toBeUndefined();
  expect(troubleOf(80, LIMITS.disk)).toBe("warning");
  expect(troubleOf(90, LIMITS.disk)).toBe("critical");
  expect(troubleOf(null, LIMITS.disk)).toBeUndefined();
});

describe("hosts", () => {
  test("are joined from the answers by their name", () => {
    const vector = (values: Record<string, string>) =>
      Object.entries(values).map(([instance, value]) => ({
        metric: { instance },
        value: [0, value] as [number, string],
      }));
    const rows = hostRows({
      cpu: vector({ b: "50", a: "NaN" }),
      up: vector({ b: "0" }),
      cores: vector({ a: "2" }),
    });
    expect(rows.map((r) => [r.instance, r.cpu, r.cores, r.up])).toEqual([
      ["a", null, 2, true],
      ["b", 50, null, false],
    ]);
  });

  test("say what is wrong with them, worst first", () => {
    const row = host("a", { cpu: 88, disk: 93, load: 8, fullIn: 3600 });
    expect(hostFindings(row).map((f) => f.text)).toEqual([
      "a disk at 93\u2009%",
      "a disk is full soon",
      "CPU at 88\u2009%",
      "load at 2.0 per core",
    ]);
    expect(hostFindings(host("a", { up: false }))).toEqual([{ trouble: "critical", text: "no answer" }]);
    expect(hostFindings(host("a"))).toEqual([]);
  });

  test("are ordered by pressure, or by a figure", () => {
    const rows = [
      host("calm"),
      host("busy", { cpu: 80 }),
      host("full", { disk: 91 }),
      host("off", { up: false }),
    ];
    expect([...rows].sort(byPressure).map((r) => r.instance)).toEqual(["off", "full", "busy", "calm"]);
    expect(orderHosts(rows, "cpu", "").map((r) => r.instance)[0]).toBe("busy");
    expect(orderHosts(rows, "name", "F").map((r) => r.instance)).toEqual(["full", "off"]);
    expect(orderHosts([host("a"), host("b", { fullIn: 60 })], "full", "").map((r) => r.instance)).toEqual([
      "b",
      "a",
    ]);
  });

  test("a disk that is full soon is trouble, one that empties is not", () => {
    expect(fullSoon(3600)).toBe("critical");
    expect(fullSoon(3 * 86_400)).toBe("warning");
    expect(fullSoon(30 * 86_400)).toBeUndefined();
    expect(fullSoon(null)).toBeUndefined();
    expect(fullWords(null)).toBe("–");
    expect(fullWords(10 * 365 * 86_400)).toBe("–");
    expect(fullWords(3 * 86_400)).toBe("3\u2009d");
  });

  test("an alert belongs to its machine, whatever the port", () => {
    expect(isOfHost({ instance: "db:9100" }, "db:9100")).toBe(true);
    expect(isOfHost({ instance: "db:5432" }, "db:9100")).toBe(true);
    expect(isOfHost({ nodename: "db" }, "db:9100")).toBe(true);
    expect(isOfHost({ instance: "web" }, "db")).toBe(false);
    expect(isOfHost({}, "db")).toBe(false);
  });

  test("every figure is asked for by instance", () => {
    for (const query of Object.values(hostsQueries(60))) {
      expect(query).toContain("(instance)");
    }
  });
});

test("the fullest filesystem comes first, by bytes or by inodes, and empty ones are left out", () => {
  const vector = (values: Record<string, string>) =>
    Object.entries(values).map(([mountpoint, value]) => ({
      metric: { mountpoint, device: "/dev/x", fstype: "ext4" },
      value: [0, value] as [number, string],
    }));
  const rows = filesystemRows([
    vector({ "/": "100", "/data": "100", "/mail": "100", "/none": "0" }),
    vector({ "/": "50", "/data": "10", "/mail": "90" }),
    vector({ "/": "1000", "/mail": "1000" }),
    vector({ "/": "900", "/mail": "50" }),
    vector({ "/data": "7200" }),
  ]);
  expect(
    rows.map((r) => [r.mount, r.used && Math.round(r.used), r.inodes && Math.round(r.inodes), r.fullIn]),
  ).toEqual([
    ["/mail", 10, 95, null],
    ["/data", 90, null, 7200],
    ["/", 50, 10, null],
  ]);
  expect(filesystemRows([undefined, undefined, undefined, undefined, undefined])).toEqual([]);
});

test("every query asks about one host only, whatever its name", () => {
  const queries = hostQueries('a"b\\c', 40);
  for (const key of HOST_KEYS) {
    expect(queries[key]).toContain('instance="a\\"b\\\\c"');
  }
});
