package io.tocsin.collect;

import io.tocsin.collect.relabel.RelabelRule;
import io.tocsin.collect.relabel.Relabeling;
import io.tocsin.model.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Relabelling rules in order, as a configuration has them. Immutable; equal when they say the
/// same.
public final class LabelRules {
  public static final LabelRules NONE = new LabelRules(List.of());

  private final List<RelabelRule> rules;
  private final Relabeling relabeling;

  public LabelRules(List<RelabelRule> rules) {
    this.rules = List.copyOf(rules);
    this.relabeling = new Relabeling(rules);
  }

  /// Returns the labels after all rules, or null where a rule drops them.
  public @Nullable Labels apply(Labels labels) {
    return relabeling.apply(labels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelRules that && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }
}
