package io.tocsin.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules that are evaluated together, one after the other where they depend on each other.
/// Immutable; equal when they say the same.
///
/// @param file where it stands; together with the name its identity
/// @param intervalMillis how often; 0 for the configuration's interval
/// @param queryOffsetMillis how far in the past it asks; null for the configuration's offset
/// @param limit how many alerts or series a rule may have; 0 for any
public record RuleGroup(
    String file,
    String name,
    long intervalMillis,
    @Nullable Long queryOffsetMillis,
    int limit,
    List<Rule> rules) {
  public RuleGroup {
    rules = List.copyOf(rules);
  }

  /// Returns what identifies the group, in metrics too: file, semicolon, name.
  public String key() {
    return file + ";" + name;
  }

  /// Returns the last time at or before `millis` at which the group is due. Groups are spread over
  /// their interval by their names, the same at every start.
  public long slot(long millis) {
    long hash = 0xcbf29ce484222325L;
    var key = key();
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    long offset = Long.remainderUnsigned(hash ^ (hash >>> 29), intervalMillis);
    return millis - Math.floorMod(millis - offset, intervalMillis);
  }

  /// Returns the group with the interval that holds where it says none.
  public RuleGroup withInterval(long otherwiseMillis) {
    return intervalMillis != 0
        ? this
        : new RuleGroup(file, name, otherwiseMillis, queryOffsetMillis, limit, rules);
  }
}
