package io.tocsin.collect.host;

import java.io.IOException;
import java.util.TreeMap;

/// Entries of the ARP table by device.
final class Neighbours implements HostPart {
  private static final int DEVICE = 5;

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    var entries = new TreeMap<String, Integer>();
    for (var line : files.lines("proc/net/arp").stream().skip(1).toList()) {
      var words = HostFiles.words(line);
      if (words.size() > DEVICE) {
        entries.merge(words.get(DEVICE), 1, Integer::sum);
      }
    }
    entries.forEach((device, count) ->
        out.gauge("node_arp_entries", "ARP entries by device.", count, "device", device));
  }
}
