package io.tocsin.server.rules;

import io.tocsin.api.RangeAnswer;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Printer;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.Value;
import io.tocsin.rules.RangeQueries;
import io.tocsin.rules.RuleQueries;
import io.tocsin.rules.RuleQuery;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleSample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The queries of rules, answered by the PromQL engine. Safe for use by many threads.
public final class EngineQueries implements RuleQueries, RangeQueries {
  private final @Nullable PromqlEngine engine;

  private EngineQueries(@Nullable PromqlEngine engine) {
    this.engine = engine;
  }

  public static EngineQueries of(PromqlEngine engine) {
    return new EngineQueries(engine);
  }

  /// Returns queries that can be parsed and have no answer, for checking files.
  public static EngineQueries parsing() {
    return new EngineQueries(null);
  }

  @Override
  public RuleQuery parse(String query) {
    try {
      var expr = PromqlParser.parse(query);
      var selectors = new ArrayList<List<Matcher>>();
      collect(expr, selectors);
      return new RuleQuery(Printer.print(expr), selectors);
    } catch (QueryException e) {
      throw new RuleQueryException(String.valueOf(e.getMessage()));
    }
  }

  private static void collect(Expr expr, List<List<Matcher>> selectors) {
    if (expr instanceof Expr.VectorSelector selector) {
      selectors.add(selector.matchers());
    }
    expr.children().forEach(child -> collect(child, selectors));
  }

  @Override
  public List<RuleSample> instant(String query, long timeMillis) {
    var asked = engine;
    if (asked == null) {
      throw new RuleQueryException(query + " (expected: a query that needs no answer)");
    }
    try {
      return samples(asked.instant(query, timeMillis, asked.defaults()).value());
    } catch (QueryException e) {
      boolean canceled = e.kind() == QueryException.Kind.CANCELED;
      throw new RuleQueryException(String.valueOf(e.getMessage()), canceled);
    }
  }

  @Override
  public List<Series> range(String query, long startMillis, long endMillis, long stepMillis) {
    var asked = engine;
    if (asked == null) {
      throw new RuleQueryException(query + " (expected: a query that needs no answer)");
    }
    try {
      var answer = asked.range(query, startMillis, endMillis, stepMillis, asked.defaults());
      return RangeAnswer.of(answer.value());
    } catch (QueryException e) {
      boolean canceled = e.kind() == QueryException.Kind.CANCELED;
      throw new RuleQueryException(String.valueOf(e.getMessage()), canceled);
    }
  }

  private static List<RuleSample> samples(Value value) {
    return switch (value) {
      case Value.Vector vector ->
          vector.samples().stream()
              .map(one -> new RuleSample(one.labels(), one.value(), one.histogram()))
              .toList();
      case Value.Scalar scalar -> List.of(new RuleSample(Labels.EMPTY, scalar.value()));
      case Value.Text _, Value.Matrix _ ->
          throw new RuleQueryException("rule result is not a vector or scalar");
    };
  }
}
