package io.tocsin.rules;

import io.tocsin.model.Matcher;
import java.util.List;

/// A query that was parsed.
///
/// @param text the query in one canonical form, so that queries that say the same are equal
/// @param selectors the matchers of each series selector in it, the metric name's among them
public record RuleQuery(String text, List<List<Matcher>> selectors) {
  public RuleQuery {
    selectors = selectors.stream().map(List::copyOf).toList();
  }
}
