package io.tocsin.collect.host;

import java.io.IOException;

/// Frequencies of each processor, where its driver tells them.
final class CpuFrequencies implements HostPart {
  private static final String FOLDER = "sys/devices/system/cpu/";

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var cpu : files.list(FOLDER)) {
      if (cpu.matches("cpu[0-9]+") && files.exists(FOLDER + cpu + "/cpufreq")) {
        processor(files, out, cpu);
      }
    }
  }

  private static void processor(HostFiles files, HostSamples out, String cpu) {
    var folder = FOLDER + cpu + "/cpufreq/";
    hertz(files, out, folder + "cpuinfo_max_freq", "node_cpu_frequency_max_hertz", cpu);
    hertz(files, out, folder + "cpuinfo_min_freq", "node_cpu_frequency_min_hertz", cpu);
    hertz(files, out, folder + "scaling_cur_freq", "node_cpu_scaling_frequency_hertz", cpu);
    hertz(files, out, folder + "scaling_max_freq", "node_cpu_scaling_frequency_max_hertz", cpu);
    hertz(files, out, folder + "scaling_min_freq", "node_cpu_scaling_frequency_min_hertz", cpu);
  }

  private static void hertz(
      HostFiles files, HostSamples out, String path, String metric, String cpu) {
    var kilohertz = files.wordOrEmpty(path);
    if (!kilohertz.isEmpty() && Character.isDigit(kilohertz.charAt(0))) {
      out.gauge(
          metric,
          "CPU frequency in hertz.",
          Long.parseLong(kilohertz) * 1000.0,
          "cpu",
          cpu.substring(3));
    }
  }
}
