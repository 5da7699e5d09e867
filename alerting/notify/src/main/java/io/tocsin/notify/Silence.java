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

  /// Tells whether it covers an alert with these labels, whenever.
  public boolean matches(Labels labels) {
    for (var set : matcherSets) {
      if (set.matches(labels)) {
        return true;
      }
    }
    return false;
  }

  /// Returns the same with other times.
  public Silence at(long newStart, long newEnd, long newUpdated) {
    return new Silence(
        id, matcherSets, newStart, newEnd, newUpdated, createdBy, comment, annotations);
  }

  /// Returns the same with another id.
  public Silence withId(String newId) {
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
}
