package io.tocsin.tsdb.prometheus;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.util.Arrays;

/// Decoder of the records of a log: every kind that Prometheus 3.14 writes.
final class LogRecords {
  private static final int LABELS_MAX = 1 << 16;
  private static final int SERIES = 1;
  private static final int SAMPLES = 2;
  private static final int TOMBSTONES = 3;
  private static final int EXEMPLARS = 4;
  private static final int HISTOGRAMS = 7;
  private static final int FLOAT_HISTOGRAMS = 8;
  private static final int CUSTOM_HISTOGRAMS = 9;
  private static final int CUSTOM_FLOAT_HISTOGRAMS = 10;
  private static final int SAMPLES_2 = 11;
  private static final int HISTOGRAMS_2 = 12;
  private static final int FLOAT_HISTOGRAMS_2 = 13;
  private static final int NO_START = 0;
  private static final int SAME_START = 1;

  private final LogSink sink;

  /// What stands behind series and time.
  private interface Value {
    void read(long reference, long time) throws IOException;
  }

  LogRecords(LogSink sink) {
    this.sink = sink;
  }

  /// Reads a record. Kinds that are not known are passed over, as Prometheus does.
  void read(SourceCursor in) throws IOException {
    switch (in.u8()) {
      case SERIES -> series(in);
      case SAMPLES -> first(in, (series, time) -> sink.sample(series, time, in.number()));
      case SAMPLES_2 -> second(in, (series, time) -> sink.sample(series, time, in.number()));
      case TOMBSTONES -> tombstones(in);
      case EXEMPLARS -> first(in, (_, _) -> exemplar(in));
      case HISTOGRAMS, CUSTOM_HISTOGRAMS ->
          first(in, (series, time) -> histogram(in, series, time, true));
      case FLOAT_HISTOGRAMS, CUSTOM_FLOAT_HISTOGRAMS ->
          first(in, (series, time) -> histogram(in, series, time, false));
      case HISTOGRAMS_2 -> second(in, (series, time) -> histogram(in, series, time, true));
      case FLOAT_HISTOGRAMS_2 -> second(in, (series, time) -> histogram(in, series, time, false));
      default -> {}
    }
  }

  private void series(SourceCursor in) throws IOException {
    while (in.remaining() > 0) {
      long reference = in.i64();
      var builder = new LabelsBuilder();
      for (int i = in.count(LABELS_MAX, "labels"); i > 0; i--) {
        builder.set(in.text(), in.text());
      }
      sink.series(reference, builder.build());
    }
  }

  private void tombstones(SourceCursor in) {
    while (in.remaining() > 0) {
      sink.deleted(in.i64(), in.zigzag(), in.zigzag());
    }
  }

  /// The older form: everything as a difference to the first.
  private static void first(SourceCursor in, Value value) throws IOException {
    if (in.remaining() == 0) {
      return;
    }
    long reference = in.i64();
    long time = in.i64();
    while (in.remaining() > 0) {
      value.read(reference + in.zigzag(), time + in.zigzag());
    }
  }

  /// The newer form, with start timestamps: series as differences to the one before.
  private static void second(SourceCursor in, Value value) throws IOException {
    if (in.remaining() == 0) {
      return;
    }
    long reference = in.zigzag();
    long time = in.zigzag();
    in.zigzag();
    value.read(reference, time);
    while (in.remaining() > 0) {
      reference += in.zigzag();
      long next = time + in.zigzag();
      int start = in.u8();
      if (start != NO_START && start != SAME_START) {
        in.zigzag();
      }
      value.read(reference, next);
    }
  }

  private void exemplar(SourceCursor in) {
    in.number();
    for (int i = in.count(LABELS_MAX, "labels"); i > 0; i--) {
      in.text();
      in.text();
    }
    sink.exemplar();
  }

  private void histogram(SourceCursor in, long series, long time, boolean whole)
      throws IOException {
    var hint = hint(in.u8());
    long schema = in.zigzag();
    double threshold = in.number();
    double zeros = whole ? in.varint() : in.number();
    double count = whole ? in.varint() : in.number();
    double sum = in.number();
    int[] positive = spans(in);
    int[] negative = spans(in);
    double[] above = counts(in, whole);
    double[] below = counts(in, whole);
    double[] bounds = schema == BucketLayout.CUSTOM_SCHEMA ? bounds(in) : new double[0];
    if (StaleNan.is(sum)) {
      sink.sample(series, time, StaleNan.VALUE);
      return;
    }
    var buckets = Arrays.copyOf(above, above.length + below.length);
    System.arraycopy(below, 0, buckets, above.length, below.length);
    var layout =
        schema == BucketLayout.CUSTOM_SCHEMA
            ? BucketLayout.custom(bounds, positive)
            : BucketLayout.exponential(Math.clamp(schema, -99, 99), threshold, positive, negative);
    sink.histogram(series, time, new Histogram(layout, hint, count, sum, zeros, buckets));
  }

  private static ResetHint hint(int code) {
    return switch (code) {
      case 1 -> ResetHint.RESET;
      case 2 -> ResetHint.NOT_RESET;
      case 3 -> ResetHint.GAUGE;
      default -> ResetHint.UNKNOWN;
    };
  }

  private static int[] spans(SourceCursor in) {
    int spans = in.count(in.remaining(), "spans");
    var indexes = new int[16];
    int size = 0;
    int next = 0;
    for (int i = 0; i < spans; i++) {
      next += (int) in.zigzag();
      // Each bucket has a count further on.
      int length = in.count(in.remaining(), "length of span");
      if (size + length > indexes.length) {
        indexes = Arrays.copyOf(indexes, (size + length) * 2);
      }
      for (int j = 0; j < length; j++) {
        indexes[size++] = next++;
      }
    }
    return Arrays.copyOf(indexes, size);
  }

  private static double[] counts(SourceCursor in, boolean whole) {
    var counts = new double[in.count(in.remaining(), "buckets")];
    long current = 0;
    for (int i = 0; i < counts.length; i++) {
      if (whole) {
        current += in.zigzag();
        counts[i] = current;
      } else {
        counts[i] = in.number();
      }
    }
    return counts;
  }

  private static double[] bounds(SourceCursor in) {
    var bounds = new double[in.count(in.remaining(), "bounds")];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = in.number();
    }
    return bounds;
  }
}
