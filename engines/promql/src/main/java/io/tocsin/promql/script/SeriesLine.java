package io.tocsin.promql.script;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A series and its values, one per step.
///
/// @param startOffsets how long before each sample its counter began, in negative milliseconds,
///   with null where nothing is said; empty if nothing is said of any
record SeriesLine(Labels labels, List<Point> points, List<@Nullable Long> startOffsets) {
  SeriesLine {
    points = List.copyOf(points);
    startOffsets = Collections.unmodifiableList(new ArrayList<>(startOffsets));
  }

  SeriesLine(Labels labels, List<Point> points) {
    this(labels, points, List.of());
  }
}
