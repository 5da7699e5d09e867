package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void theSameSeedDrawsTheSame() {
    assertThat(after(7, 3, 50).nativeHistogram()).isEqualTo(after(7, 3, 50).nativeHistogram());
    assertThat(after(7, 3, 50).nativeHistogram()).isNotEqualTo(after(8, 3, 50).nativeHistogram());
    assertThat(after(7, 3, 50).nativeHistogram()).isNotEqualTo(after(7, 4, 50).nativeHistogram());
  }

  @Test
  void classicAndNativeCountTheSameRequests() {
    for (int index = 0; index < 20; index++) {
      var latencies = after(1, index, 100);
      var received = received(latencies.nativeHistogram());
      assertThat(received.count()).isEqualTo(latencies.count());
      assertThat(received.buckets().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(latencies.count());
      for (int i = 0; i < Latencies.BOUNDS.size(); i++) {
        double bound = Latencies.BOUNDS.get(i);
        long below = 0;
        long reaching = 0;
        for (var bucket : received.buckets().entrySet()) {
          double upper = Math.pow(2, bucket.getKey() / 8.0);
          double lower = Math.pow(2, (bucket.getKey() - 1) / 8.0);
          below += upper <= bound ? bucket.getValue() : 0;
          reaching += lower < bound ? bucket.getValue() : 0;
        }
        assertThat(latencies.atMost(i)).isBetween(below, reaching);
      }
    }
  }

  @Test
  void populatesAsManyBucketsAsRealServicesDo() {
    for (int index = 0; index < 20; index++) {
      var buckets = received(after(1, index, 1_440).nativeHistogram()).buckets();
      assertThat(buckets.values().stream().filter(count -> count > 0).count()).isBetween(18L, 70L);
    }
  }

  @Test
  void countersOnlyGrow() {
    var latencies = new Latencies(1, 1);
    long count = 0;
    for (int step = 0; step < 100; step++) {
      latencies.advance();
      assertThat(latencies.count()).isGreaterThan(count);
      count = latencies.count();
    }
    assertThat(latencies.sum()).isBetween(0.001 * count, 1.0 * count);
  }

  @Test
  void aGapOfThreeBucketsBeginsASpan() {
    var histogram =
        NativeHistogram.of(9, 1.5, 3, -20, new long[] {0, 2, 0, 0, 3, 0, 0, 0, 4, 0, 0});

    assertThat(histogram.spans())
        .containsExactly(new NativeHistogram.Span(-19, 4), new NativeHistogram.Span(3, 1));
    assertThat(histogram.deltas()).containsExactly(2L, -2L, 0L, 3L, 1L);
    assertThat(received(histogram).buckets())
        .isEqualTo(Map.of(-19, 2L, -18, 0L, -17, 0L, -16, 3L, -12, 4L));
  }

  @Test
  void aHistogramReadsBackAsWritten() {
    var received = received(NativeHistogram.of(5, -0.25, 3, 100, new long[] {5}));

    assertThat(received.labels()).isEqualTo(Map.of("__name__", "x"));
    assertThat(received.timeMillis()).isEqualTo(1_700_000_000_123L);
    assertThat(received.sum()).isEqualTo(-0.25);
    assertThat(received.schema()).isEqualTo(3);
    assertThat(received.buckets()).isEqualTo(Map.of(100, 5L));
  }

  private static Latencies after(long seed, int index, int steps) {
    var latencies = new Latencies(seed, index);
    for (int i = 0; i < steps; i++) {
      latencies.advance();
    }
    return latencies;
  }

  private static WriteRequestReader.Received received(NativeHistogram histogram) {
    var encoder = new WriteRequestEncoder();
    var labels = WriteRequestEncoder.labels(List.of(new TapeColumns.Label("__name__", "x")));
    encoder.add(labels, 1_700_000_000_123L, histogram);
    return WriteRequestReader.readHistograms(encoder.toBytes()).getFirst();
  }
}
