package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One series at all steps: at each a float, a native histogram, or nothing. Floats are in an array
/// of their own, where [Cell#ABSENT] stands for both of the others, so that whoever calculates with
/// floats need not know of histograms. Mutable and reused.
public final class Row {
  private static final int BYTES_PER_SAMPLE = 16;
  private static final int HISTOGRAM_BYTES = 176;

  private final double[] values;
  private @Nullable Histogram @Nullable [] histograms;
  private boolean hasHistograms;

  /// Makes a row without a value.
  public Row(int steps) {
    this(Cell.absentRow(steps));
  }

  /// Takes over a row of floats.
  public Row(double[] values) {
    this.values = values;
  }

  /// The floats, one per step: the live array.
  public double[] values() {
    return values;
  }

  public int steps() {
    return values.length;
  }

  /// Returns false only where no step has a histogram.
  public boolean hasHistograms() {
    return hasHistograms;
  }

  /// Returns the histogram of a step, or null.
  public @Nullable Histogram histogram(int step) {
    return hasHistograms && histograms != null ? histograms[step] : null;
  }

  /// Tells whether there is a float or a histogram.
  public boolean present(int step) {
    return Cell.present(values[step]) || histogram(step) != null;
  }

  public boolean anyPresent() {
    return Cell.anyPresent(values) || anyHistogram();
  }

  private boolean anyHistogram() {
    for (int step = 0; hasHistograms && step < values.length; step++) {
      if (histogram(step) != null) {
        return true;
      }
    }
    return false;
  }

  /// Forgets the histograms; whoever writes all floats of a row calls this before.
  public void dropHistograms() {
    if (hasHistograms && histograms != null) {
      Arrays.fill(histograms, null);
      hasHistograms = false;
    }
  }

  /// Makes a step have nothing.
  public void clear(int step) {
    values[step] = Cell.ABSENT;
    if (hasHistograms && histograms != null) {
      histograms[step] = null;
    }
  }

  /// Makes a step have a float.
  public void set(int step, double value) {
    clear(step);
    values[step] = value;
  }

  /// Makes a step have a histogram; nothing for null.
  public void set(int step, @Nullable Histogram histogram) {
    values[step] = Cell.ABSENT;
    if (histogram == null) {
      clear(step);
      return;
    }
    if (histograms == null) {
      histograms = new Histogram[values.length];
    }
    histograms[step] = histogram;
    hasHistograms = true;
  }

  /// Makes a step have what it has in another row.
  public void copy(int step, Row from) {
    var histogram = from.histogram(step);
    if (histogram == null) {
      set(step, from.values[step]);
    } else {
      set(step, histogram);
    }
  }

  /// Makes all steps have what they have in another row.
  public void copy(Row from) {
    System.arraycopy(from.values, 0, values, 0, values.length);
    dropHistograms();
    if (from.hasHistograms && from.histograms != null) {
      histograms = from.histograms.clone();
      hasHistograms = true;
    }
  }

  /// Returns how many floats there are in memory, histograms counted as many as take their place.
  public int samples() {
    int samples = Cell.count(values);
    for (int step = 0; hasHistograms && step < values.length; step++) {
      var histogram = histogram(step);
      samples += histogram == null ? 0 : samples(histogram);
    }
    return samples;
  }

  /// Returns how many floats take the place of a histogram.
  public static int samples(Histogram histogram) {
    return (HISTOGRAM_BYTES + Double.BYTES * histogram.layout().size()) / BYTES_PER_SAMPLE;
  }
}
