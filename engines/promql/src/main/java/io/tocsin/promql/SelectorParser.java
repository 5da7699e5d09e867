package io.tocsin.promql;

import io.tocsin.kit.RegexException;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr.Extension;
import io.tocsin.promql.Expr.Modifiers;
import io.tocsin.promql.Expr.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/// Parses instant vector selectors and lists of labels.
final class SelectorParser {
  private static final String CONTEXT = "label matching";
  private static final String GROUPING = "grouping opts";

  private final Tokens tokens;

  SelectorParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Takes `name`, `name{matchers}` or `{matchers}`.
  VectorSelector selector() {
    var first = tokens.peek();
    var name = first.is("{") ? "" : tokens.take().text();
    var matchers = new ArrayList<Matcher>();
    if (tokens.accept("{") != null) {
      matchers(matchers);
    }
    if (!name.isEmpty()) {
      matchers.add(Matcher.equal(Labels.NAME, name));
    }
    return new VectorSelector(
        name, matchers, Modifiers.NONE, Extension.NONE, tokens.spanFrom(first.start()));
  }

  private void matchers(List<Matcher> matchers) {
    while (tokens.accept("}") == null) {
      matchers.add(matcher());
      if (!tokens.at("}")) {
        tokens.expect(",", CONTEXT, "\",\" or \"}\"");
      }
    }
  }

  private Matcher matcher() {
    var name = tokens.peek();
    boolean quoted = name.type() == Token.Type.STRING;
    if (!quoted && name.type() != Token.Type.IDENTIFIER) {
      throw tokens.unexpected(CONTEXT, "identifier or \"}\"");
    }
    tokens.take();
    var operator = tokens.peek();
    if (quoted && (operator.is(",") || operator.is("}"))) {
      return Matcher.equal(Labels.NAME, Literals.unquote(name.text()));
    }
    var type =
        switch (operator.symbol()) {
          case "=" -> Matcher.Type.EQUAL;
          case "!=" -> Matcher.Type.NOT_EQUAL;
          case "=~" -> Matcher.Type.REGEX;
          case "!~" -> Matcher.Type.NOT_REGEX;
          default ->
              throw tokens.unexpected(
                  CONTEXT, quoted ? "\",\" or \"}\"" : "label matching operator");
        };
    tokens.take();
    if (tokens.peek().type() != Token.Type.STRING) {
      throw tokens.unexpected(CONTEXT, "string");
    }
    var value = Literals.unquote(tokens.take().text());
    try {
      return new Matcher(type, quoted ? Literals.unquote(name.text()) : name.text(), value);
    } catch (RegexException e) {
      throw tokens.error(tokens.spanFrom(name.start()), "error parsing regexp: " + e.getMessage());
    }
  }

  /// Takes `(label, "label", ...)`.
  List<String> labels() {
    var labels = new ArrayList<String>();
    tokens.expect("(", GROUPING, "\"(\"");
    while (tokens.accept(")") == null) {
      var token = tokens.peek();
      if (token.type() == Token.Type.STRING) {
        labels.add(Literals.unquote(token.text()));
      } else if (token.isLabelName()) {
        labels.add(token.text());
      } else {
        throw tokens.unexpected(GROUPING, "label");
      }
      if (labels.getLast().isEmpty()) {
        throw tokens.error(token.span(), "invalid label name for grouping: \"\"");
      }
      tokens.take();
      if (!tokens.at(")")) {
        tokens.expect(",", GROUPING, "\",\" or \")\"");
      }
    }
    return labels;
  }
}
