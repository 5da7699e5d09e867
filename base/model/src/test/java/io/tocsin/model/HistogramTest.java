package io.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Histogram.ResetHint;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static BucketLayout layout(int schema, int... positive) {
    return BucketLayout.exponential(schema, 0.001, positive, new int[0]);
  }

  @Test
  void boundsArePowersOfTwoPublishedByPrometheus() {
    assertThat(layout(0, 1).bound(3)).isEqualTo(8);
    assertThat(layout(-4, 1).bound(1)).isEqualTo(65_536);
    assertThat(layout(1, 1).bound(-1)).isEqualTo(0.7071067811865475);
    assertThat(layout(8, 1).bound(255)).isEqualTo(2 * 0.9972960560854698);
    assertThat(layout(2, 1).bound(3)).isEqualTo(2 * 0.8408964152537144);
  }

  @Test
  void lastBucketOfOrdinaryNumbersEndsAtTheLargest() {
    assertThat(layout(0, 1).bound(1024)).isEqualTo(Double.MAX_VALUE);
    assertThat(layout(0, 1).bound(1025)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(layout(-4, 1).bound(64)).isEqualTo(Double.MAX_VALUE);
    assertThat(layout(3, 1).bound(8 * 1024)).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void customBucketsReachToInfinity() {
    var layout = BucketLayout.custom(new double[] {1, 2.5}, new int[] {0, 2});
    assertThat(layout.bound(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(layout.bound(1)).isEqualTo(2.5);
    assertThat(layout.bound(2)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void refusesLayoutsThatMakeNoSense() {
    assertThatThrownBy(() -> layout(9, 1)).hasMessageContaining("histogram schema: 9");
    assertThatThrownBy(() -> layout(0, 1, 1)).hasMessageContaining("1 after 1");
    assertThatThrownBy(() -> BucketLayout.custom(new double[] {2, 1}, new int[0]))
        .hasMessageContaining("histogram bound: 1");
    assertThatThrownBy(() -> BucketLayout.custom(new double[] {2}, new int[] {2}))
        .hasMessageContaining("histogram bucket: 2 (expected: 0 to 1");
  }

  @Test
  void equalCountsAreTheSameWhateverTheHint() {
    var one = new Histogram(layout(0, 1), ResetHint.UNKNOWN, 3, 4, 1, new double[] {2});
    var same = new Histogram(layout(0, 1), ResetHint.GAUGE, 3, 4, 1, new double[] {2});
    assertThat(one.sameCounts(same)).isTrue();
    assertThat(one).isNotEqualTo(same).isEqualTo(same.withHint(ResetHint.UNKNOWN));
    assertThat(one).hasSameHashCodeAs(same.withHint(ResetHint.UNKNOWN));
  }

  @Test
  void negativeCountsAreAProblem() {
    var fine = new Histogram(layout(0, 1), ResetHint.UNKNOWN, 3, 4, 1, new double[] {2});
    var wrong = new Histogram(layout(0, 1), ResetHint.UNKNOWN, 3, 4, 1, new double[] {-2});
    assertThat(fine.problem()).isNull();
    assertThat(wrong.problem()).contains("bucket count: -2");
  }

  @Test
  void textShowsFilledBucketsFromTheLowest() {
    var layout = BucketLayout.exponential(0, 0.5, new int[] {0, 1, 2}, new int[] {1, 2});
    var counts = new double[] {1, 0, 3, 4, 5};
    var histogram = new Histogram(layout, ResetHint.UNKNOWN, 15, 2.5, 2, counts);
    assertThat(histogram)
        .hasToString("{count:15, sum:2.5, [-4,-2):5, [-2,-1):4, [-0.5,0.5]:2, (0.5,1]:1, (2,4]:3}");
  }

  @Test
  void bufferKeepsFloatsAndHistogramsInOrder() {
    var histogram = new Histogram(layout(0, 1), ResetHint.UNKNOWN, 3, 4, 1, new double[] {2});
    var buffer = new SampleBuffer();
    buffer.add(1, 10);
    assertThat(buffer.histograms()).isNull();
    buffer.add(2, histogram);
    for (int i = 3; i < 600; i++) {
      buffer.add(i, StaleNan.VALUE);
    }
    assertThat(buffer.size()).isEqualTo(599);
    assertThat(buffer.histogram(0)).isNull();
    assertThat(buffer.histogram(1)).isSameAs(histogram);
    assertThat(buffer.values()[1]).isNaN();
    assertThat(StaleNan.is(buffer.values()[1])).isFalse();
    buffer.clear();
    buffer.add(1, 1);
    buffer.add(2, 2);
    assertThat(buffer.histograms()).isNull();
    assertThat(buffer.histogram(1)).isNull();
  }

  @Test
  void bufferKnowsSinceWhenCountersCount() {
    var buffer = new SampleBuffer();
    buffer.add(1_000, 1);
    buffer.startAt(0, 0);
    assertThat(buffer.starts()).isNull();
    buffer.add(2_000, 2);
    buffer.startAt(1, 500);
    assertThat(buffer.starts()).startsWith(0, 500, 0);
    var copy = new SampleBuffer();
    copy.addFrom(buffer, 0);
    copy.addFrom(buffer, 1);
    assertThat(copy.starts()).startsWith(0, 500, 0);
    buffer.truncate(1);
    buffer.add(2_000, 2);
    assertThat(buffer.starts()).startsWith(0, 0, 0);
    buffer.clear();
    assertThat(buffer.starts()).isNull();
  }
}
