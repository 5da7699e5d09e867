package io.tocsin.notify;

import io.tocsin.model.Labels;
import java.util.List;

/// Where an alert with certain labels goes at a certain time, and why.
///
/// @param path the nodes from the root to the one it ends at
/// @param groupLabels what it is grouped by there
/// @param mutedBy the intervals that keep its notifications back at that time
/// @param waits when it is told
public record RouteExplanation(
    List<Step> path, String receiver, Labels groupLabels, List<Muting> mutedBy, Route.Waits waits) {
  /// One node on the way.
  ///
  /// @param line where it stands in the configuration's file
  /// @param goesOn whether the siblings after it are asked too
  public record Step(int line, String id, Matchers matchers, boolean goesOn) {}

  /// Why notifications are kept back: inside a mute interval, or outside of every active one.
  public record Muting(String interval, boolean active) {}

  public RouteExplanation {
    path = List.copyOf(path);
    mutedBy = List.copyOf(mutedBy);
  }

  /// Tells whether the receiver is told at that time.
  public boolean isMuted() {
    return !mutedBy.isEmpty();
  }
}
