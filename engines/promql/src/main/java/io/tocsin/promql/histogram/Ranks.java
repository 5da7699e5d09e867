package io.tocsin.promql.histogram;

import io.tocsin.model.Histogram;
import io.tocsin.promql.numeric.Logarithms;

/// Quantiles of a native histogram, and the share of its observations between two values.
///
/// Within a bucket of an exponential schema observations are taken to be spread evenly on a
/// logarithmic scale, within custom ones and the zero bucket evenly. A histogram that observed NaN
/// has a NaN sum and fewer observations in its buckets than its count. Reused.
public final class Ranks {
  /// What is to be said of an answer.
  public enum Remark {
    NOTHING,
    /// NaN was observed, so that the quantile lies beyond all buckets.
    NAN_RESULT,
    /// NaN was observed and counts as higher than everything.
    SKEWED,
    /// NaN was observed and is in no fraction.
    EXCLUDED
  }

  private final BucketList buckets = new BucketList();
  private Remark remark = Remark.NOTHING;

  /// What is to be said of the last answer.
  public Remark remark() {
    return remark;
  }

  /// Returns the quantile; infinite where it is not between 0 and 1, NaN for no observations.
  public double quantile(double quantile, Histogram histogram) {
    remark = Remark.NOTHING;
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (histogram.count() == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    buckets.fill(histogram);
    boolean upwards = Double.isNaN(histogram.sum()) || quantile < 0.5;
    double rank = (upwards ? quantile : 1 - quantile) * histogram.count();
    return value(histogram, walk(histogram.count(), rank, upwards), rank);
  }

  /// The bucket that a rank falls into.
  ///
  /// @param at -1 if there are no buckets
  /// @param seen how many observations are in it and in those walked through before
  /// @param within how many of its observations lie below the rank
  private record Hit(int at, double seen, double within) {}

  /// Walks through the buckets from the end that is nearer.
  private Hit walk(double count, double rank, boolean upwards) {
    double seen = 0;
    int at = -1;
    int size = buckets.size();
    for (int i = 0; i < size; i++) {
      at = upwards ? i : size - 1 - i;
      seen += buckets.count(at);
      if (buckets.count(at) != 0 && seen >= rank) {
        break;
      }
    }
    double capped = Math.min(seen, count);
    double within = at < 0 ? 0 : upwards ? rank - (capped - buckets.count(at)) : capped - rank;
    return new Hit(at, capped, within);
  }

  private double value(Histogram histogram, Hit hit, double rank) {
    boolean custom = histogram.layout().isCustom();
    boolean nan = Double.isNaN(histogram.sum());
    double lower = hit.at < 0 ? 0 : lower(histogram, hit.at);
    double upper = hit.at < 0 ? 0 : upper(histogram, hit.at);
    if (custom && lower == Double.NEGATIVE_INFINITY) {
      if (upper <= 0) {
        return upper;
      }
      lower = 0;
    } else if (custom && upper == Double.POSITIVE_INFINITY) {
      return lower;
    }
    if (hit.seen < rank) {
      remark = nan ? Remark.NAN_RESULT : Remark.NOTHING;
      return nan ? Double.NaN : upper;
    }
    if (nan && inBuckets() < histogram.count()) {
      remark = Remark.SKEWED;
    }
    double fraction = hit.within / (hit.at < 0 ? 0 : buckets.count(hit.at));
    return custom || (lower <= 0 && upper >= 0)
        ? lower + (upper - lower) * fraction
        : exponential(lower, upper, fraction);
  }

  private static double exponential(double lower, double upper, double fraction) {
    double from = Logarithms.base2(Math.abs(lower));
    double to = Logarithms.base2(Math.abs(upper));
    return lower > 0
        ? Math.pow(2, from + (to - from) * fraction)
        : -Math.pow(2, to + (from - to) * (1 - fraction));
  }

  private double inBuckets() {
    double all = 0;
    for (int i = 0; i < buckets.size(); i++) {
      all += buckets.count(i);
    }
    return all;
  }

  /// Where a bucket begins: the zero bucket at 0 if there are only positive buckets.
  private double lower(Histogram histogram, int at) {
    boolean zero = isZero(histogram, at);
    return zero && onlyPositive(histogram) ? 0 : buckets.lower(at);
  }

  private double upper(Histogram histogram, int at) {
    boolean zero = isZero(histogram, at);
    return zero && onlyNegative(histogram) ? 0 : buckets.upper(at);
  }

  private boolean isZero(Histogram histogram, int at) {
    return !histogram.layout().isCustom() && buckets.lower(at) < 0 && buckets.upper(at) > 0;
  }

  private static boolean onlyPositive(Histogram histogram) {
    return histogram.layout().negative().length == 0 && histogram.layout().positive().length > 0;
  }

  private static boolean onlyNegative(Histogram histogram) {
    return histogram.layout().positive().length == 0 && histogram.layout().negative().length > 0;
  }

  /// Returns the share of observations between two values; NaN for no observations.
  public double fraction(double lower, double upper, Histogram histogram) {
    remark = Remark.NOTHING;
    if (histogram.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    buckets.fill(histogram);
    double count = histogram.count();
    if (Double.isNaN(histogram.sum())) {
      count = inBuckets();
      if (count < histogram.count()) {
        remark = Remark.EXCLUDED;
      }
    }
    return (Math.min(below(upper, histogram, count), count)
            - Math.min(below(lower, histogram, count), count))
        / histogram.count();
  }

  /// Returns how many observations lie below a value.
  private double below(double value, Histogram histogram, double count) {
    double rank = 0;
    for (int i = 0; i < buckets.size(); i++) {
      double from = fractionLower(histogram, i);
      double to = fractionUpper(histogram, i);
      if (from >= value) {
        return rank;
      }
      if (to > value) {
        return inside(value, new Span(from, to, buckets.count(i)), rank, histogram);
      }
      rank += buckets.count(i);
    }
    return count;
  }

  private record Span(double from, double to, double count) {}

  private static double inside(double value, Span span, double rank, Histogram histogram) {
    boolean linear = histogram.layout().isCustom() || (span.from <= 0 && span.to >= 0);
    if (linear && span.from == Double.NEGATIVE_INFINITY) {
      return span.count;
    }
    return rank + span.count * fractionBelow(value, span.from, span.to, linear);
  }

  /// Returns the share of a bucket that lies below a value within it.
  static double fractionBelow(double value, double from, double to, boolean linear) {
    if (linear) {
      return (value - from) / (to - from);
    }
    double logFrom = Logarithms.base2(Math.abs(from));
    double logTo = Logarithms.base2(Math.abs(to));
    double log = Logarithms.base2(Math.abs(value));
    return value > 0 ? (log - logFrom) / (logTo - logFrom) : 1 - (log - logTo) / (logFrom - logTo);
  }

  private double fractionLower(Histogram histogram, int at) {
    return spansZero(at) && onlyPositive(histogram) ? 0 : buckets.lower(at);
  }

  private double fractionUpper(Histogram histogram, int at) {
    return spansZero(at) && onlyNegative(histogram) ? 0 : buckets.upper(at);
  }

  private boolean spansZero(int at) {
    return buckets.lower(at) <= 0 && buckets.upper(at) >= 0;
  }
}
