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

  /// Returns the group with the interval that holds where it says none.
  public RuleGroup withInterval(long otherwiseMillis) {
    return intervalMillis != 0
        ? this
        : new RuleGroup(file, name, otherwiseMillis, queryOffsetMillis, limit, rules);
  }
}
