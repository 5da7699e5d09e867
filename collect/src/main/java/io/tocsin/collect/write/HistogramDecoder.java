package io.tocsin.collect.write;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.StaleNan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decodes and checks one `prometheus.Histogram` at a time. For one thread.
final class HistogramDecoder {
  private static final int COUNT_INT = 1 << 3;
  private static final int COUNT_FLOAT = 2 << 3 | 1;
  private static final int SUM = 3 << 3 | 1;
  private static final int SCHEMA = 4 << 3;
  private static final int ZERO_THRESHOLD = 5 << 3 | 1;
  private static final int ZERO_COUNT_INT = 6 << 3;
  private static final int ZERO_COUNT_FLOAT = 7 << 3 | 1;
  private static final int NEGATIVE = 8;
  private static final int POSITIVE = 11;
  private static final int RESET_HINT = 14 << 3;
  private static final int TIMESTAMP = 15 << 3;
  private static final int CUSTOM_VALUES = 16;

  /// Histograms of a finer schema than is kept are made coarser.
  private static final int SCHEMA_KNOWN_MAX = 52;

  private final Buckets negative = new Buckets();
  private final Buckets positive = new Buckets();
  private final Numbers bounds = new Numbers();
  private boolean isFloat;
  private double count;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private int hint;
  private long timestampMillis;
  private String problem = "";
  private @Nullable Histogram histogram;

  /// Reads the message to which the cursor is narrowed.
  void read(ProtoCursor cursor) {
    clear();
    while (cursor.more()) {
      int tag = cursor.tag();
      if (!bucket(tag, cursor) && !total(tag, cursor)) {
        cursor.skip(tag);
      }
    }
    make();
  }

  private void clear() {
    negative.clear();
    positive.clear();
    bounds.clear();
    isFloat = false;
    count = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCount = 0;
    hint = 0;
    timestampMillis = 0;
    problem = "";
    histogram = null;
  }

  long timestampMillis() {
    return timestampMillis;
  }

  /// Returns what is wrong with it; empty where nothing is.
  String problem() {
    return problem;
  }

  /// Tells whether it is the marker of a series that ended.
  boolean isStale() {
    return StaleNan.is(sum);
  }

  /// Returns what was read; null where there is a problem or the marker.
  @Nullable Histogram histogram() {
    return histogram;
  }

  private boolean bucket(int tag, ProtoCursor cursor) {
    int field = tag >>> 3;
    if (field == CUSTOM_VALUES) {
      bounds.doubles(tag, cursor);
      return true;
    }
    boolean onNegative = field >= NEGATIVE && field < POSITIVE;
    if (!onNegative && (field < POSITIVE || field >= POSITIVE + 3)) {
      return false;
    }
    var side = onNegative ? negative : positive;
    switch (field - (onNegative ? NEGATIVE : POSITIVE)) {
      case 0 -> side.span(tag, cursor);
      case 1 -> side.deltas.zigzags(tag, cursor);
      default -> side.counts.doubles(tag, cursor);
    }
    return true;
  }

  private boolean total(int tag, ProtoCursor cursor) {
    switch (tag) {
      case COUNT_INT -> {
        count = unsigned(cursor.varint());
        isFloat = false;
      }
      case COUNT_FLOAT -> {
        count = cursor.fixedDouble();
        isFloat = true;
      }
      case SUM -> sum = cursor.fixedDouble();
      case SCHEMA -> schema = (int) Numbers.unzigzag(cursor.varint());
      case ZERO_THRESHOLD -> zeroThreshold = cursor.fixedDouble();
      case ZERO_COUNT_INT -> zeroCount = unsigned(cursor.varint());
      case ZERO_COUNT_FLOAT -> zeroCount = cursor.fixedDouble();
      case RESET_HINT -> hint = (int) cursor.varint();
      case TIMESTAMP -> timestampMillis = cursor.varint();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static double unsigned(long number) {
    return number >= 0 ? number : (number >>> 1) * 2.0;
  }

  private void make() {
    if (isStale()) {
      return;
    }
    try {
      double[] high = positive.counts(isFloat);
      double[] low = negative.counts(isFloat);
      if (schema > BucketLayout.SCHEMA_MAX && schema <= SCHEMA_KNOWN_MAX) {
        int halvings = schema - BucketLayout.SCHEMA_MAX;
        high = positive.coarser(halvings, high);
        low = negative.coarser(halvings, low);
        schema = BucketLayout.SCHEMA_MAX;
      }
      var counts = Arrays.copyOf(high, high.length + low.length);
      System.arraycopy(low, 0, counts, high.length, low.length);
      var made = new Histogram(layout(), hint(), count, sum, zeroCount, counts);
      var wrong = made.problem();
      problem = wrong == null ? observations(counts) : wrong;
      histogram = problem.isEmpty() ? made : null;
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
  }

  private BucketLayout layout() {
    if (schema != BucketLayout.CUSTOM_SCHEMA) {
      return BucketLayout.exponential(
          schema, zeroThreshold, positive.indexes(), negative.indexes());
    }
    if (negative.size() > 0 || zeroThreshold != 0) {
      throw new IllegalArgumentException(
          "histogram schema: -53 with negative or zero buckets (expected: custom buckets alone)");
    }
    return BucketLayout.custom(bounds.toDoubles(), positive.indexes());
  }

  private ResetHint hint() {
    return switch (hint) {
      case 1 -> ResetHint.RESET;
      case 2 -> ResetHint.NOT_RESET;
      case 3 -> ResetHint.GAUGE;
      default -> ResetHint.UNKNOWN;
    };
  }

  /// Whole numbers have to add up; observations of NaN are in no bucket, and floats are not exact.
  private String observations(double[] counts) {
    double found = zeroCount;
    for (double bucket : counts) {
      found += bucket;
    }
    boolean fits = isFloat || (Double.isNaN(sum) ? found <= count : found == count);
    return fits
        ? ""
        : "histogram count: "
            + (long) count
            + " (expected: "
            + (long) found
            + ", the observations in its buckets)";
  }
}
