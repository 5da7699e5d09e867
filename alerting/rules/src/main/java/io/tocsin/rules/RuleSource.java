package io.tocsin.rules;

import java.util.List;

/// Read access to what is evaluated. Safe for use by many threads; every answer is a snapshot.
@FunctionalInterface
public interface RuleSource {
  /// Nothing is evaluated.
  RuleSource NONE = List::of;

  /// Returns the groups by file and name.
  List<GroupView> groups();
}
