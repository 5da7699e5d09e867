package io.tocsin.collect.host;

import java.io.IOException;

/// Time that tasks ran and waited on each processor, from `/proc/schedstat`.
final class Schedule implements HostPart {
  private static final int RUNNING = 7;
  private static final int WAITING = 8;
  private static final int SLICES = 9;

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/schedstat")) {
      var words = HostFiles.words(line);
      if (!line.startsWith("cpu") || words.size() <= SLICES) {
        continue;
      }
      var cpu = words.getFirst().substring(3);
      out.counter(
          "node_schedstat_running_seconds_total",
          "Number of seconds CPU spent running a process.",
          Long.parseLong(words.get(RUNNING)) / 1e9,
          "cpu",
          cpu);
      out.counter(
          "node_schedstat_waiting_seconds_total",
          "Number of seconds spent by processing waiting for this CPU.",
          Long.parseLong(words.get(WAITING)) / 1e9,
          "cpu",
          cpu);
      out.counter(
          "node_schedstat_timeslices_total",
          "Number of timeslices executed by CPU.",
          Double.parseDouble(words.get(SLICES)),
          "cpu",
          cpu);
    }
  }
}
