package io.tocsin.tsdb.chunk;

/// What decides how a run of residuals is packed: its range, and how many lie within each window of
/// a power of two that starts at the least, ends at the greatest, or is centred on 0. For one
/// thread.
final class ResidualStats {
  /// A range of that few bits is packed as it is: no patch would pay.
  private static final int TRIMMED_BITS_MIN = 3;

  private final long[] residuals;
  private final int length;
  private final boolean skipsZeros;
  private int count;
  private int zeros;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  private ResidualStats(long[] residuals, int length, boolean skipsZeros) {
    this.residuals = residuals;
    this.length = length;
    this.skipsZeros = skipsZeros;
  }

  static ResidualStats of(long[] residuals, int length, boolean skipsZeros) {
    var stats = new ResidualStats(residuals, length, skipsZeros);
    stats.scan();
    return stats;
  }

  private void scan() {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    int zero = 0;
    for (int i = 0; i < length; i++) {
      long residual = residuals[i];
      if (residual == 0) {
        zero++;
        if (skipsZeros) {
          continue;
        }
      }
      least = Math.min(least, residual);
      greatest = Math.max(greatest, residual);
    }
    min = least;
    max = greatest;
    zeros = zero;
    count = skipsZeros ? length - zero : length;
  }

  int count() {
    return count;
  }

  int zeros() {
    return zeros;
  }

  long min() {
    return min;
  }

  long max() {
    return max;
  }

  int width() {
    return BitPacking.width(bits(max - min));
  }

  /// About what a patch takes among residuals of that width.
  static int patchBits(int width) {
    return 8 + 8 * ((width + 7) / 7);
  }

  /// Returns the plan with the fewest bits.
  Residuals.Plan cheapest() {
    int width = width();
    var whole = new Residuals.Plan(false, min, width, 0, cost(width, 0));
    if (width < TRIMMED_BITS_MIN || count < 8) {
      return whole;
    }
    var upward = new int[66];
    var downward = new int[66];
    var centred = new int[66];
    for (int i = 0; i < length; i++) {
      long residual = residuals[i];
      if (residual == 0 && skipsZeros) {
        continue;
      }
      upward[bits(residual - min)]++;
      downward[bits(max - residual)]++;
      centred[1 + bits(residual ^ (residual >> 63))]++;
    }
    var best = whole;
    int above = 0;
    int below = 0;
    int outside = centred[65];
    for (int w = 63; w >= 0; w--) {
      above += upward[w + 1];
      below += downward[w + 1];
      outside += centred[w + 1];
      if (w < width && BitPacking.isWidth(w)) {
        best = cheaper(best, w, above, min);
        best = cheaper(best, w, below, max - (w == 0 ? 0 : -1L >>> (64 - w)));
        best = w == 0 ? best : cheaper(best, w, outside, -1L << (w - 1));
      }
    }
    return best;
  }

  private Residuals.Plan cheaper(Residuals.Plan best, int width, int patches, long base) {
    long bits = cost(width, patches);
    return bits < best.bits() ? new Residuals.Plan(false, base, width, patches, bits) : best;
  }

  private long cost(int width, int patches) {
    return Residuals.HEADER_BITS
        + (long) count * width
        + (long) patches * patchBits(bits(max - min));
  }

  private static int bits(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }
}
