package io.tocsin.rules;

import io.tocsin.model.Labels;
import java.util.List;

/// All rules that are to be evaluated, with what holds for all of them.
///
/// @param groups each with an interval; of two with the same key the last counts
/// @param queryOffsetMillis how far in the past groups ask that do not say so themselves
/// @param externalLabels what templates know as such
/// @param externalUrl how this server is reached from outside, without a slash at its end
public record RuleSet(
    List<RuleGroup> groups, long queryOffsetMillis, Labels externalLabels, String externalUrl) {
  public static final RuleSet NONE = new RuleSet(List.of(), 0, Labels.EMPTY, "");

  public RuleSet {
    groups = List.copyOf(groups);
  }
}
