package io.tocsin.notify;

import io.tocsin.model.Labels;
import io.tocsin.notify.dispatch.TimeMutes;
import java.util.ArrayList;
import java.util.List;

/// Answers where an alert goes, without sending anything.
public final class Routes {
  private Routes() {}

  /// Says where an alert with these labels goes at a time, and why: one for each receiver, in
  /// order.
  ///
  /// @param millis since the epoch: decides which intervals mute
  public static List<RouteExplanation> explain(
      AlertmanagerConfig config, Labels labels, long millis) {
    var found = new ArrayList<RouteExplanation>();
    for (var route : config.route().match(labels)) {
      var options = route.options();
      found.add(
          new RouteExplanation(
              path(route),
              options.receiver(),
              route.groupLabels(labels),
              TimeMutes.of(options, config.timeIntervals(), millis),
              options.waits()));
    }
    return found;
  }

  private static List<RouteExplanation.Step> path(Route end) {
    var steps = new ArrayList<RouteExplanation.Step>();
    for (Route at = end; at != null; at = at.parent()) {
      steps.add(new RouteExplanation.Step(at.line(), at.id(), at.matchers(), at.goesOn()));
    }
    return steps.reversed();
  }
}
