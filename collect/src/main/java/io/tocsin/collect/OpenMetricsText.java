package io.tocsin.collect;

import io.tocsin.collect.exposition.ExpositionException;
import io.tocsin.collect.exposition.OpenMetricsParser;
import io.tocsin.collect.exposition.OpenMetricsRules;
import io.tocsin.model.Labels;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;

/// OpenMetrics text. Safe for use by many threads.
public final class OpenMetricsText {
  private OpenMetricsText() {}

  /// Who takes samples.
  public interface Samples {
    /// Takes one; `labels` is the same object while the series is.
    void add(Labels labels, long timestampMillis, double value) throws IOException;
  }

  /// Reads samples that have times, in whatever order they come, as Prometheus' backfilling does:
  /// the text has to be well-formed and to end in `# EOF`, and exemplars are passed over.
  ///
  /// @param name of the text in messages
  /// @throws IOException if it cannot be read, is malformed, or a sample has no time; the message
  ///   names the line
  public static void read(String name, InputStream in, Samples out) throws IOException {
    var parser = new OpenMetricsParser(in);
    try {
      while (parser.next()) {
        if (parser.kind() == OpenMetricsParser.Kind.SAMPLE) {
          if (!parser.hasTimestamp()) {
            throw new IOException(
                name
                    + ": line "
                    + parser.line()
                    + ": "
                    + parser.labels()
                    + " has no timestamp (expected: one behind the value)");
          }
          out.add(parser.labels(), parser.timestampMillis(), parser.value());
        }
      }
    } catch (ExpositionException | EOFException | ZipException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /// Returns what is wrong with an exposition by all rules of OpenMetrics 1.0, with its line; empty
  /// if nothing is.
  public static String check(byte[] body) {
    try {
      OpenMetricsRules.check(new OpenMetricsParser(new ByteArrayInputStream(body)));
      return "";
    } catch (ExpositionException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
