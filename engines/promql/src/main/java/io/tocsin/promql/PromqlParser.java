package io.tocsin.promql;

import io.tocsin.model.Matcher;
import java.util.List;

/// Makes expressions of texts. Safe for use by many threads.
public final class PromqlParser {
  private PromqlParser() {}

  /// Parses and type-checks a query.
  ///
  /// @throws QueryException (`BAD_DATA`) with line and column if the text is no PromQL
  public static Expr parse(String query) {
    return parse(query, ParserOptions.DEFAULT);
  }

  /// Parses and type-checks a query within limits.
  ///
  /// @throws QueryException (`BAD_DATA`) with line and column if the text is no PromQL
  public static Expr parse(String query, ParserOptions options) {
    checkLength(query, options);
    var expr = new ExprParser(new Tokens(query), options.depthMax()).query();
    new TypeCheck(query).check(expr);
    return expr;
  }

  /// Parses a series selector such as `up{job="node"}`, as the parameter `match[]` holds one.
  ///
  /// @throws QueryException (`BAD_DATA`) if the text is no selector
  public static List<Matcher> parseSelector(String selector) {
    checkLength(selector, ParserOptions.DEFAULT);
    var tokens = new Tokens(selector);
    var first = tokens.peek();
    if (!first.is("{") && !first.isMetricName()) {
      throw tokens.unexpected("", "");
    }
    var matchers = new SelectorParser(tokens).selector().matchers();
    if (tokens.peek().type() != Token.Type.END) {
      throw tokens.unexpected("", "");
    }
    return matchers;
  }

  private static void checkLength(String query, ParserOptions options) {
    if (query.length() > options.lengthMax()) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA,
          "query: "
              + query.length()
              + " characters (expected: at most "
              + options.lengthMax()
              + ")");
    }
  }
}
