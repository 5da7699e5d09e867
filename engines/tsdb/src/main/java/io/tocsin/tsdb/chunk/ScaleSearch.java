package io.tocsin.tsdb.chunk;

/// Finds the scale under which the fewest bits hold a run of values.
///
/// Looks at a sample of them first, then counts over all, so that one value with stray digits
/// becomes an exception instead of making all others long.
final class ScaleSearch {
  private static final int LOOKED_AT = 24;
  private static final double BITS_OF_A_DIGIT = 3.33;
  private static final int BITS_OF_AN_EXCEPTION = 72;

  private final double[] values;
  private final int start;
  private final int count;

  ScaleSearch(double[] values, int start, int count) {
    this.values = values;
    this.start = start;
    this.count = count;
  }

  /// A scale and how many of the values are exceptions to it.
  record Found(Scale scale, int exceptions) {}

  Found find() {
    int exceptions = exceptions(Scale.NONE);
    if (exceptions == 0) {
      return new Found(Scale.NONE, 0);
    }
    var best = new Found(Scale.NONE, exceptions);
    for (int kind = Scale.DIVIDE; kind <= Scale.DIVIDE_TWICE; kind++) {
      var found = best(kind);
      if (cost(found) < cost(best)) {
        best = found;
      }
      if (best.exceptions == 0) {
        return best;
      }
    }
    return best;
  }

  private double cost(Found found) {
    return found.exceptions * (double) BITS_OF_AN_EXCEPTION
        + count * BITS_OF_A_DIGIT * found.scale.exponent();
  }

  /// Returns the best scale of a kind by the sample, with its exceptions over all values.
  private Found best(int kind) {
    int lowest = kind == Scale.DIVIDE_TWICE ? 4 : 1;
    var digits = new int[Scale.EXPONENT_MAX + 2];
    int stride = Math.max(1, count / LOOKED_AT);
    int looked = 0;
    for (int i = 0; i < count; i += stride) {
      digits[digits(values[start + i], kind, lowest)]++;
      looked++;
    }
    int failing = looked;
    int best = lowest;
    double bestCost = Double.MAX_VALUE;
    for (int e = 0; e <= Scale.EXPONENT_MAX; e++) {
      failing -= digits[e];
      if (e >= lowest) {
        double cost = failing * (double) BITS_OF_AN_EXCEPTION + looked * BITS_OF_A_DIGIT * e;
        if (cost < bestCost) {
          bestCost = cost;
          best = e;
        }
      }
    }
    var scale = new Scale(kind, best);
    return new Found(scale, exceptions(scale));
  }

  private static int digits(double value, int kind, int lowest) {
    if (Scale.NONE.isExact(value)) {
      return 0;
    }
    for (int e = lowest; e <= Scale.EXPONENT_MAX; e++) {
      if (new Scale(kind, e).isExact(value)) {
        return e;
      }
    }
    return Scale.EXPONENT_MAX + 1;
  }

  private int exceptions(Scale scale) {
    int exceptions = 0;
    for (int i = start; i < start + count; i++) {
      if (!scale.isExact(values[i])) {
        exceptions++;
      }
    }
    return exceptions;
  }
}
