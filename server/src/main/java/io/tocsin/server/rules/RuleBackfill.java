package io.tocsin.server.rules;

import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Labels;
import io.tocsin.model.TimeRange;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleGroup;
import io.tocsin.tsdb.SampleSpool;
import io.tocsin.tsdb.SeriesSelection;
import io.tocsin.tsdb.TransferSummary;
import io.tocsin.tsdb.TsdbExport;
import io.tocsin.tsdb.TsdbImport;
import io.tocsin.tsdb.TsdbReader;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What recording rules would have stored, by the answers of a server to their queries, as blocks
/// of Prometheus. For one thread.
public final class RuleBackfill {
  private static final long BLOCK_MILLIS = 7_200_000;

  private final Asker asker;
  private final PrintStream progress;

  /// Asks a server for a range.
  @FunctionalInterface
  public interface Asker {
    /// Returns the answer to `/api/v1/query_range` as maps, lists and texts.
    Object ask(Map<String, List<String>> form) throws IOException, InterruptedException;
  }

  public RuleBackfill(Asker asker, PrintStream progress) {
    this.asker = asker;
    this.progress = progress;
  }

  /// Writes blocks for the rules that record, alerts left out.
  ///
  /// @param groups each with an interval
  /// @param to a folder, made if it is missing
  public TransferSummary run(List<RuleGroup> groups, TimeRange range, Path to)
      throws IOException, InterruptedException {
    Files.createDirectories(to);
    var between = Files.createTempDirectory(to, ".rules-");
    try {
      var clock = Clock.system();
      try (var into = TsdbImport.open(between, clock, progress);
          var samples = into.samples(SeriesSelection.ALL)) {
        for (var group : groups) {
          for (var rule : group.rules()) {
            if (rule instanceof Rule.Recording recording) {
              record(group, recording, range, samples);
            }
          }
        }
        samples.finish();
      }
      try (var reader = TsdbReader.open(FsDirectory.open(between))) {
        return new TsdbExport(reader, clock, progress)
            .blocks(to, BLOCK_MILLIS, SeriesSelection.ALL);
      }
    } finally {
      delete(between);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void record(RuleGroup group, Rule.Recording rule, TimeRange range, SampleSpool samples)
      throws IOException, InterruptedException {
    progress.println(group.key() + ": " + rule.name());
    long interval = group.intervalMillis();
    long first = group.slot(range.fromMillis() + interval - 1);
    for (long from = first; from <= range.toMillis(); ) {
      long last = Math.min(range.toMillis(), from + BLOCK_MILLIS - 1);
      var form =
          Map.of(
              "query", List.of(rule.query().text()),
              "start", List.of(seconds(from)),
              "end", List.of(seconds(last)),
              "step", List.of(seconds(interval)));
      add(asker.ask(form), rule, samples);
      from += (BLOCK_MILLIS + interval - 1) / interval * interval;
    }
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  private static void add(Object answer, Rule.Recording rule, SampleSpool samples)
      throws IOException {
    if (!(answer instanceof Map<?, ?> map)
        || !(map.get("data") instanceof Map<?, ?> data)
        || !(data.get("result") instanceof List<?> result)) {
      throw new IOException("answer: no matrix (expected: a Prometheus API)");
    }
    for (var series : result) {
      if (series instanceof Map<?, ?> one
          && one.get("metric") instanceof Map<?, ?> metric
          && one.get("values") instanceof List<?> points) {
        add(labels(metric, rule), points, samples);
      }
    }
  }

  private static Labels labels(Map<?, ?> metric, Rule.Recording rule) {
    var labels = Labels.EMPTY.builder();
    metric.forEach((name, value) -> labels.set(String.valueOf(name), String.valueOf(value)));
    rule.labels().forEach(labels::set);
    return labels.set(Labels.NAME, rule.name()).build();
  }

  private static void add(Labels labels, List<?> points, SampleSpool samples) throws IOException {
    for (var point : points) {
      if (point instanceof List<?> pair && pair.size() == 2) {
        long millis = new BigDecimal(String.valueOf(pair.get(0))).movePointRight(3).longValue();
        samples.add(labels, millis, number(String.valueOf(pair.get(1))));
      }
    }
  }

  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "+inf", "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }
}
