export type Trouble = "warning" | "critical";

/** Percent of a host beyond which a person should look, and beyond which at once. */
export const LIMITS = {
  cpu: { warning: 85, critical: 95 },
  memory: { warning: 85, critical: 95 },
  disk: { warning: 80, critical: 90 },
  loadPerCore: { warning: 1.5, critical: 3 },
  /** Percent of the time in which something waited for it. */
  pressure: { warning: 20, critical: 50 },
};

/** A disk that is full within this is trouble, in seconds. */
export const FULL_SOON = { warning: 7 * 86_400, critical: 86_400 };

export interface Limit {
  warning: number;
  critical: number;
}

export function troubleOf(value: number | null | undefined, limits: Limit): Trouble | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  return value >= limits.critical ? "critical" : value >= limits.warning ? "warning" : undefined;
}

/** Partitions under a device mapper and loop devices would count the same bytes twice. */
export const DISKS = 'device!~"(loop|ram|zram|dm-|md|sr|fd).*"';
/** Bridges and container ends repeat what the real interface already counted. */
export const INTERFACES = 'device!~"lo|(veth|docker|br-|virbr|cni|flannel|cali|tap|ifb).*"';
export const FILESYSTEMS = 'fstype!~"tmpfs|ramfs|devtmpfs|squashfs|iso9660|nsfs|fuse.lxcfs"';

/** What the list of hosts shows of each, by the label `instance`. */
export const HOST_FIGURES = [
  "cpu",
  "memory",
  "disk",
  "netIn",
  "netOut",
  "load",
  "cores",
  "fullIn",
  "up",
] as const;
export type HostFigure = (typeof HOST_FIGURES)[number];

/** One query per figure over all hosts at once. */
export function hostsQueries(windowSeconds: number): Record<HostFigure, string> {
  const window = `[${windowSeconds}s]`;
  const idle = `sum by (instance) (rate(node_cpu_seconds_total{mode="idle"}${window}))`;
  const all = `sum by (instance) (rate(node_cpu_seconds_total{mode!~"guest.*"}${window}))`;
  const free = `node_filesystem_avail_bytes{${FILESYSTEMS}}`;
  return {
    cpu: `100 * (1 - ${idle} / ${all})`,
    memory:
      "100 * (1 - max by (instance) (node_memory_MemAvailable_bytes) / max by (instance) (node_memory_MemTotal_bytes))",
    disk: `max by (instance) (100 * (1 - ${free} / node_filesystem_size_bytes{${FILESYSTEMS}}))`,
    netIn: `sum by (instance) (rate(node_network_receive_bytes_total{${INTERFACES}}${window}))`,
    netOut: `sum by (instance) (rate(node_network_transmit_bytes_total{${INTERFACES}}${window}))`,
    load: "max by (instance) (node_load1)",
    cores: 'count by (instance) (node_cpu_seconds_total{mode="idle"})',
    fullIn: fullInQuery(""),
    up: "max by (instance) (up and on (instance) node_memory_MemTotal_bytes) or max by (instance) (up == 0 and on (instance) last_over_time(node_memory_MemTotal_bytes[1d]))",
  };
}

/**
 * Seconds until the first filesystem of each host is full, as it went in the last six hours. Nothing for those that do
 * not fill; a filesystem that shrank by less than a hundredth is still.
 */
export function fullInQuery(matchers: string, by = "instance"): string {
  const inside = [FILESYSTEMS, matchers].filter((part) => part !== "").join(",");
  const free = `node_filesystem_avail_bytes{${inside}}`;
  const size = `node_filesystem_size_bytes{${inside}}`;
  const fills = `(deriv(${free}[6h]) < 0) and (max_over_time(${free}[6h]) - ${free} > 0.01 * ${size})`;
  return `min by (${by}) (${free} / -(${fills}))`;
}

export interface HostRow {
  instance: string;
  /** Percent. */
  cpu: number | null;
  memory: number | null;
  /** Percent in use of the fullest filesystem. */
  disk: number | null;
  netIn: number | null;
  netOut: number | null;
  load: number | null;
  cores: number | null;
  /** Seconds until a filesystem is full; null when none fills. */
  fullIn: number | null;
  /** Its metrics come in. */
  up: boolean;
}

