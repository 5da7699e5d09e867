package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.LabelHash;
import io.tocsin.tsdb.block.SeriesCount;
import io.tocsin.tsdb.prometheus.BlockFolderWriter;
import io.tocsin.tsdb.prometheus.ByteOrderOfTexts;
import io.tocsin.tsdb.prometheus.OpenMetricsOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Writes what a store holds in other formats. A server may have the store open meanwhile. For one
/// thread.
public final class TsdbExport {
  private final TsdbReader reader;
  private final Clock clock;
  private final PrintStream progress;
  private final SeriesCount series = new SeriesCount();
  private final List<String> notes = new ArrayList<>();
  private long samples;
  private int blocks;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;

  /// @param progress told a line for each part
  public TsdbExport(TsdbReader reader, Clock clock, PrintStream progress) {
    this.reader = reader;
    this.clock = clock;
    this.progress = progress;
  }

  /// Writes blocks of Prometheus to a folder, which is made if it is missing: one for each range of
  /// time that has samples, at multiples of `blockMillis`. Each appears whole or not at all.
  ///
  /// @throws IOException if they cannot be written
  public TransferSummary blocks(Path folder, long blockMillis, SeriesSelection selection)
      throws IOException {
    // Prometheus makes one when it starts; promtool wants to find it.
    Files.createDirectories(folder.resolve("wal"));
    long last = selection.maxMillis();
    for (long from = selection.minMillis(); from <= last; ) {
      long first = reader.firstTime(from);
      if (first > last || first == Long.MAX_VALUE) {
        break;
      }
      long end = (Math.floorDiv(first, blockMillis) + 1) * blockMillis;
      block(folder, first, Math.min(last, end - 1), selection);
      from = end;
    }
    return summary();
  }

  private void block(Path folder, long min, long max, SeriesSelection selection)
      throws IOException {
    long started = clock.nanos();
    try (var found = new SelectedSeries(reader, selection, min, max, ByteOrderOfTexts.LABELS);
        var writer = new BlockFolderWriter(folder, clock.millis(), new Random())) {
      var buffer = new SampleBuffer();
      for (int i = 0; i < found.size(); i++) {
        buffer.clear();
        found.read(i, buffer);
        writer.addSeries(found.labels(i), buffer);
        count(found.labels(i), buffer, buffer.size());
      }
      var name = writer.finish();
      if (name == null) {
        return;
      }
      blocks++;
      progress.printf(
          Locale.ROOT,
          "block %s: %s to %s, %,d samples in %.1f s%n",
          name,
          Instant.ofEpochMilli(min),
          Instant.ofEpochMilli(max),
          writer.samples(),
          (clock.nanos() - started) / 1e9);
    }
  }

  /// Writes OpenMetrics text: series by metric name, each with its samples and their times. The
  /// format has no staleness markers and no native histograms: they are left out and counted.
  public TransferSummary openMetrics(PrintStream out, SeriesSelection selection) {
    var order =
        Comparator.comparing(Labels::metricName).thenComparing(Comparator.<Labels>naturalOrder());
    long min = selection.minMillis();
    long max = selection.maxMillis();
    try (var found = new SelectedSeries(reader, selection, min, max, order)) {
      var text = new OpenMetricsOutput(out);
      var buffer = new SampleBuffer();
      for (int i = 0; i < found.size(); i++) {
        buffer.clear();
        found.read(i, buffer);
        count(found.labels(i), buffer, text.series(found.labels(i), buffer));
      }
      text.end();
      text.notes(notes);
    }
    return summary();
  }

  private void count(Labels labels, SampleBuffer buffer, int written) {
    if (written > 0) {
      series.add(LabelHash.of(labels));
      samples += written;
      minMillis = Math.min(minMillis, buffer.timestamps()[0]);
      maxMillis = Math.max(maxMillis, buffer.timestamps()[buffer.size() - 1]);
    }
  }

  private TransferSummary summary() {
    return new TransferSummary(
        series.size(), samples, 0, blocks, minMillis, maxMillis, List.copyOf(notes), List.of());
  }
}
