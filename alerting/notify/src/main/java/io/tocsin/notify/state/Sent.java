package io.tocsin.notify.state;

import java.util.Map;
import java.util.Set;

/// What one integration was told last of one group.
///
/// @param atMillis when
/// @param firing the fingerprints of the alerts that fired then
/// @param resolved the fingerprints of those that were over then
/// @param memory what the integration remembers of the group
public record Sent(
    long atMillis, Set<Long> firing, Set<Long> resolved, Map<String, String> memory) {
  public Sent {
    firing = Set.copyOf(firing);
    resolved = Set.copyOf(resolved);
    memory = Map.copyOf(memory);
  }
}
