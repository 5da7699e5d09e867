package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import io.tocsin.bench.Report.Unit;
import java.util.Arrays;
import java.util.List;

/// How long requests took, in milliseconds, smallest first.
record Timings(List<Double> millis) {
  Timings {
    millis = millis.stream().sorted().toList();
  }

  /// The smallest time that at least `share` of all requests did not exceed; 0 without any.
  double quantile(double share) {
    int rank = (int) Math.ceil(share * millis.size());
    return millis.isEmpty() ? 0 : millis.get(Math.clamp(rank - 1, 0, millis.size() - 1));
  }

  /// Puts median, 99th percentile and maximum into three rows whose titles begin with `title`.
  void put(Report report, String section, String title, Peer peer) {
    for (var share : Arrays.asList(0.5, 0.99, 1.0)) {
      var name = share == 1 ? "max" : "p%.0f".formatted(share * 100);
      report.put(new Row(section, title + ", " + name, Unit.MILLIS), peer, quantile(share));
    }
  }
}
