package io.tocsin.collect;

import io.tocsin.model.Labels;
import java.util.List;

/// What one relabelling rule made of a target.
///
/// @param output the labels after the rule; empty where it, or one before it, drops the target
/// @param kept whether the target is still there
public record RelabelStep(Rule rule, Labels output, boolean kept) {
  /// A rule as the configuration has it, defaults filled in.
  ///
  /// @param action in lower case
  public record Rule(
      List<String> sourceLabels,
      String separator,
      String regex,
      long modulus,
      String targetLabel,
      String replacement,
      String action) {}
}
