package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Appender;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.chunk.Histograms;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a store holds, as the naive model holds it: label set to time to value bits, or what stands
/// for a histogram or a sample with a start timestamp.
final class Stored {
  static final Matcher ANY = new Matcher(Matcher.Type.REGEX, "__name__", ".+");

  private Stored() {}

  /// A sample of any kind, as a test appends it.
  record Sample(double value, @Nullable Histogram histogram, long start) {
    /// Returns one of a series whose histogram before was that.
    static Sample random(Random random, @Nullable Histogram before, long time) {
      long start = random.nextInt(3) == 0 ? time - random.nextInt(1 << 20) : 0;
      return random.nextInt(4) == 0
          ? new Sample(random.nextDouble(), null, start)
          : new Sample(0, Histograms.next(random, before), start);
    }

    static Sample of(double value) {
      return new Sample(value, null, 0);
    }

    long bits() {
      return Histograms.bits(value, histogram, start);
    }

    Appender.Outcome append(Appender appender, int series, long time) {
      if (start != 0) {
        appender.startTimestamp(series, start);
      }
      return histogram == null
          ? appender.append(series, time, value)
          : appender.append(series, time, histogram);
    }
  }

  /// Gives back the memory of a store whose directory is gone.
  static void abandon(Tsdb tsdb) {
    try {
      tsdb.close();
    } catch (IOException | StoreException e) {
      // It can no longer write: that is what the crash was about.
    }
  }

  /// Compares series by series, so that a failure names the first that differs and no other.
  static void same(
      TreeMap<Labels, TreeMap<Long, Long>> actual, TreeMap<Labels, TreeMap<Long, Long>> expected) {
    expected.forEach(
        (labels, samples) -> assertThat(actual.get(labels)).as("%s", labels).isEqualTo(samples));
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
  }

  static TreeMap<Labels, TreeMap<Long, Long>> read(SeriesStore store) {
    return read(store, List.of(ANY), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static TreeMap<Labels, TreeMap<Long, Long>> read(
      SeriesStore store, List<Matcher> matchers, long min, long max) {
    try (var querier = store.querier(min, max)) {
      return read(querier, matchers, min, max);
    }
  }

  static TreeMap<Labels, TreeMap<Long, Long>> read(Querier querier) {
    return read(querier, List.of(ANY), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static TreeMap<Labels, TreeMap<Long, Long>> read(
      Querier querier, List<Matcher> matchers, long min, long max) {
    var all = new TreeMap<Labels, TreeMap<Long, Long>>();
    try (var set = querier.select(matchers, min, max)) {
      var out = new SampleBuffer();
      for (int i = 0; i < set.size(); i++) {
        out.clear();
        set.read(i, out);
        var samples = new TreeMap<Long, Long>();
        for (int s = 0; s < out.size(); s++) {
          boolean ascends = s == 0 || out.timestamps()[s - 1] < out.timestamps()[s];
          if (!ascends) {
            throw new AssertionError("times do not ascend at " + out.timestamps()[s]);
          }
          samples.put(out.timestamps()[s], Histograms.bits(out, s));
        }
        if (!samples.isEmpty() && all.put(set.labels(i), samples) != null) {
          throw new AssertionError("series comes twice: " + set.labels(i));
        }
      }
    }
    return all;
  }
}
