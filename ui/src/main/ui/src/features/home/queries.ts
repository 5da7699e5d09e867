/** Everything that Home asks about one host, by name. */
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
] as const;

export type HostKey = (typeof HOST_KEYS)[number];

/** Partitions under a device mapper and loop devices would count the same bytes twice. */
const DISKS = 'device!~"(loop|ram|zram|dm-|md|sr|fd).*"';
/** Bridges and container ends repeat what the real interface already counted. */
const INTERFACES = 'device!~"lo|(veth|docker|br-|virbr|cni|flannel|cali|tap|ifb).*"';
const FILESYSTEMS = 'fstype!~"tmpfs|ramfs|devtmpfs|squashfs|iso9660|nsfs|fuse.lxcfs"';

function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Label matchers of the host, without braces. */
export function hostMatchers(instance: string): string {
  return `job="node",instance=${quoted(instance)}`;
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
  };
}

/** Instant queries behind the filesystem table, in the order of {@link filesystemRows}. */
export function filesystemQueries(instance: string): string[] {
  const host = hostMatchers(instance);
  return ["size_bytes", "avail_bytes", "files", "files_free"].map(
    (name) => `node_filesystem_${name}{${host},${FILESYSTEMS}}`,
  );
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

/** The instance under which Tocsin stores what it knows of itself; its host has the same. */
export const SELF_QUERY = 'group by (instance) (process_start_time_seconds{job="tocsin"})';

export const HOSTS_QUERY = 'group by (instance) (node_memory_MemTotal_bytes{job="node"})';
