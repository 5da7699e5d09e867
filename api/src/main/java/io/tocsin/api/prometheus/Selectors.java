package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Parameters;
import io.tocsin.model.Matcher;
import io.tocsin.promql.QueryException;
import java.util.ArrayList;
import java.util.List;

/// Reads `match[]`: series selectors, of which none may select everything.
final class Selectors {
  private final PromqlText promql;

  Selectors(PromqlText promql) {
    this.promql = promql;
  }

  /// @param prefix of messages
  List<List<Matcher>> all(Parameters parameters, String prefix) {
    var selectors = new ArrayList<List<Matcher>>();
    for (var text : parameters.all("match[]")) {
      List<Matcher> matchers;
      try {
        matchers = promql.selector(text);
      } catch (QueryException e) {
        throw ApiError.badData(prefix + e.getMessage());
      }
      if (matchers.stream().allMatch(m -> m.matches(""))) {
        throw ApiError.badData(prefix + "match[] must contain at least one non-empty matcher");
      }
      selectors.add(matchers);
    }
    return selectors;
  }
}
