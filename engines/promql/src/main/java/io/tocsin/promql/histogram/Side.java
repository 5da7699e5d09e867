package io.tocsin.promql.histogram;

import io.tocsin.promql.numeric.KahanSum;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The buckets on one side of a [Tally]: rising indexes with their counts, and what rounding took
/// from each count, which for whole numbers is nothing. Mutable.
final class Side {
  private int[] indexes;
  private double[] counts;
  private double @Nullable [] rests;
  private int size;
  private boolean changed;

  private Side(int[] indexes, double[] counts) {
    this.indexes = indexes;
    this.counts = counts;
  }

  /// @param indexes never written to
  /// @param counts copied, from `from`
  static Side of(int[] indexes, double[] counts, int from) {
    var side = new Side(indexes, Arrays.copyOfRange(counts, from, from + indexes.length));
    side.size = indexes.length;
    return side;
  }

  Side copy() {
    var copy = new Side(indexes, Arrays.copyOf(counts, size));
    copy.rests = rests == null ? null : Arrays.copyOf(rests, size);
    copy.size = size;
    copy.changed = changed;
    return copy;
  }

  int size() {
    return size;
  }

  int index(int position) {
    return indexes[position];
  }

  /// Returns the count at a position with what rounding took from it.
  double total(int position) {
    return rests == null ? counts[position] : counts[position] + rests[position];
  }

  /// Tells whether the indexes are no longer those that the side began with.
  boolean changed() {
    return changed;
  }

  double largest() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(counts[i]));
    }
    return largest;
  }

  boolean hasInfinite() {
    for (int i = 0; i < size; i++) {
      if (Double.isInfinite(counts[i])) {
        return true;
      }
    }
    return false;
  }

  void multiply(double factor) {
    for (int i = 0; i < size; i++) {
      counts[i] *= factor;
    }
    for (int i = 0; rests != null && i < size; i++) {
      rests[i] = rests[i] == 0 ? 0 : rests[i] * factor;
    }
  }

  void divide(double divisor) {
    for (int i = 0; i < size; i++) {
      counts[i] /= divisor;
    }
    for (int i = 0; rests != null && i < size; i++) {
      rests[i] = rests[i] == 0 ? 0 : rests[i] / divisor;
    }
  }

  void clear() {
    changed |= size > 0;
    size = 0;
  }

  /// Merges buckets that become one when each index is replaced; the replacement never falls.
  void remap(IntUnaryOperator replacement) {
    var merged = new Side(new int[size], new double[size]);
    for (int i = 0; i < size; i++) {
      int index = replacement.applyAsInt(indexes[i]);
      if (merged.size > 0 && merged.indexes[merged.size - 1] == index) {
        merged.increase(merged.size - 1, counts[i]);
        if (rests != null) {
          merged.increase(merged.size - 1, rests[i]);
        }
      } else {
        merged.appendFrom(this, i, index);
      }
    }
    take(merged);
  }

  private void take(Side other) {
    indexes = other.indexes;
    counts = other.counts;
    rests = other.rests;
    size = other.size;
    changed = true;
  }

  private void append(int index, double count) {
    indexes[size] = index;
    counts[size++] = count;
  }

  private void appendFrom(Side other, int position, int index) {
    append(index, other.counts[position]);
    if (other.rests != null && other.rests[position] != 0) {
      rest(size - 1, other.rests[position]);
    }
  }

  private void rest(int position, double rest) {
    if (rests == null) {
      rests = new double[counts.length];
    }
    rests[position] = rest;
  }

  private void increase(int position, double value) {
    double before = counts[position];
    double total = before + value;
    double old = rests == null ? 0 : rests[position];
    double rest = KahanSum.compensation(before, value, total, old);
    if (rest != old) {
      rest(position, rest);
    }
    counts[position] = total;
  }

  /// Adds `sign` times the counts from `from` of buckets that have the same indexes.
  void addAligned(double[] added, int from, double sign) {
    for (int i = 0; i < size; i++) {
      increase(i, sign * added[from + i]);
    }
  }

  /// Adds `sign` times other buckets, making those that are missing.
  void add(Side other, double sign) {
    boolean aligned = other.size == size && Arrays.equals(other.indexes, 0, size, indexes, 0, size);
    if (aligned) {
      for (int i = 0; i < size; i++) {
        increase(i, sign * other.total(i));
      }
    } else if (other.size > 0) {
      merge(other, sign);
    }
  }

  private void merge(Side other, double sign) {
    int most = size + other.size;
    var merged = new Side(new int[most], new double[most]);
    int left = 0;
    int right = 0;
    while (left < size || right < other.size) {
      boolean takesLeft =
          right == other.size || (left < size && indexes[left] <= other.indexes[right]);
      boolean takesRight =
          left == size || (right < other.size && other.indexes[right] <= indexes[left]);
      if (takesLeft) {
        merged.appendFrom(this, left, indexes[left]);
      } else {
        merged.append(other.indexes[right], sign * other.total(right));
      }
      if (takesLeft && takesRight) {
        merged.increase(merged.size - 1, sign * other.total(right));
      }
      left += takesLeft ? 1 : 0;
      right += takesRight ? 1 : 0;
    }
    take(merged);
  }

  /// Drops the buckets before a position.
  void dropBefore(int position) {
    if (position == 0) {
      return;
    }
    indexes = Arrays.copyOfRange(indexes, position, size);
    counts = Arrays.copyOfRange(counts, position, size);
    rests = rests == null ? null : Arrays.copyOfRange(rests, position, size);
    size -= position;
    changed = true;
  }

  /// Drops buckets without a count.
  void compact() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      kept += total(i) == 0 ? 0 : 1;
    }
    if (kept == size) {
      return;
    }
    var full = new Side(new int[kept], new double[kept]);
    for (int i = 0; i < size; i++) {
      if (total(i) != 0) {
        full.appendFrom(this, i, indexes[i]);
      }
    }
    take(full);
  }

  /// Replaces the count at a position.
  void set(int position, double count) {
    counts[position] = count;
    if (rests != null) {
      rests[position] = 0;
    }
  }

  int[] indexes() {
    return indexes.length == size ? indexes : Arrays.copyOf(indexes, size);
  }

  /// Writes the counts into `out` from `from`.
  void write(double[] out, int from) {
    for (int i = 0; i < size; i++) {
      out[from + i] = total(i);
    }
  }
}
