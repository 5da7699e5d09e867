import { DISKS, FILESYSTEMS, fullInQuery, INTERFACES } from "../../lib/hosts";

/** Everything that the page of a host asks, by name. */
export const HOST_KEYS = [
  "cpuBusy",
  "cpuModes",
  "cores",
  "memoryUsed",
  "memoryCache",
  "memoryTotal",
  "diskFullest",
  "diskRead",
  "diskWrite",
  "diskBusy",
  "netIn",
  "netOut",
  "load1",
  "load5",
  "load15",
  "files",
  "filesMax",
  "pressureCpu",
  "pressureMemory",
  "pressureIo",
  "running",
  "blocked",
  "processes",
  "errors",
  "swap",
] as const;

export type HostKey = (typeof HOST_KEYS)[number];

function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Label matchers of the host, without braces. */
export function hostMatchers(instance: string): string {
  return `instance=${quoted(instance)}`;
}

export function hostQueries(instance: string, windowSeconds: number): Record<HostKey, string> {
  const host = hostMatchers(instance);
  const rate = (metric: string, extra: string) => `rate(${metric}{${host},${extra}}[${windowSeconds}s])`;
  const cores = `count(node_cpu_seconds_total{${host},mode="idle"})`;
  const allModes = rate("node_cpu_seconds_total", 'mode!~"guest.*"');
  const memory = (name: string) => `node_memory_${name}_bytes{${host}}`;
  return {
    // divided by the time of all modes, not by the number of cores: just after the start a rate is too low,
    // and "not idle" would read as busy
    cpuBusy: `100 * (1 - sum(${rate("node_cpu_seconds_total", 'mode="idle"')}) / sum(${allModes}))`,
    cpuModes: `100 * sum by (mode) (${rate("node_cpu_seconds_total", 'mode!="idle"')}) / scalar(sum(${allModes}))`,
    cores,
    memoryUsed: `${memory("MemTotal")} - ${memory("MemAvailable")}`,
    memoryCache: `${memory("MemAvailable")} - ${memory("MemFree")}`,
    memoryTotal: memory("MemTotal"),
    diskFullest: `max(100 * (1 - node_filesystem_avail_bytes{${host},${FILESYSTEMS}} / node_filesystem_size_bytes{${host},${FILESYSTEMS}}))`,
    diskRead: `sum(${rate("node_disk_read_bytes_total", DISKS)})`,
    diskWrite: `sum(${rate("node_disk_written_bytes_total", DISKS)})`,
    diskBusy: `100 * max(${rate("node_disk_io_time_seconds_total", DISKS)})`,
    netIn: `sum(${rate("node_network_receive_bytes_total", INTERFACES)})`,
    netOut: `sum(${rate("node_network_transmit_bytes_total", INTERFACES)})`,
    load1: `node_load1{${host}}`,
    load5: `node_load5{${host}}`,
    load15: `node_load15{${host}}`,
    files: `node_filefd_allocated{${host}}`,
    filesMax: `node_filefd_maximum{${host}} < 1e15`,
    pressureCpu: `100 * rate(node_pressure_cpu_waiting_seconds_total{${host}}[${windowSeconds}s])`,
    pressureMemory: `100 * rate(node_pressure_memory_waiting_seconds_total{${host}}[${windowSeconds}s])`,
    pressureIo: `100 * rate(node_pressure_io_waiting_seconds_total{${host}}[${windowSeconds}s])`,
    running: `node_procs_running{${host}}`,
    blocked: `node_procs_blocked{${host}}`,
    processes: `node_processes_pids{${host}}`,
    errors: `sum(${rate("node_network_receive_errs_total", INTERFACES)}) + sum(${rate("node_network_transmit_errs_total", INTERFACES)}) + sum(${rate("node_network_receive_drop_total", INTERFACES)}) + sum(${rate("node_network_transmit_drop_total", INTERFACES)})`,
    swap: `${memory("SwapTotal")} - ${memory("SwapFree")}`,
  };
}

/** Instant queries behind the filesystem table, in the order of {@link filesystemRows}. */
export function filesystemQueries(instance: string): string[] {
  const host = hostMatchers(instance);
  return [
    ...["size_bytes", "avail_bytes", "files", "files_free"].map(
      (name) => `node_filesystem_${name}{${host},${FILESYSTEMS}}`,
    ),
    fullInQuery(host, "mountpoint, device"),
  ];
}

/** Names, kernel, boot time, processes and open files of the host. */
export function factQueries(instance: string): string[] {
  const host = hostMatchers(instance);
  return [
    `node_uname_info{${host}}`,
    `node_boot_time_seconds{${host}}`,
    `node_procs_running{${host}}`,
    `node_procs_blocked{${host}}`,
    `node_filefd_allocated{${host}}`,
    `node_filefd_maximum{${host}}`,
  ];
}
