package io.tocsin.tsdb.bench;

import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesStore;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads of a store as queries make them, timed: the best and the middle of several runs.
public final class BenchQueries {
  private static final int RUNS = 9;

  private final SeriesStore store;
  private final Clock clock;
  private final PrintStream out;

  public BenchQueries(SeriesStore store, Clock clock, PrintStream out) {
    this.store = store;
    this.clock = clock;
    this.out = out;
  }

  /// Prints a line for each kind of query.
  ///
  /// @param from the first sample's time
  /// @param to the last one's
  public void run(long from, long to) {
    var metric = Matcher.equal(Labels.NAME, "node_metric_0_total");
    var host = Matcher.equal("instance", "host-0:9100");
    var hosts = new Matcher(Matcher.Type.REGEX, "instance", "host-[0-4].*");
    var any = new Matcher(Matcher.Type.REGEX, Labels.NAME, ".+");
    time("one metric of one host, everything", List.of(metric, host), from, to);
    time("one metric of all hosts, the last 5 minutes", List.of(metric), to - 300_000, to);
    time("one metric of all hosts, everything", List.of(metric), from, to);
    time("one metric of hosts by a regular expression", List.of(metric, hosts), from, to);
    time("all series, the last 5 minutes", List.of(any), to - 300_000, to);
  }

  private void time(String what, List<Matcher> matchers, long from, long to) {
    var millis = new double[RUNS];
    long samples = 0;
    for (int run = 0; run < RUNS; run++) {
      long started = clock.nanos();
      samples = read(matchers, from, to);
      millis[run] = (clock.nanos() - started) / 1e6;
    }
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "query, %s: %,d samples, best %.2f ms, median %.2f ms%n",
        what,
        samples,
        millis[0],
        millis[RUNS / 2]);
  }

  private long read(List<Matcher> matchers, long from, long to) {
    long samples = 0;
    try (var querier = store.querier(from, to);
        var found = querier.select(matchers, from, to)) {
      var buffer = new SampleBuffer();
      for (int i = 0; i < found.size(); i++) {
        buffer.clear();
        found.read(i, buffer);
        samples += buffer.size();
      }
    }
    return samples;
  }
}
