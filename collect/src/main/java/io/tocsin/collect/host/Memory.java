package io.tocsin.collect.host;

import java.io.IOException;

/// Every field of `/proc/meminfo`; kilobytes come as bytes.
final class Memory implements HostPart {
  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/meminfo")) {
      var words = HostFiles.words(line);
      if (words.size() < 2) {
        continue;
      }
      var name = words.getFirst().replace(":", "").replace("(", "_").replace(")", "");
      boolean kilobytes = words.size() > 2;
      var field = kilobytes ? name + "_bytes" : name;
      out.gauge(
          "node_memory_" + field,
          "Memory information field " + field + ".",
          Double.parseDouble(words.get(1)) * (kilobytes ? 1024 : 1));
    }
  }
}
