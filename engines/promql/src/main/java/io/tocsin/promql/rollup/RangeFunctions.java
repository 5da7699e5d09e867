package io.tocsin.promql.rollup;

import io.tocsin.promql.QueryException;
import java.util.List;
import java.util.Set;

/// Functions over range vectors, by name.
public final class RangeFunctions {
  private static final Set<String> KEEP_NAME = Set.of("first_over_time", "last_over_time");

  private RangeFunctions() {}

  public static boolean keepsName(String name) {
    return KEEP_NAME.contains(name);
  }

  /// Returns the kernel of a function.
  ///
  /// @param scalars the other arguments in order, one value per step each
  public static Rollup rollup(String name, List<double[]> scalars) {
    return switch (name) {
      case "rate" -> new Counters(Counters.Kind.RATE);
      case "increase" -> new Counters(Counters.Kind.INCREASE);
      case "delta" -> new Counters(Counters.Kind.DELTA);
      case "irate" -> new InstantChange(true);
      case "idelta" -> new InstantChange(false);
      case "max_over_time" -> new Extremes(true);
      case "min_over_time" -> new Extremes(false);
      case "quantile_over_time" -> new QuantileOverTime(scalars.getFirst());
      case "mad_over_time" -> new MedianDeviation().rollup();
      case "deriv" -> Regression.derivative();
      case "predict_linear" -> Regression.prediction(scalars.getFirst());
      case "double_exponential_smoothing" ->
          new Smoothing(scalars.getFirst(), scalars.getLast()).rollup();
      default -> window(name).rollup();
    };
  }

  /// Returns what a function does about histograms and about counters that say since when they
  /// count.
  public static MixedRollup mixed(String name) {
    return switch (name) {
      case "rate" -> new MixedCounters(Counters.Kind.RATE);
      case "increase" -> new MixedCounters(Counters.Kind.INCREASE);
      case "delta" -> new MixedCounters(Counters.Kind.DELTA);
      case "irate" -> new MixedInstantChange(true);
      case "idelta" -> new MixedInstantChange(false);
      case "sum_over_time" -> new MixedSums(false);
      case "avg_over_time" -> new MixedSums(true);
      case "resets" -> new MixedCounts(true);
      case "changes" -> new MixedCounts(false);
      case "count_over_time",
          "present_over_time",
          "absent_over_time",
          "first_over_time",
          "last_over_time",
          "ts_of_first_over_time",
          "ts_of_last_over_time" ->
          new MixedOverTime(name);
      default -> new MixedFloats();
    };
  }

  private static WindowFunction window(String name) {
    return switch (name) {
      case "sum_over_time" -> OverTime::sum;
      case "avg_over_time" -> OverTime::average;
      case "count_over_time" -> OverTime::count;
      case "present_over_time", "absent_over_time" -> OverTime::present;
      case "first_over_time" -> OverTime::first;
      case "last_over_time" -> OverTime::last;
      case "stddev_over_time" -> OverTime::deviation;
      case "stdvar_over_time" -> OverTime::variance;
      case "changes" -> OverTime::changes;
      case "resets" -> OverTime::resets;
      case "ts_of_first_over_time" -> OverTime::timeOfFirst;
      case "ts_of_last_over_time" -> OverTime::timeOfLast;
      case "ts_of_max_over_time" -> OverTime::timeOfMax;
      case "ts_of_min_over_time" -> OverTime::timeOfMin;
      default ->
          throw new QueryException(
              QueryException.Kind.INTERNAL, "function: " + name + " (expected: a known one)");
    };
  }
}
