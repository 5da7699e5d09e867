package io.tocsin.collect.relabel;

import io.tocsin.collect.RelabelStep;
import io.tocsin.kit.AnchoredRegex;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// One rule. Which fields count depends on the action.
///
/// @param sourceLabels names whose values are joined with `separator` to the text that is looked at
/// @param modulus for `HASHMOD`; an unsigned number
/// @param targetLabel the label that is set; with `REPLACE` a template of the regex's groups
public record RelabelRule(
    Action action,
    List<String> sourceLabels,
    String separator,
    AnchoredRegex regex,
    long modulus,
    String targetLabel,
    String replacement) {
  /// What a rule does.
  public enum Action {
    REPLACE,
    KEEP,
    DROP,
    KEEPEQUAL,
    DROPEQUAL,
    HASHMOD,
    LABELMAP,
    LABELDROP,
    LABELKEEP,
    LOWERCASE,
    UPPERCASE
  }

  RelabelStep.Rule view() {
    return new RelabelStep.Rule(
        sourceLabels,
        separator,
        regex.toString(),
        modulus,
        targetLabel,
        replacement,
        action.name().toLowerCase(Locale.ROOT));
  }

  /// Regexes are equal when their sources are.
  @Override
  public boolean equals(Object other) {
    return other instanceof RelabelRule that
        && action == that.action
        && sourceLabels.equals(that.sourceLabels)
        && separator.equals(that.separator)
        && regex.toString().equals(that.regex.toString())
        && modulus == that.modulus
        && targetLabel.equals(that.targetLabel)
        && replacement.equals(that.replacement);
  }

  @Override
  public int hashCode() {
    return Objects.hash(action, sourceLabels, regex.toString(), targetLabel, replacement);
  }
}
