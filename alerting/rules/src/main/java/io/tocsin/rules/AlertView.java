package io.tocsin.rules;

import io.tocsin.model.Labels;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An alert of a rule that waits or fires.
///
/// @param firing whether it fires, or waits until it has been true for long enough
/// @param activeAtMillis since when it is true
/// @param keepFiringSinceMillis since when it fires although it is no longer true; null while it is
/// @param value what the query answered; absent where that is a histogram
public record AlertView(
    Labels labels,
    SortedMap<String, String> annotations,
    boolean firing,
    long activeAtMillis,
    @Nullable Long keepFiringSinceMillis,
    double value) {
  public AlertView {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /// Returns the state in Prometheus' words.
  public String state() {
    return firing ? "firing" : "pending";
  }
}
