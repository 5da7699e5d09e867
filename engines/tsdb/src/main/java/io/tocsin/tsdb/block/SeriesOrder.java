package io.tocsin.tsdb.block;

import io.tocsin.model.Labels;
import java.util.Comparator;

/// The order of series in a block: metric name, then label set, so that the series of a metric
/// stand together.
public final class SeriesOrder {
  public static final Comparator<Labels> COMPARATOR = SeriesOrder::compare;

  private SeriesOrder() {}

  public static int compare(Labels one, Labels other) {
    int order = one.metricName().compareTo(other.metricName());
    return order != 0 ? order : one.compareTo(other);
  }
}
