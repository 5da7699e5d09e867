package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows with label sets that were made.
public final class LabelRows implements Rows {
  public static final LabelRows EMPTY = new LabelRows(new Labels[0], null);

  private final Labels[] labels;
  private final boolean @Nullable [] dropsName;

  public LabelRows(Labels[] labels, boolean @Nullable [] dropsName) {
    this.labels = labels;
    this.dropsName = dropsName;
  }

  public static LabelRows one(Labels labels) {
    return new LabelRows(new Labels[] {labels}, null);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Labels labels(int row) {
    return labels[row];
  }

  @Override
  public boolean dropsName(int row) {
    return dropsName != null && dropsName[row];
  }

  @Override
  public Rows withoutNames(boolean delayed) {
    if (delayed) {
      var all = new boolean[labels.length];
      Arrays.fill(all, true);
      return new LabelRows(labels, all);
    }
    var nameless = new Labels[labels.length];
    for (int i = 0; i < nameless.length; i++) {
      nameless[i] = Names.without(labels[i]);
    }
    return new LabelRows(nameless, null);
  }

  @Override
  public Rows pick(int[] listed, int count) {
    var picked = new Labels[count];
    var drops = dropsName == null ? null : new boolean[count];
    for (int i = 0; i < count; i++) {
      picked[i] = labels[listed[i]];
      if (drops != null) {
        drops[i] = dropsName(listed[i]);
      }
    }
    return new LabelRows(picked, drops);
  }

  @Override
  public boolean mayCollide() {
    return labels.length > 1;
  }
}
