package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.model.SeriesSet;
import org.jspecify.annotations.Nullable;

/// Rows that are series of the store: labels are made only when asked for, grouping goes by symbol
/// ids.
public final class SetRows implements Rows {
  private final SeriesSet set;
  private final int @Nullable [] series;
  private final int size;
  private final Name name;

  private enum Name {
    KEPT,
    REMOVED,
    MARKED
  }

  private SetRows(SeriesSet set, int @Nullable [] series, int size, Name name) {
    this.set = set;
    this.series = series;
    this.size = size;
    this.name = name;
  }

  public static SetRows of(SeriesSet set) {
    return new SetRows(set, null, set.size(), Name.KEPT);
  }

  public SeriesSet set() {
    return set;
  }

  /// Returns the position of a row's series in the set.
  public int series(int row) {
    return series == null ? row : series[row];
  }

  /// Tells whether rows are seen without their names.
  public boolean isNameless() {
    return name == Name.REMOVED;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Labels labels(int row) {
    var labels = set.labels(series(row));
    return name == Name.REMOVED ? Names.without(labels) : labels;
  }

  @Override
  public boolean dropsName(int row) {
    return name == Name.MARKED;
  }

  @Override
  public Rows withoutNames(boolean delayed) {
    return new SetRows(set, series, size, delayed ? Name.MARKED : Name.REMOVED);
  }

  @Override
  public Rows pick(int[] listed, int count) {
    var picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = series(listed[i]);
    }
    return new SetRows(set, picked, count, name);
  }

  @Override
  public boolean mayCollide() {
    return size > 1 && name != Name.KEPT && Names.vary(this);
  }
}
