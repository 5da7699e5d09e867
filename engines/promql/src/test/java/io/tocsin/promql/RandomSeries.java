package io.tocsin.promql;

import io.tocsin.model.Appender;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Makes series of floats (`f0`, `f1`), of histograms (`h0`, `h1`) and of both (`x`), with gaps,
/// staleness markers and counters that begin anew.
final class RandomSeries {
  private static final int SAMPLES = 25;

  private final Random random;
  private final Map<Labels, TreeMap<Long, Object>> series = new LinkedHashMap<>();

  RandomSeries(Random random) {
    this.random = random;
    for (var name : new String[] {"f0", "f1", "h0", "h1", "x"}) {
      for (int i = 0; i < 4; i++) {
        if (random.nextInt(5) > 0) {
          var labels = Labels.of(Labels.NAME, name, "a", "" + i / 2, "b", "" + i % 2);
          series.put(labels, samples(name.charAt(0)));
        }
      }
    }
  }

  Map<Labels, TreeMap<Long, Object>> series() {
    return series;
  }

  private TreeMap<Long, Object> samples(char kind) {
    var samples = new TreeMap<Long, Object>();
    double number = random.nextInt(10);
    var histogram = fresh();
    boolean histograms = kind == 'h';
    for (int i = 0; i < SAMPLES; i++) {
      long time = i * 60_000L + random.nextInt(20_000);
      if (kind == 'x' && random.nextInt(6) == 0) {
        histograms = !histograms;
      }
      number = random.nextInt(9) == 0 ? random.nextInt(3) : number + random.nextInt(6);
      histogram = random.nextInt(9) == 0 ? fresh() : grown(histogram);
      switch (random.nextInt(12)) {
        case 0 -> {}
        case 1 -> samples.put(time, StaleNan.VALUE);
        default -> samples.put(time, histograms ? histogram : (Object) number);
      }
    }
    return samples;
  }

  private Histogram fresh() {
    int size = random.nextInt(6);
    var indexes = new int[size];
    var counts = new double[size];
    int offset = random.nextInt(5) - 2;
    for (int i = 0; i < size; i++) {
      indexes[i] = offset + i;
      counts[i] = random.nextInt(4);
    }
    var layout = BucketLayout.exponential(random.nextInt(3), 0.001, indexes, new int[0]);
    return with(layout, random.nextInt(3), counts);
  }

  private Histogram grown(Histogram before) {
    var counts = before.buckets().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += random.nextInt(3);
    }
    return with(before.layout(), before.zeroCount() + random.nextInt(2), counts);
  }

  private static Histogram with(BucketLayout layout, double zero, double[] counts) {
    double count = zero;
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      count += counts[i];
      sum += counts[i] * (i + 1);
    }
    return new Histogram(layout, ResetHint.UNKNOWN, count, sum, zero, counts);
  }

  void fill(SeriesStore store) throws IOException {
    try (var appender = store.appender(0)) {
      series.forEach((labels, samples) -> {
        int id = appender.series(labels);
        samples.forEach((time, value) -> {
          if (value instanceof Histogram histogram) {
            appender.append(id, time, histogram);
          } else {
            appender.append(id, time, (Double) value);
          }
        });
      });
      appender.commit(Appender.Durability.WRITTEN);
    }
  }
}
