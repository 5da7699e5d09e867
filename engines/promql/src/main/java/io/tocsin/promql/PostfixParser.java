package io.tocsin.promql;

import io.tocsin.promql.Expr.Extension;
import io.tocsin.promql.Expr.MatrixSelector;
import io.tocsin.promql.Expr.Modifiers;
import io.tocsin.promql.Expr.Subquery;
import io.tocsin.promql.Expr.VectorSelector;
import org.jspecify.annotations.Nullable;

/// Parses what may follow an expression and binds tighter than any operator: ranges, subqueries,
/// `offset`, `@`, `anchored` and `smoothed`.
final class PostfixParser {
  private static final String SUBQUERY = "subquery selector";
  private static final String RANGES_ONLY = "ranges only allowed for vector selectors";

  private final Tokens tokens;
  private final DurationParser durations;

  PostfixParser(Tokens tokens, DurationParser durations) {
    this.tokens = tokens;
    this.durations = durations;
  }

  /// Takes the next suffix of `expr`, or returns null where none follows.
  @Nullable Expr suffix(Expr expr) {
    return switch (tokens.peek().symbol()) {
      case "[" -> range(expr);
      case "offset" -> offset(expr);
      case "@" -> at(expr);
      case "anchored" -> extend(expr, Extension.ANCHORED);
      case "smoothed" -> extend(expr, Extension.SMOOTHED);
      default -> null;
    };
  }

  private Expr range(Expr expr) {
    var open = tokens.take();
    if (tokens.at("]") || tokens.at(":")) {
      throw tokens.unexpected("subquery or range selector", "number, duration, step(), or range()");
    }
    var range = durations.positive();
    if (tokens.accept(":") != null) {
      return subquery(expr, range);
    }
    tokens.expect("]", "subquery or range", "\":\" or \"]\"");
    var span = tokens.spanFrom(open.start());
    if (!(expr instanceof VectorSelector selector)) {
      throw tokens.error(span, RANGES_ONLY);
    }
    if (selector.modifiers().offset() != null) {
      throw tokens.error(span, "no offset modifiers allowed before range");
    }
    if (selector.modifiers().at() != null) {
      throw tokens.error(span, "no @ modifiers allowed before range");
    }
    return new MatrixSelector(selector, range, tokens.spanFrom(expr.span().start()));
  }

  private Expr subquery(Expr expr, DurationExpr range) {
    DurationExpr step = null;
    if (!tokens.at("]")) {
      step = durations.positive();
    }
    tokens.expect("]", SUBQUERY, "\"]\"");
    return new Subquery(expr, range, step, Modifiers.NONE, tokens.spanFrom(expr.span().start()));
  }

  private Expr offset(Expr expr) {
    tokens.take();
    var offset = durations.offset();
    var old = modifiers(expr, "offset modifier");
    if (old.offset() != null) {
      throw tokens.error(expr.span(), "offset may not be set multiple times");
    }
    return with(expr, new Modifiers(old.at(), offset));
  }

  private Expr at(Expr expr) {
    tokens.take();
    var at = time(expr);
    var old = modifiers(expr, "@ modifier");
    if (old.at() != null) {
      throw tokens.error(expr.span(), "@ <timestamp> may not be set multiple times");
    }
    return with(expr, new Modifiers(at, old.offset()));
  }

  private At time(Expr expr) {
    if (tokens.at("start") || tokens.at("end")) {
      var word = tokens.take();
      tokens.expect("(", "@", "timestamp");
      tokens.expect(")", "@", "timestamp");
      return word.is("start") ? new At.Start() : new At.End();
    }
    boolean negative = tokens.at("-");
    if (negative || tokens.at("+")) {
      tokens.take();
    }
    if (!durations.atNumber()) {
      throw tokens.unexpected("@", "timestamp");
    }
    double seconds = durations.number();
    // Milliseconds must fit a long, so the seconds are bounded before they are scaled.
    if (!(Math.abs(seconds) < 0x1p63 / 1000)) {
      throw tokens.error(
          expr.span(), "timestamp out of bounds for @ modifier: " + String.format("%f", seconds));
    }
    return new At.Timestamp(Math.round((negative ? -seconds : seconds) * 1000));
  }

  private Modifiers modifiers(Expr expr, String what) {
    return switch (expr) {
      case VectorSelector selector -> selector.modifiers();
      case MatrixSelector matrix -> matrix.selector().modifiers();
      case Subquery subquery -> subquery.modifiers();
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.Paren _,
          Expr.Unary _,
          Expr.Binary _,
          Expr.Call _,
          Expr.Aggregate _ ->
          throw tokens.error(
              expr.span(),
              what
                  + " must be preceded by an instant vector selector or range vector selector or"
                  + " a subquery");
    };
  }

  private Expr with(Expr expr, Modifiers modifiers) {
    var span = tokens.spanFrom(expr.span().start());
    return switch (expr) {
      case VectorSelector selector -> with(selector, modifiers, selector.extension(), span);
      case MatrixSelector(var selector, var range, _) ->
          new MatrixSelector(
              with(selector, modifiers, selector.extension(), selector.span()), range, span);
      case Subquery(var inner, var range, var step, _, _) ->
          new Subquery(inner, range, step, modifiers, span);
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.Paren _,
          Expr.Unary _,
          Expr.Binary _,
          Expr.Call _,
          Expr.Aggregate _ ->
          throw new IllegalStateException("modifiers of " + expr);
    };
  }

  private static VectorSelector with(
      VectorSelector selector, Modifiers modifiers, Extension extension, Span span) {
    return new VectorSelector(selector.name(), selector.matchers(), modifiers, extension, span);
  }

  private Expr extend(Expr expr, Extension extension) {
    var word = tokens.take().symbol();
    return switch (expr) {
      case VectorSelector selector -> extend(selector, extension);
      case MatrixSelector(var selector, var range, var span) ->
          new MatrixSelector(extend(selector, extension), range, span);
      case Subquery subquery ->
          throw tokens.error(subquery.span(), word + " modifier is not supported for subqueries");
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.Paren _,
          Expr.Unary _,
          Expr.Binary _,
          Expr.Call _,
          Expr.Aggregate _ ->
          throw tokens.error(expr.span(), word + " modifier not implemented");
    };
  }

  private VectorSelector extend(VectorSelector selector, Extension extension) {
    if (selector.extension() != Extension.NONE && selector.extension() != extension) {
      throw tokens.error(
          selector.span(), "anchored and smoothed modifiers cannot be used together");
    }
    return with(selector, selector.modifiers(), extension, selector.span());
  }
}
