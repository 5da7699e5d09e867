package io.tocsin.collect.host;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Tracked connections and their limit; what the tracker did, summed over processors.
final class Connections implements HostPart {
  private static final Set<String> KEPT =
      Set.of(
          "found",
          "invalid",
          "ignore",
          "insert",
          "insert_failed",
          "drop",
          "early_drop",
          "search_restart");

  @Override
  public void collect(HostFiles files, HostSamples out) throws IOException {
    out.gauge(
        "node_nf_conntrack_entries",
        "Number of currently allocated flow entries for connection tracking.",
        files.number("proc/sys/net/netfilter/nf_conntrack_count"));
    out.gauge(
        "node_nf_conntrack_entries_limit",
        "Maximum size of connection tracking table.",
        files.number("proc/sys/net/netfilter/nf_conntrack_max"));
    var lines = files.wordOrEmpty("proc/net/stat/nf_conntrack").lines().toList();
    if (lines.size() > 1) {
      var names = HostFiles.words(lines.getFirst());
      var rows = lines.stream().skip(1).map(HostFiles::words).toList();
      for (int i = 0; i < names.size(); i++) {
        if (KEPT.contains(names.get(i))) {
          out.gauge(
              "node_nf_conntrack_stat_" + names.get(i),
              "Connection tracking statistic " + names.get(i) + ".",
              sum(rows, i));
        }
      }
    }
  }

  private static double sum(List<List<String>> rows, int column) {
    double sum = 0;
    for (var row : rows) {
      sum += column < row.size() ? Long.parseLong(row.get(column), 16) : 0;
    }
    return sum;
  }
}
