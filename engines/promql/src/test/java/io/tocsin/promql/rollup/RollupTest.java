package io.tocsin.promql.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.StaleNan;
import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Sliding kernels against the plain definition of each function over one window.
class RollupTest {
  private static final double TOLERANCE = 1e-9;

  private record Sample(long time, double value) {}

  /// The samples of one window and where it lies.
  private record Window(List<Sample> samples, long start, long end) {
    double[] values() {
      return samples.stream().mapToDouble(Sample::value).toArray();
    }

    Sample first() {
      return samples.getFirst();
    }

    Sample last() {
      return samples.getLast();
    }
  }

  private static List<Sample> randomSamples(Random random) {
    var samples = new ArrayList<Sample>();
    long time = random.nextInt(10_000);
    double value = 0;
    for (int i = random.nextInt(200); i >= 0; i--) {
      // A line through samples a millisecond apart, far from the step, has no digits left to
      // compare.
      time += 1_000 + random.nextInt(30_000);
      value = random.nextInt(8) == 0 ? random.nextInt(3) : value + random.nextInt(5);
      int kind = random.nextInt(20);
      samples.add(new Sample(time, kind == 0 ? StaleNan.VALUE : kind == 1 ? Double.NaN : value));
    }
    return samples;
  }

  private static Windows randomWindows(Random random) {
    var steps = new Steps(random.nextInt(600_000), 1 + random.nextInt(120_000), 40);
    return new Windows(steps, 1 + random.nextInt(600_000), random.nextInt(60_000), false, 0);
  }

  private static Window window(List<Sample> samples, Windows windows, int step) {
    long end = windows.end(step);
    long start = end - windows.rangeMillis();
    var inside =
        samples.stream()
            .filter(s -> s.time > start && s.time <= end && !StaleNan.is(s.value))
            .toList();
    return new Window(inside, start, end);
  }

  /// Checks a rollup at every step; the definition sees windows with at least `least` samples.
  private static void check(
      Random random, Rollup rollup, int least, ToDoubleFunction<Window> definition) {
    var samples = randomSamples(random);
    var windows = randomWindows(random);
    var run = new Run(windows);
    var buffer = run.cleared();
    samples.forEach(sample -> buffer.add(sample.time, sample.value));
    run.arrange();
    var out = new double[windows.steps().count()];
    rollup.apply(run, out);
    for (int step = 0; step < out.length; step++) {
      var window = window(samples, windows, step);
      if (window.samples.size() < least) {
        assertThat(Cell.absent(out[step])).as("step %d", step).isTrue();
      } else {
        assertThat(Cell.present(out[step])).as("step %d", step).isTrue();
        assertSame(out[step], definition.applyAsDouble(window), step);
      }
    }
  }

  private static void assertSame(double actual, double expected, int step) {
    boolean same =
        Double.isNaN(expected)
            ? Double.isNaN(actual)
            : actual == expected
                || Math.abs(actual - expected) <= TOLERANCE * (1 + Math.abs(expected));
    assertThat(same).as("step %d: %s, expected %s", step, actual, expected).isTrue();
  }

  @SeededTest
  void maxAndMinIgnoreNan(Random random) {
    check(random, new Extremes(true), 1, window -> extreme(window, true));
    check(random, new Extremes(false), 1, window -> extreme(window, false));
  }

  private static double extreme(Window window, boolean max) {
    var numbers = Arrays.stream(window.values()).filter(v -> !Double.isNaN(v));
    return (max ? numbers.max() : numbers.min()).orElse(Double.NaN);
  }

  @SeededTest
  void quantileIsThatOfTheSortedWindow(Random random) {
    double quantile = random.nextInt(11) / 10.0;
    var quantiles = new double[40];
    Arrays.fill(quantiles, quantile);
    check(random, new QuantileOverTime(quantiles), 1, window -> quantile(window, quantile));
  }

