package io.tocsin.model;

import java.io.IOException;
import java.util.List;

/// Port to the events that are kept. Safe for use by many threads.
public interface Events {
  /// Keeps events; one with an id that is known replaces what was told before.
  ///
  /// @return how many of them told something new
  /// @throws IOException if they cannot be kept; then some of them may be
  int add(List<Event> events) throws IOException;

  /// Returns the events that happen in a range of time, newest first.
  ///
  /// @param limit how many at most
  List<Event> find(Query query, int limit);

  /// Which events are asked for.
  ///
  /// @param kind empty for all
  record Query(TimeRange range, String kind, List<Matcher> matchers) {
    public Query {
      matchers = List.copyOf(matchers);
    }

    /// Tells whether the event is asked for.
    public boolean matches(Event event) {
      return event.startMillis() <= range.toMillis()
          && event.endMillis() >= range.fromMillis()
          && (kind.isEmpty() || kind.equals(event.kind()))
          && matchers.stream().allMatch(matcher -> matcher.matches(event.labels()));
    }
  }
}
