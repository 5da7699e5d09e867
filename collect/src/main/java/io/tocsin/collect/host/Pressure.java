package io.tocsin.collect.host;

import java.io.IOException;

/// Time that work waited for processors, memory and disks, from `/proc/pressure`.
final class Pressure implements HostPart {
  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/pressure/cpu")) {
      if (line.startsWith("some")) {
        counter(out, "cpu_waiting", line);
      }
    }
    table(files, "io", out);
    table(files, "memory", out);
    for (var line : files.wordOrEmpty("proc/pressure/irq").lines().toList()) {
      if (line.startsWith("full")) {
        counter(out, "irq_stalled", line);
      }
    }
  }

  private static void table(HostFiles files, String resource, HostSamples out) throws IOException {
    for (var line : files.lines("proc/pressure/" + resource)) {
      counter(out, resource + (line.startsWith("some") ? "_waiting" : "_stalled"), line);
    }
  }

  private static void counter(HostSamples out, String key, String line) {
    int total = line.indexOf("total=");
    if (total > 0) {
      out.counter(
          "node_pressure_" + key + "_seconds_total",
          "Total time in seconds of pressure: " + key + ".",
          Long.parseLong(line.substring(total + 6).strip()) / 1e6);
    }
  }
}
