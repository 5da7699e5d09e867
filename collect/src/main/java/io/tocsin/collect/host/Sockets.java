package io.tocsin.collect.host;

import java.io.IOException;

/// Sockets in use by protocol.
final class Sockets implements HostPart {
  private static final double PAGE_BYTES = 4096;

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    table(files.text("proc/net/sockstat"), out);
    table(files.wordOrEmpty("proc/net/sockstat6"), out);
  }

  private static void table(String text, HostSamples out) {
    for (var line : text.lines().toList()) {
      var words = HostFiles.words(line);
      for (int i = 1; i + 1 < words.size(); i += 2) {
        var key = words.getFirst().replace(":", "") + "_" + words.get(i);
        double value = Double.parseDouble(words.get(i + 1));
        gauge(out, key, value);
        if (key.endsWith("_mem")) {
          gauge(out, key + "_bytes", value * PAGE_BYTES);
        }
      }
    }
  }

  private static void gauge(HostSamples out, String key, double value) {
    out.gauge("node_sockstat_" + key, "Number of sockets: " + key + ".", value);
  }
}
