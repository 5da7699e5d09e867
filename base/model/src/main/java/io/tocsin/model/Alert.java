package io.tocsin.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that is wrong, as it is told to whoever notifies people: who, since when, until when.
/// Its labels are its identity; telling it again replaces what was told before. Source for the
/// fields: Alertmanager's API v2, `postableAlert`.
///
/// @param annotations what is said of it; an empty text stays
/// @param startsAtMillis when it began to fire; 0 where the teller does not know
/// @param endsAtMillis when it is over, or from when on it counts as over if nobody tells it again;
///   0 where the teller does not know
/// @param generatorUrl where it comes from, for people; may be empty
public record Alert(
    Labels labels,
    SortedMap<String, String> annotations,
    long startsAtMillis,
    long endsAtMillis,
    String generatorUrl) {
  /// The label that every alert should have.
  public static final String NAME = "alertname";

  public Alert {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /// Tells whether it is over at `nowMillis`.
  public boolean isResolvedAt(long nowMillis) {
    return endsAtMillis != 0 && endsAtMillis <= nowMillis;
  }
}
