package io.tocsin.collect.host;

import java.io.IOException;

/// Traffic of each network interface, from `/proc/net/dev`.
final class NetworkTraffic implements HostPart {
  private static final String[] FIELDS = {
    "receive_bytes",
    "receive_packets",
    "receive_errs",
    "receive_drop",
    "receive_fifo",
    "receive_frame",
    "receive_compressed",
    "receive_multicast",
    "transmit_bytes",
    "transmit_packets",
    "transmit_errs",
    "transmit_drop",
    "transmit_fifo",
    "transmit_colls",
    "transmit_carrier",
    "transmit_compressed"
  };

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    for (var line : files.lines("proc/net/dev")) {
      int colon = line.lastIndexOf(':');
      if (colon < 0) {
        continue;
      }
      var device = line.substring(0, colon).strip();
      var words = HostFiles.words(line.substring(colon + 1));
      for (int i = 0; i < FIELDS.length && i < words.size(); i++) {
        counter(out, FIELDS[i], words.get(i), device);
      }
      var unhandled = files.wordOrEmpty("sys/class/net/" + device + "/statistics/rx_nohandler");
      if (!unhandled.isEmpty()) {
        counter(out, "receive_nohandler", unhandled, device);
      }
    }
  }

  private static void counter(HostSamples out, String field, String value, String device) {
    out.counter(
        "node_network_" + field + "_total",
        "Network device statistic " + field + ".",
        Double.parseDouble(value),
        "device",
        device);
  }
}
