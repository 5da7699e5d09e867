package io.tocsin.notify.matcher;

import io.tocsin.kit.RegexException;
import io.tocsin.model.Matcher;
import java.util.ArrayList;
import java.util.List;

/// Matchers as since Alertmanager 0.27: names and values are any text, in double quotes where they
/// hold a character of the syntax. Messages are Alertmanager's, with columns.
public final class Utf8Parser {
  private static final String NO_MATCHER = "expected a matcher or close brace after comma";

  private final Lexer lexer;
  private final List<Matcher> matchers = new ArrayList<>();

  private Utf8Parser(String text) {
    this.lexer = new Lexer(text);
  }

  /// Reads any number of matchers, in braces or not.
  public static List<Matcher> parse(String text) {
    var parser = new Utf8Parser(text);
    parser.all();
    return List.copyOf(parser.matchers);
  }

  private void all() {
    boolean braces = lexer.peek().kind() == Token.Kind.OPEN_BRACE;
    if (braces) {
      lexer.next();
    }
    var first = lexer.peek();
    boolean more = first.kind() != Token.Kind.END && first.kind() != Token.Kind.CLOSE_BRACE;
    while (more) {
      matcher();
      more = comma();
    }
    close(braces);
    var rest = lexer.next();
    if (rest.kind() != Token.Kind.END) {
      throw new IllegalArgumentException(
          rest.place() + ": " + rest.text() + ": expected end of input");
    }
  }

  private void matcher() {
    var name = expect("expected label name", Token.Kind.QUOTED, Token.Kind.UNQUOTED);
    var operator =
        expect(
            "expected an operator such as '=', '!=', '=~' or '!~'",
            Token.Kind.EQUALS,
            Token.Kind.NOT_EQUALS,
            Token.Kind.MATCHES,
            Token.Kind.NOT_MATCHES);
    var value = expect("expected label value", Token.Kind.UNQUOTED, Token.Kind.QUOTED);
    try {
      matchers.add(new Matcher(type(operator.kind()), unquoted(name), unquoted(value)));
    } catch (RegexException e) {
      throw new IllegalArgumentException("failed to create matcher: " + e.getMessage(), e);
    }
  }

  private static Matcher.Type type(Token.Kind kind) {
    return switch (kind) {
      case NOT_EQUALS -> Matcher.Type.NOT_EQUAL;
      case MATCHES -> Matcher.Type.REGEX;
      case NOT_MATCHES -> Matcher.Type.NOT_REGEX;
      case EQUALS, END, OPEN_BRACE, CLOSE_BRACE, COMMA, QUOTED, UNQUOTED -> Matcher.Type.EQUAL;
    };
  }

  private static String unquoted(Token token) {
    if (token.kind() == Token.Kind.UNQUOTED) {
      return token.text();
    }
    try {
      return GoString.unquote(token.text());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          token.place() + ": " + token.text() + ": invalid input", e);
    }
  }

  /// Reads what follows a matcher; returns whether another one does.
  private boolean comma() {
    var next = lexer.peek();
    if (next.kind() == Token.Kind.END || next.kind() == Token.Kind.CLOSE_BRACE) {
      return false;
    }
    expect("expected a comma or close brace", Token.Kind.COMMA);
    var after = lexer.peek();
    if (after.kind() == Token.Kind.END || after.kind() == Token.Kind.CLOSE_BRACE) {
      return false;
    }
    if (!after.isName()) {
      throw unexpected(after, NO_MATCHER);
    }
    return true;
  }

  private void close(boolean braces) {
    var next = lexer.peek();
    if (braces && next.kind() != Token.Kind.CLOSE_BRACE) {
      var what = next.kind() == Token.Kind.END ? "end of input" : message(next);
      throw new IllegalArgumentException(
          "0:" + lexer.column() + ": " + what + ": expected close brace");
    }
    if (!braces && next.kind() == Token.Kind.CLOSE_BRACE) {
      lexer.next();
      throw new IllegalArgumentException("0:" + lexer.column() + ": }: expected opening brace");
    }
    if (braces) {
      lexer.next();
    }
  }

  private Token expect(String expected, Token.Kind... kinds) {
    var token = lexer.peek();
    if (!List.of(kinds).contains(token.kind())) {
      throw unexpected(token, expected);
    }
    return lexer.next();
  }

  private static IllegalArgumentException unexpected(Token token, String expected) {
    var what = token.kind() == Token.Kind.END ? "end of input" : message(token);
    return new IllegalArgumentException(what + ": " + expected);
  }

  private static String message(Token token) {
    return token.place() + ": unexpected " + token.text();
  }
}
