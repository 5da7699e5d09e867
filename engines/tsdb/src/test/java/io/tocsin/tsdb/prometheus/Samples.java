package io.tocsin.tsdb.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.SampleBuffer;

/// Compares samples of one series.
final class Samples {
  private Samples() {}

  static void same(SampleBuffer actual, SampleBuffer expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.timestamps()[i]).as("time %d", i).isEqualTo(expected.timestamps()[i]);
      var histogram = expected.histogram(i);
      if (histogram == null) {
        assertThat(actual.histogram(i)).isNull();
        assertThat(Double.doubleToRawLongBits(actual.values()[i]))
            .as("value %d", i)
            .isEqualTo(Double.doubleToRawLongBits(expected.values()[i]));
      } else {
        assertThat(actual.histogram(i))
            .as("histogram %d", i)
            .satisfies(read -> {
              assertThat(read.sameCounts(histogram)).as("%s, %s", read, histogram).isTrue();
            });
      }
    }
  }
}
