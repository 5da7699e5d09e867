package io.tocsin.notify.dispatch;

import io.tocsin.notify.Route;
import io.tocsin.notify.RouteExplanation.Muting;
import io.tocsin.notify.TimeInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which time intervals keep a route's notifications back at a time.
public final class TimeMutes {
  private TimeMutes() {}

  /// Returns every active interval where the time is in none of them; else the mute intervals that
  /// the time is in, one that is several times in it as often.
  public static List<Muting> of(
      Route.Options options, Map<String, List<TimeInterval>> intervals, long millis) {
    var active = options.activeTimeIntervals();
    boolean inside =
        active.isEmpty()
            || active.stream().anyMatch(name -> !within(name, intervals, millis).isEmpty());
    if (!inside) {
      return active.stream().map(name -> new Muting(name, true)).toList();
    }
    var found = new ArrayList<Muting>();
    for (var name : options.muteTimeIntervals()) {
      within(name, intervals, millis).forEach(_ -> found.add(new Muting(name, false)));
    }
    return found;
  }

  private static List<TimeInterval> within(
      String name, Map<String, List<TimeInterval>> intervals, long millis) {
    return intervals.getOrDefault(name, List.of()).stream()
        .filter(interval -> interval.contains(millis))
        .toList();
  }
}
