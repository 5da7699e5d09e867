package io.tocsin.collect.host;

import java.io.IOException;

/// Bytes in the queues of UDP sockets.
final class UdpQueues implements HostPart {
  private static final int QUEUES = 4;

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    table(files.text("proc/net/udp"), "v4", out);
    if (files.exists("proc/net/udp6")) {
      table(files.text("proc/net/udp6"), "v6", out);
    }
  }

  private static void table(String text, String version, HostSamples out) {
    long sent = 0;
    long received = 0;
    for (var line : text.lines().skip(1).toList()) {
      var words = HostFiles.words(line);
      int colon = words.size() > QUEUES ? words.get(QUEUES).indexOf(':') : -1;
      if (colon > 0) {
        sent += Long.parseLong(words.get(QUEUES).substring(0, colon), 16);
        received += Long.parseLong(words.get(QUEUES).substring(colon + 1), 16);
      }
    }
    gauge(out, sent, version, "tx");
    gauge(out, received, version, "rx");
  }

  private static void gauge(HostSamples out, long bytes, String version, String queue) {
    out.gauge(
        "node_udp_queues",
        "Number of allocated memory in the kernel for UDP datagrams in bytes.",
        (double) bytes,
        "ip",
        version,
        "queue",
        queue);
  }
}
