package io.tocsin.collect.scrape;

import io.tocsin.collect.config.ScrapeSettings;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.StaleNan;
import java.util.ArrayList;
import java.util.List;

/// Appends `up` and the other series that are about the scrape itself. For one thread.
final class ReportWriter {
  private static final List<String> NAMES =
      List.of(
          "up",
          "scrape_duration_seconds",
          "scrape_samples_scraped",
          "scrape_samples_post_metric_relabeling",
          "scrape_series_added");
  private static final List<String> EXTRA =
      List.of("scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes");

  private final SampleLabels labels;
  private final List<String> names = new ArrayList<>(NAMES);
  private final int[] series;

  ReportWriter(SampleLabels labels, ScrapeSettings settings) {
    this.labels = labels;
    if (settings.extraMetrics()) {
      names.addAll(EXTRA);
    }
    this.series = new int[names.size()];
  }

  /// What a report says beyond the counts.
  ///
  /// @param bodyBytes of the unpacked answer; -1 where it was over its limit
  record Scrape(
      boolean up, double seconds, SampleWriter.Counts counts, long bodyBytes, long timeoutMillis) {}

  void report(Appender appender, long millis, Scrape scrape) {
    append(appender, 0, millis, scrape.up() ? 1 : 0);
    append(appender, 1, millis, scrape.seconds());
    append(appender, 2, millis, scrape.counts().total());
    append(appender, 3, millis, scrape.counts().kept());
    append(appender, 4, millis, scrape.counts().added());
    if (series.length > NAMES.size()) {
      append(appender, 5, millis, scrape.timeoutMillis() / 1000.0);
      append(appender, 6, millis, (double) labels.limits().samples());
      append(appender, 7, millis, (double) scrape.bodyBytes());
    }
  }

  /// Appends markers to all of them: the target is gone.
  void end(Appender appender, long millis) {
    for (int i = 0; i < series.length; i++) {
      if (series[i] > 0 && appender.lastTimestamp(series[i]) < millis) {
        appender.append(series[i], millis, StaleNan.VALUE);
      }
    }
  }

  private void append(Appender appender, int i, long millis, double value) {
    if (series[i] == 0) {
      series[i] = appender.series(labels.report(names.get(i)));
    }
    if (appender.append(series[i], millis, value) == Outcome.UNKNOWN_SERIES) {
      series[i] = appender.series(labels.report(names.get(i)));
      appender.append(series[i], millis, value);
    }
  }
}
