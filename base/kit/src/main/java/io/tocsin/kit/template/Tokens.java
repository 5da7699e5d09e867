package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Token.Kind;
import java.util.ArrayDeque;

/// The tokens of one text with as much looking ahead as the grammar needs, and the errors that name
/// where the reading stands.
final class Tokens {
  private final String name;
  private final Lexer lexer;
  private final ArrayDeque<Token> back = new ArrayDeque<>();
  private int line = 1;

  /// Where the action began that is being read; 0 outside.
  private int actionLine;

  Tokens(String name, String text) {
    this.name = name;
    this.lexer = new Lexer(text);
  }

  int actionLine(int started) {
    int before = actionLine;
    actionLine = started;
    return before;
  }

  Token next() {
    if (!back.isEmpty()) {
      return back.pop();
    }
    var token = lexer.next();
    line = token.line();
    return token;
  }

  void back(Token token) {
    back.push(token);
  }

  Token peek() {
    var token = next();
    back(token);
    return token;
  }

  Token nextNonSpace() {
    while (true) {
      var token = next();
      if (token.kind() != Kind.SPACE) {
        return token;
      }
    }
  }

  Token peekNonSpace() {
    var token = nextNonSpace();
    back(token);
    return token;
  }

  Token expect(Kind kind, String context) {
    var token = nextNonSpace();
    if (token.kind() != kind) {
      throw unexpected(token, context);
    }
    return token;
  }

  TemplateException error(String message) {
    return new TemplateException("template: " + name + ":" + line + ": " + message);
  }

  TemplateException unexpected(Object token, String context) {
    if (!(token instanceof Token found) || found.kind() != Kind.ERROR) {
      return error("unexpected " + token + " in " + context);
    }
    if (actionLine == 0 || actionLine == found.line()) {
      return error(found.text());
    }
    var started = " started at " + name + ":" + actionLine;
    return error(found.text() + (found.text().endsWith(" action") ? "" : " in action") + started);
  }

  /// Returns what the literal stands for.
  String unquote(Token literal) {
    try {
      return GoQuote.unquote(literal.text());
    } catch (TemplateException e) {
      throw error(e.getMessage());
    }
  }
}
