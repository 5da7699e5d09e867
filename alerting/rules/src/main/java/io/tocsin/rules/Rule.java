package io.tocsin.rules;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A rule of a group, the group's labels among its own. Immutable; equal when they say the same.
public sealed interface Rule {
  /// The metric that is recorded, or the alert's name.
  String name();

  RuleQuery query();

  /// What the outcome's labels get; templates in an alert's. An empty value removes a label.
  SortedMap<String, String> labels();

  /// Stores what its query answers under a name.
  record Recording(String name, RuleQuery query, SortedMap<String, String> labels) implements Rule {
    public Recording {
      labels = sorted(labels);
    }
  }

  /// Alerts while its query answers.
  ///
  /// @param forMillis how long the query must answer before it fires
  /// @param keepFiringForMillis how long it goes on firing when the query answers no more
  /// @param annotations templates of what is said of it
  record Alert(
      String name,
      RuleQuery query,
      long forMillis,
      long keepFiringForMillis,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations)
      implements Rule {
    public Alert {
      labels = sorted(labels);
      annotations = sorted(annotations);
    }
  }

  private static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
