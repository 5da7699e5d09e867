package io.tocsin.rules;

import io.tocsin.model.Labels;
import io.tocsin.rules.template.AlertTemplates;
import java.util.List;
import java.util.function.Function;

/// Port to the language of an alert's labels and annotations. Safe for use by many threads.
public interface RuleTemplates {
  /// Checks a text without using it.
  ///
  /// @param alert the alert's name, for messages
  /// @throws RuleTemplateException if the text is no template
  void check(String alert, String text);

  /// Returns the text with what stands in braces filled in.
  ///
  /// @throws RuleTemplateException if that is not possible
  String expand(String alert, String text, Input input);

  /// Returns Prometheus' template language with its functions.
  static RuleTemplates prometheus() {
    return new AlertTemplates();
  }

  /// What a template can speak of.
  ///
  /// @param sample what the rule's query answered
  /// @param query answers further queries, at the time of the evaluation
  record Input(
      RuleSample sample,
      Labels externalLabels,
      String externalUrl,
      long timeMillis,
      Function<String, List<RuleSample>> query) {}
}
