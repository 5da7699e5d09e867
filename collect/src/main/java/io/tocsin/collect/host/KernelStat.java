package io.tocsin.collect.host;

import java.io.IOException;

/// Counters of the kernel since boot, from `/proc/stat`.
final class KernelStat implements HostPart {
  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/stat")) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        fact(line.substring(0, blank), line, blank + 1, out);
      }
    }
  }

  private static void fact(String name, String line, int from, HostSamples out) {
    switch (name) {
      case "intr" ->
          out.counter("node_intr_total", "Total number of interrupts serviced.", first(line, from));
      case "ctxt" ->
          out.counter(
              "node_context_switches_total",
              "Total number of context switches.",
              first(line, from));
      case "btime" ->
          out.gauge("node_boot_time_seconds", "Node boot time, in unixtime.", first(line, from));
      case "processes" ->
          out.counter("node_forks_total", "Total number of forks.", first(line, from));
      case "procs_running" ->
          out.gauge(
              "node_procs_running", "Number of processes in runnable state.", first(line, from));
      case "procs_blocked" ->
          out.gauge(
              "node_procs_blocked",
              "Number of processes blocked waiting for I/O to complete.",
              first(line, from));
      default -> {}
    }
  }

  private static double first(String line, int from) {
    int end = line.indexOf(' ', from);
    return Double.parseDouble(line.substring(from, end < 0 ? line.length() : end));
  }
}
