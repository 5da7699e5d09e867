package io.tocsin.promql.script;

import io.tocsin.model.Labels;
import java.util.List;

/// A series and its values, one per step.
record SeriesLine(Labels labels, List<Point> points) {
  SeriesLine {
    points = List.copyOf(points);
  }

  boolean hasHistograms() {
    return points.stream().anyMatch(Point.Histogram.class::isInstance);
  }
}
