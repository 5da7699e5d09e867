package io.tocsin.bench;

import io.tocsin.bench.Report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What must hold against Prometheus in the same run; a gate without its figures is not decided.
final class Gates {
  private final Report report;
  private final Peer tocsin;
  private final Peer prometheus;
  private final List<String> lines = new ArrayList<>();

  private Gates(Report report, Peer tocsin, Peer prometheus) {
    this.report = report;
    this.tocsin = tocsin;
    this.prometheus = prometheus;
  }

  /// The gates between Tocsin and the newest Prometheus among `peers`, the last one named; empty
  /// without one of the two.
  static Optional<Gates> between(Report report, List<Peer> peers) {
    var tocsin = peers.stream().filter(peer -> peer.kind() == Peer.Kind.TOCSIN).findFirst();
    var prometheus =
        peers.stream()
            .filter(peer -> peer.kind() == Peer.Kind.PROMETHEUS)
            .reduce((_, second) -> second);
    return tocsin.isPresent() && prometheus.isPresent()
        ? Optional.of(new Gates(report, tocsin.get(), prometheus.get()))
        : Optional.empty();
  }

  /// Tocsin must be `factor` times better in each of the rows; the worst decides.
  void atLeast(double factor, String title, List<Row> rows) {
    double worst = Double.POSITIVE_INFINITY;
    var where = "";
    for (var row : rows) {
      var ratio = report.ratio(row, tocsin, prometheus);
      if (ratio.isPresent() && ratio.getAsDouble() < worst) {
        worst = ratio.getAsDouble();
        where = row.title();
      }
    }
    if (Double.isFinite(worst)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s (%s) | %.1fx | %.2fx | %s |%n",
              title,
              where,
              factor,
              worst,
              worst >= factor ? "holds" : "missed"));
    }
  }

  /// Tocsin's figure in the row must be at most `most`, whatever others need.
  void atMost(double most, String title, Row row) {
    report
        .value(row, tocsin)
        .ifPresent(value -> {
          var unit = row.unit();
          var verdict = value <= most ? "holds" : "missed";
          lines.add(
              "| %s (%s) | %s | %s | %s |%n"
                  .formatted(title, row.title(), unit.print(most), unit.print(value), verdict));
        });
  }

  String markdown() {
    return lines.isEmpty()
        ? ""
        : "### Gates against %s\n\n| gate | needed | measured, worst | |\n|---|--:|--:|---|\n"
                .formatted(prometheus.name())
            + String.join("", lines)
            + "\n";
  }
}
