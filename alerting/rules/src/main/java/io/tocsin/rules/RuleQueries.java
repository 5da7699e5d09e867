package io.tocsin.rules;

import java.util.List;

/// Port to the language that rules ask in. Safe for use by many threads.
public interface RuleQueries {
  /// Parses a query.
  ///
  /// @throws RuleQueryException that says what is wrong and where in the query
  RuleQuery parse(String query);

  /// Evaluates a query at one time. A scalar is answered as one sample without labels.
  ///
  /// @throws RuleQueryException if it cannot be answered, or with a text or a range
  List<RuleSample> instant(String query, long timeMillis);
}