  private static double quantile(Window window, double quantile) {
    var values = window.values();
    Quantiles.sort(values, values.length);
    double rank = quantile * (values.length - 1);
    int lower = (int) Math.floor(rank);
    int upper = Math.min(lower + 1, values.length - 1);
    double weight = rank - lower;
    return values[lower] * (1 - weight) + values[upper] * weight;
  }

  @SeededTest
  void sumAndAverage(Random random) {
    WindowFunction sum = OverTime::sum;
    WindowFunction average = OverTime::average;
    check(random, sum.rollup(), 1, window -> Arrays.stream(window.values()).sum());
    check(
        random,
        average.rollup(),
        1,
        window -> Arrays.stream(window.values()).sum() / window.samples.size());
  }

  @SeededTest
  void deviationIsTheRootOfTheMeanSquare(Random random) {
    WindowFunction deviation = OverTime::deviation;
    check(
        random,
        deviation.rollup(),
        1,
        window -> {
          double mean = Arrays.stream(window.values()).sum() / window.samples.size();
          double squares = Arrays.stream(window.values()).map(v -> (v - mean) * (v - mean)).sum();
          return Math.sqrt(squares / window.samples.size());
        });
  }

  @SeededTest
  void increaseAddsResetsAndExtrapolates(Random random) {
    check(random, new Counters(Counters.Kind.INCREASE), 2, window -> extrapolated(window, true));
    check(random, new Counters(Counters.Kind.DELTA), 2, window -> extrapolated(window, false));
  }

  @SeededTest
  void rateIsIncreasePerSecond(Random random) {
    check(
        random,
        new Counters(Counters.Kind.RATE),
        2,
        window -> extrapolated(window, true) / ((window.end - window.start) / 1000.0));
  }

  private static double extrapolated(Window window, boolean counter) {
    var values = window.values();
    double difference = window.last().value - window.first().value;
    for (int i = 1; counter && i < values.length; i++) {
      difference += values[i] < values[i - 1] ? values[i - 1] : 0;
    }
    double sampled = (window.last().time - window.first().time) / 1000.0;
    double average = sampled / (values.length - 1);
    double toStart = (window.first().time - window.start) / 1000.0;
    double toEnd = (window.end - window.last().time) / 1000.0;
    toStart = toStart >= average * 1.1 ? average / 2 : toStart;
    toEnd = toEnd >= average * 1.1 ? average / 2 : toEnd;
    if (counter && difference > 0 && values[0] >= 0) {
      toStart = Math.min(toStart, sampled * values[0] / difference);
    }
    return difference * (sampled + toStart + toEnd) / sampled;
  }

  @SeededTest
  void derivativeIsTheSlopeOfLeastSquares(Random random) {
    check(random, Regression.derivative(), 2, RollupTest::slope);
  }

  @SeededTest
  void predictionLiesOnTheLineOfLeastSquares(Random random) {
    var seconds = new double[40];
    Arrays.fill(seconds, 600);
    var offset = new long[1];
    check(
        random,
        (run, out) -> {
          offset[0] = run.windows.offsetMillis();
          Regression.prediction(seconds).apply(run, out);
        },
        2,
        window -> {
          double x = window.samples.stream().mapToDouble(Sample::time).average().orElseThrow();
          double y = Arrays.stream(window.values()).average().orElseThrow();
          return y + slope(window) * ((window.end + offset[0] - x) / 1e3 + 600);
        });
  }

  private static double slope(Window window) {
    double n = window.samples.size();
    double origin = window.first().time;
    double meanX = window.samples.stream().mapToDouble(s -> (s.time - origin) / 1e3).sum() / n;
    double meanY = Arrays.stream(window.values()).sum() / n;
    double xy = 0;
    double xx = 0;
    for (var sample : window.samples) {
      double x = (sample.time - origin) / 1e3 - meanX;
      xy += x * (sample.value - meanY);
      xx += x * x;
    }
    return xy / xx;
  }
}
