package io.tocsin.api;

import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Printer;
import io.tocsin.promql.PromqlParser;
import java.util.List;

/// Port to PromQL as text. All methods throw [io.tocsin.promql.QueryException] for what is no
/// PromQL.
public interface PromqlText {
  /// Returns the matchers of a series selector, the metric name's among them.
  List<Matcher> selector(String text);

  /// Returns the tree of a query.
  Expr parse(String query);

  /// Returns the query in its canonical layout.
  String format(String query);

  /// Returns the parser and printer of this program's engine.
  static PromqlText ofParser() {
    return new PromqlText() {
      @Override
      public List<Matcher> selector(String text) {
        return PromqlParser.parseSelector(text);
      }

      @Override
      public Expr parse(String query) {
        return PromqlParser.parse(query);
      }

      @Override
      public String format(String query) {
        return Printer.pretty(PromqlParser.parse(query));
      }
    };
  }
}
