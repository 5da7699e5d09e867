package io.tocsin.collect.host;

import java.io.IOException;
import java.util.regex.Pattern;

/// Paging, faults and kills for want of memory, from `/proc/vmstat`.
final class VirtualMemory implements HostPart {
  private static final Pattern KEPT = Pattern.compile("(?:oom_kill|pgpg|pswp|pg.*fault).*");

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/vmstat")) {
      int blank = line.indexOf(' ');
      if (blank > 0 && KEPT.matcher(line).region(0, blank).matches()) {
        var name = line.substring(0, blank);
        out.untyped(
            "node_vmstat_" + name,
            "/proc/vmstat information field " + name + ".",
            Double.parseDouble(line.substring(blank + 1)));
      }
    }
  }
}
