package io.tocsin.collect.host;

import java.io.IOException;
import java.util.List;

/// Times of each processor, from `/proc/stat`.
final class CpuTimes implements HostPart {
  private static final double TICKS_PER_SECOND = 100;
  private static final String[] MODES = {
    "user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"
  };
  private static final int GUEST_USER = 9;
  private static final int GUEST_NICE = 10;

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/stat")) {
      if (!line.startsWith("cpu")) {
        return;
      }
      if (line.charAt(3) != ' ') {
        processor(HostFiles.words(line), out);
      }
    }
  }

  private static void processor(List<String> words, HostSamples out) {
    var cpu = words.getFirst().substring(3);
    for (int i = 0; i < MODES.length && i + 1 < words.size(); i++) {
      out.counter(
          "node_cpu_seconds_total",
          "Seconds the CPUs spent in each mode.",
          seconds(words, i + 1),
          "cpu",
          cpu,
          "mode",
          MODES[i]);
    }
    if (words.size() > GUEST_NICE) {
      guest(out, seconds(words, GUEST_USER), cpu, "user");
      guest(out, seconds(words, GUEST_NICE), cpu, "nice");
    }
  }

  private static void guest(HostSamples out, double seconds, String cpu, String mode) {
    out.counter(
        "node_cpu_guest_seconds_total",
        "Seconds the CPUs spent in guests (VMs) for each mode.",
        seconds,
        "cpu",
        cpu,
        "mode",
        mode);
  }

  private static double seconds(List<String> words, int at) {
    return Long.parseLong(words.get(at)) / TICKS_PER_SECOND;
  }
}
