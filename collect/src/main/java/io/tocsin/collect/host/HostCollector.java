package io.tocsin.collect.host;

import io.tocsin.kit.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Collects the metrics of the host in one pass over its parts. For one thread.
public final class HostCollector {
  private final HostFiles files;
  private final Clock clock;
  private final Map<String, HostPart> parts = new LinkedHashMap<>();

  private HostCollector(Path root, Clock clock, MountSizes sizes) {
    this.files = new HostFiles(root);
    this.clock = clock;
    machine();
    network();
    parts.put("filesystem", new Filesystems(sizes));
    parts.put("time", new TimeFacts(clock));
  }

  /// Returns a collector of this machine's metrics.
  public static HostCollector ofThisHost(Clock clock) {
    var libc = new LibC();
    var collector = new HostCollector(Path.of("/"), clock, libc);
    collector.parts.put("timex", new ClockDiscipline(libc));
    return collector;
  }

  /// Returns a collector that reads below another root, where `proc`, `sys` and `etc` are, and asks
  /// `sizes` instead of the C library.
  static HostCollector below(Path root, Clock clock, MountSizes sizes) {
    return new HostCollector(root, clock, sizes);
  }

  private void machine() {
    parts.put("cpu", new CpuTimes());
    parts.put("cpufreq", new CpuFrequencies());
    parts.put("diskstats", new Disks());
    parts.put("entropy", SystemFacts::entropy);
    parts.put("filefd", SystemFacts::openFiles);
    parts.put("loadavg", new LoadAverage());
    parts.put("meminfo", new Memory());
    parts.put("os", SystemFacts::distribution);
    parts.put("pressure", new Pressure());
    parts.put("processes", new Processes());
    parts.put("schedstat", new Schedule());
    parts.put("selinux", SystemFacts::selinux);
    parts.put("stat", new KernelStat());
    parts.put("thermal_zone", new Temperatures());
    parts.put("uname", SystemFacts::kernel);
    parts.put("vmstat", new VirtualMemory());
  }

  private void network() {
    parts.put("arp", new Neighbours());
    parts.put("conntrack", new Connections());
    parts.put("netclass", new NetworkInterfaces());
    parts.put("netdev", new NetworkTraffic());
    parts.put("netstat", new ProtocolCounters());
    parts.put("sockstat", new Sockets());
    parts.put("softnet", new Softnet());
    parts.put("udp_queues", new UdpQueues());
  }

  /// Hands every sample of this moment to the sink.
  public void collect(SampleSink sink) {
    var out = new HostSamples(sink);
    for (var part : parts.entrySet()) {
      long began = clock.nanos();
      boolean succeeded = succeeds(part.getValue(), out);
      out.gauge(
          "node_scrape_collector_duration_seconds",
          "Duration of a collector scrape.",
          (clock.nanos() - began) / 1e9,
          "collector",
          part.getKey());
      out.gauge(
          "node_scrape_collector_success",
          "Whether a collector succeeded.",
          succeeded ? 1 : 0,
          "collector",
          part.getKey());
    }
  }

  /// A kernel may lack a file or write one in another way; neither may stop the other parts.
  private boolean succeeds(HostPart part, HostSamples out) {
    try {
      part.collect(files, out);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