type Answers = Partial<
  Record<
    HostFigure,
    readonly { metric: Readonly<Record<string, string>>; value?: readonly [number, string] }[]
  >
>;

function valueAt(answers: Answers, figure: HostFigure, instance: string): number | null {
  const text = answers[figure]?.find((s) => s.metric.instance === instance)?.value?.[1];
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** One row per host that any answer knows, in the order of its name. */
export function hostRows(answers: Answers): HostRow[] {
  const names = new Set(
    HOST_FIGURES.flatMap((figure) => (answers[figure] ?? []).map((s) => s.metric.instance ?? "")),
  );
  return [...names]
    .filter((name) => name !== "")
    .sort()
    .map((instance) => {
      const of = (figure: HostFigure) => valueAt(answers, figure, instance);
      return {
        instance,
        cpu: of("cpu"),
        memory: of("memory"),
        disk: of("disk"),
        netIn: of("netIn"),
        netOut: of("netOut"),
        load: of("load"),
        cores: of("cores"),
        fullIn: of("fullIn"),
        up: of("up") !== 0,
      };
    });
}

export function loadPerCore({ load, cores }: Pick<HostRow, "load" | "cores">): number | null {
  return load === null || cores === null || cores === 0 ? null : load / cores;
}

export function fullSoon(fullIn: number | null): Trouble | undefined {
  if (fullIn === null || fullIn < 0) {
    return undefined;
  }
  return fullIn <= FULL_SOON.critical ? "critical" : fullIn <= FULL_SOON.warning ? "warning" : undefined;
}

export interface HostFinding {
  trouble: Trouble;
  /** `memory at 91 %`. */
  text: string;
}

const percent = (value: number | null) => `${Math.round(value ?? 0)}\u2009%`;

/** What is wrong with a host, worst first. */
export function hostFindings(row: HostRow): HostFinding[] {
  if (!row.up) {
    return [{ trouble: "critical", text: "no answer" }];
  }
  const perCore = loadPerCore(row);
  const all: [Trouble | undefined, string][] = [
    [troubleOf(row.disk, LIMITS.disk), `a disk at ${percent(row.disk)}`],
    [troubleOf(row.memory, LIMITS.memory), `memory at ${percent(row.memory)}`],
    [troubleOf(row.cpu, LIMITS.cpu), `CPU at ${percent(row.cpu)}`],
    [troubleOf(perCore, LIMITS.loadPerCore), `load at ${(perCore ?? 0).toFixed(1)} per core`],
    [fullSoon(row.fullIn), "a disk is full soon"],
  ];
  return all
    .flatMap(([trouble, text]) => (trouble ? [{ trouble, text }] : []))
    .sort((a, b) => Number(b.trouble === "critical") - Number(a.trouble === "critical"));
}

/** How near the host is to the limit that it is nearest to; 1 is the limit. */
export function pressureOf(row: HostRow): number {
  if (!row.up) {
    return Number.POSITIVE_INFINITY;
  }
  const shares = [
    (row.cpu ?? 0) / LIMITS.cpu.warning,
    (row.memory ?? 0) / LIMITS.memory.warning,
    (row.disk ?? 0) / LIMITS.disk.warning,
    (loadPerCore(row) ?? 0) / LIMITS.loadPerCore.warning,
  ];
  return Math.max(...shares);
}

export function byPressure(a: HostRow, b: HostRow): number {
  const worst = (row: HostRow) => {
    const first = hostFindings(row)[0]?.trouble;
    return first === "critical" ? 2 : first === "warning" ? 1 : 0;
  };
  return worst(b) - worst(a) || pressureOf(b) - pressureOf(a) || a.instance.localeCompare(b.instance);
}

/** Whether an alert speaks of this host: by its instance, or by a label for a machine's name, with any port. */
export function isOfHost(labels: Readonly<Record<string, string>>, instance: string): boolean {
  const bare = (name: string) => name.replace(/:\d+$/, "");
  return ["instance", "host", "hostname", "node", "nodename"].some(
    (label) => labels[label] !== undefined && bare(labels[label] ?? "") === bare(instance),
  );
}
