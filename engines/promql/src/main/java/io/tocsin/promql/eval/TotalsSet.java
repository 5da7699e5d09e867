package io.tocsin.promql.eval;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.histogram.Resets;
import org.jspecify.annotations.Nullable;

/// Series whose histograms are seen without their buckets. What the buckets say of resets becomes
/// the histogram's hint.
record TotalsSet(SeriesSet set) implements SeriesSet {
  private static final int[] NONE = new int[0];
  private static final BucketLayout CUSTOM = BucketLayout.custom(new double[0], NONE);

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public Labels labels(int series) {
    return set.labels(series);
  }

  @Override
  public Object order() {
    return set.order();
  }

  @Override
  public int[] column(String labelName) {
    return set.column(labelName);
  }

  @Override
  public String symbol(int id) {
    return set.symbol(id);
  }

  @Override
  public void read(int series, SampleBuffer out) {
    int start = out.size();
    set.read(series, out);
    if (out.histograms() == null) {
      return;
    }
    var read = new SampleBuffer();
    for (int i = start; i < out.size(); i++) {
      read.addFrom(out, i);
    }
    out.truncate(start);
    Histogram before = null;
    for (int i = 0; i < read.size(); i++) {
      var histogram = read.histogram(i);
      if (histogram == null) {
        out.addFrom(read, i);
      } else {
        out.add(read.timestamps()[i], totals(before, histogram));
        out.startAt(out.size() - 1, start(read, i));
        before = histogram;
      }
    }
  }

  private static long start(SampleBuffer read, int position) {
    var starts = read.starts();
    return starts == null ? 0 : starts[position];
  }

  private static Histogram totals(@Nullable Histogram before, Histogram histogram) {
    var layout =
        histogram.layout().isCustom()
            ? CUSTOM
            : BucketLayout.exponential(histogram.layout().schema(), 0, NONE, NONE);
    var hint = histogram.hint();
    if (hint == ResetHint.UNKNOWN && before != null) {
      hint = Resets.between(before, histogram) ? ResetHint.RESET : ResetHint.NOT_RESET;
    }
    return new Histogram(layout, hint, histogram.count(), histogram.sum(), 0, new double[0]);
  }

  @Override
  public void close() {
    set.close();
  }
}
