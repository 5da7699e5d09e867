import { type Frame, type Line, newest, toColumn } from "../../charts/frame";
import type { Mode, Threshold } from "../../charts/options";
import { formatText, type Unit } from "../../lib/units";
import type { HostKey } from "./queries";
import type { Host } from "./useHost";

export interface ChartSpec {
  title: string;
  sub: string;
  unit: Unit;
  mode: Mode;
  keys: HostKey[];
  frame: Frame;
  thresholds: Threshold[];
  atLeast?: number;
}

/** From the bottom of the stack to its top: what programs use lies on what the system costs. */
const MODES: [string, string][] = [
  ["irq", "--s6"],
  ["softirq", "--s7"],
  ["steal", "--s5"],
  ["iowait", "--s3"],
  ["system", "--s2"],
  ["nice", "--s4"],
  ["user", "--s1"],
];
/** A mode that never takes this share of the machine is a line on the axis and says nothing. */
const VISIBLE_PERCENT = 0.5;

function line(host: Host, key: HostKey, name: string, color: string, fade?: number): Line {
  return { id: key, name, labels: {}, values: host.column(key), color, fade };
}

function frame(host: Host, lines: Line[]): Frame {
  return { times: host.times, lines: lines.filter((l) => l.values.length > 0) };
}

function cpu(host: Host): ChartSpec {
  const found = host.series("cpuModes");
  const cores = newest(host.column("cores"));
  const lines = MODES.flatMap(([mode, color]) => {
    const series = found.find((s) => s.metric.mode === mode);
    return series
      ? [{ id: mode, name: mode, labels: { mode }, values: toColumn(series, host.grid), color }]
      : [];
  });
  const busy = lines.filter((l) => l.values.some((v) => (v ?? 0) >= VISIBLE_PERCENT));
  return {
    title: "CPU",
    sub: cores === null ? "by mode" : `by mode, ${cores} cores`,
    unit: "percent",
    mode: "stack",
    keys: ["cpuModes"],
    frame: { times: host.times, lines: busy.length > 0 ? busy : lines },
    thresholds: [],
  };
}

function memory(host: Host): ChartSpec {
  const total = newest(host.column("memoryTotal"));
  return {
    title: "Memory",
    sub: total === null ? "" : `of ${formatText(total, "bytes")}`,
    unit: "bytes",
    mode: "stack",
    keys: ["memoryUsed", "memoryCache"],
    frame: frame(host, [
      line(host, "memoryUsed", "used", "--s1"),
      line(host, "memoryCache", "cache", "--s4"),
    ]),
    thresholds: total === null ? [] : [{ value: total, state: "none", label: "total" }],
  };
}

function pair(
  host: Host,
  title: string,
  sub: string,
  [first, second]: [HostKey, HostKey],
  names: [string, string],
): ChartSpec {
  return {
    title,
    sub,
    unit: "bytesPerSecond",
    mode: "lines",
    keys: [first, second],
    frame: frame(host, [line(host, first, names[0], "--s1"), line(host, second, names[1], "--s2")]),
    thresholds: [],
  };
}

function load(host: Host): ChartSpec {
  const cores = newest(host.column("cores"));
  const peak = Math.max(...host.column("load1").map((v) => v ?? 0), 0);
  const near = cores !== null && peak > cores * 0.5;
  return {
    title: "Load",
    sub: "1, 5 and 15 minutes",
    unit: "none",
    mode: "lines",
    keys: ["load1", "load5", "load15"],
    frame: frame(host, [
      line(host, "load1", "1 min", "--s1"),
      line(host, "load5", "5 min", "--s1", 0.65),
      line(host, "load15", "15 min", "--s1", 0.35),
    ]),
    thresholds: near ? [{ value: cores, state: "none", label: `${cores} cores` }] : [],
  };
}

function lines(
  host: Host,
  spec: Pick<ChartSpec, "title" | "sub" | "unit"> & { atLeast?: number },
  parts: [HostKey, string, string][],
): ChartSpec {
  return {
    ...spec,
    mode: "lines",
    keys: parts.map(([key]) => key),
    frame: frame(
      host,
      parts.map(([key, name, color]) => line(host, key, name, color)),
    ),
    thresholds: [],
  };
}

function files(host: Host): ChartSpec {
  const max = newest(host.column("filesMax"));
  return lines(
    host,
    {
      title: "Open files",
      sub: max === null ? "file descriptors" : `of ${formatText(max, "none")} descriptors`,
      unit: "none",
    },
    [["files", "open", "--s1"]],
  );
}

/** The charts of a host in the order in which people look; those of which it has no metric are left out. */
export function chartSpecs(host: Host): ChartSpec[] {
  const always = [
    cpu(host),
    memory(host),
    load(host),
    pair(host, "Disk I/O", "all disks", ["diskRead", "diskWrite"], ["read", "written"]),
    pair(host, "Network", "without loopback and bridges", ["netIn", "netOut"], ["in", "out"]),
  ];
  const some = [
    lines(host, { title: "Pressure", sub: "share of time that something waited", unit: "percent" }, [
      ["pressureCpu", "for CPU", "--s1"],
      ["pressureMemory", "for memory", "--s2"],
      ["pressureIo", "for I/O", "--s3"],
    ]),
    lines(host, { title: "Processes", sub: "running, waiting for a disk, all", unit: "none" }, [
      ["running", "running", "--s1"],
      ["blocked", "blocked", "--s2"],
      ["processes", "all", "--s4"],
    ]),
    files(host),
    lines(host, { title: "Network faults", sub: "errors and drops, both ways", unit: "perSecond" }, [
      ["errors", "faults", "--s2"],
    ]),
    lines(host, { title: "Swap", sub: "in use", unit: "bytes" }, [["swap", "used", "--s5"]]),
  ];
  return [...always, ...some.filter((spec) => spec.frame.lines.length > 0)];
}
