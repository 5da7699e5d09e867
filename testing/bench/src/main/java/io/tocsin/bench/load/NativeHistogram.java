package io.tocsin.bench.load;

import java.util.ArrayList;
import java.util.List;

/// A histogram of whole counts in exponential buckets, in the form in which senders hand it over:
/// spans of neighbouring buckets, and of each bucket how far its count is from the one before.
///
/// @param count observations
/// @param sum their sum
/// @param schema resolution: bounds grow by 2^(2^-schema)
/// @param spans where there are buckets
/// @param deltas counts of the buckets, each as its distance from the one before
public record NativeHistogram(
    long count, double sum, int schema, List<Span> spans, List<Long> deltas) {
  /// The width of the bucket around 0, as client libraries set it; nothing here falls into it.
  static final double ZERO_THRESHOLD = Math.pow(2, -128);

  // A client writes short gaps as empty buckets: a new span would take more room.
  private static final int GAP_MAX = 2;

  public NativeHistogram {
    spans = List.copyOf(spans);
    deltas = List.copyOf(deltas);
  }

  /// `length` buckets, `offset` after the end of the span before; the first counts from index 0.
  public record Span(int offset, int length) {}

  /// Builds the spans of `counts`, whose first is that of the bucket with index `first`.
  static NativeHistogram of(long count, double sum, int schema, int first, long[] counts) {
    var spans = new ArrayList<Span>();
    var deltas = new ArrayList<Long>();
    int end = 0;
    long last = 0;
    for (int from = next(counts, 0); from < counts.length; ) {
      int to = spanEnd(counts, from);
      spans.add(new Span(spans.isEmpty() ? first + from : from - end, to - from));
      for (int i = from; i < to; i++) {
        deltas.add(counts[i] - last);
        last = counts[i];
      }
      end = to;
      from = next(counts, to);
    }
    return new NativeHistogram(count, sum, schema, spans, deltas);
  }

  private static int next(long[] counts, int from) {
    int at = from;
    while (at < counts.length && counts[at] == 0) {
      at++;
    }
    return at;
  }

  private static int spanEnd(long[] counts, int from) {
    int end = from + 1;
    for (int at = end; at < counts.length && at - end <= GAP_MAX; at++) {
      if (counts[at] != 0) {
        end = at + 1;
      }
    }
    return end;
  }
}
