package io.tocsin.notify;

import io.tocsin.model.Labels;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A time in which nobody is told of certain alerts. Immutable.
///
/// @param id a random UUID; empty for one that is to be made
/// @param matcherSets an alert is silenced where all matchers of any one set hold
/// @param startsAtMillis since the epoch; 0 means now for one that is to be made
/// @param updatedAtMillis when it was made or changed last
/// @param annotations what else is known of it, for people and programs
public record Silence(
    String id,
    List<Matchers> matcherSets,
    long startsAtMillis,
    long endsAtMillis,
    long updatedAtMillis,
    String createdBy,
    String comment,
    SortedMap<String, String> annotations) {
  /// Where a silence stands in time.
  public enum State {
    PENDING,
    ACTIVE,
    EXPIRED;

    /// Returns the word of the API.
    public String text() {
      return switch (this) {
        case PENDING -> "pending";
        case ACTIVE -> "active";
        case EXPIRED -> "expired";
      };
    }
  }

  public Silence {
    matcherSets = List.copyOf(matcherSets);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  public State state(long nowMillis) {
    if (nowMillis < startsAtMillis) {
      return State.PENDING;
    }
    // one that was expired at this very millisecond silences no more
    return nowMillis >= endsAtMillis ? State.EXPIRED : State.ACTIVE;
  }

  public boolean matches(Labels labels) {
    for (var set : matcherSets) {
      if (set.matches(labels)) {
        return true;
      }
    }
    return false;
  }

  Silence withId(String newId) {
    return new Silence(
        newId,
        matcherSets,
        startsAtMillis,
        endsAtMillis,
        updatedAtMillis,
        createdBy,
        comment,
        annotations);
  }

  Silence at(long start, long end, long updated) {
    return new Silence(id, matcherSets, start, end, updated, createdBy, comment, annotations);
  }
}
