package io.tocsin.promql;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import io.tocsin.promql.script.HistogramPrinting;
import io.tocsin.promql.script.MemoryStore;
import io.tocsin.promql.script.SeriesNotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A series and its values as test scripts and unit tests of rules write them: `up{job="a"} 1 2+3x2
/// _ stale {{sum:1}}x3`.
///
/// @param samples one per step
public record SeriesText(Labels labels, List<Sample> samples) {
  /// One value.
  ///
  /// @param omitted whether there is none at this step
  /// @param value absent where there is a histogram; may be the staleness marker
  public record Sample(boolean omitted, double value, @Nullable Histogram histogram) {}

  public SeriesText {
    samples = List.copyOf(samples);
  }

  /// Parses a series with its values.
  ///
  /// @throws RuntimeException whose message says what is wrong
  public static SeriesText parse(String line) {
    return SeriesNotation.text(line);
  }

  /// Parses a series without values; `{}` and an empty text are one without labels.
  ///
  /// @throws RuntimeException whose message says what is wrong
  public static Labels metric(String text) {
    return SeriesNotation.metric(text);
  }

  /// Returns a histogram as `{{schema:1 ...}}`, without what is zero: equal texts mean equal
  /// histograms.
  public static String print(Histogram histogram) {
    return HistogramPrinting.print(histogram);
  }

  /// Returns an empty store in memory, without limits or retention.
  public static SeriesStore memory() {
    return new MemoryStore();
  }
}
