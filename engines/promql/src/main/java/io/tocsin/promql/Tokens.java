package io.tocsin.promql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cursor over the tokens of a query, and the one place that words its errors.
final class Tokens {
  private final String query;
  private final List<Token> tokens;
  private int next;

  Tokens(String query) {
    this.query = query;
    this.tokens = Lexer.lex(query);
  }

  /// Returns the next token without taking it; a text that the lexer refused fails here, when the
  /// parser gets that far, so that the first error of the text is the one reported.
  Token peek() {
    var token = tokens.get(next);
    if (token.type() == Token.Type.ERROR) {
      throw error(token.span(), token.text());
    }
    return token;
  }

  /// Tells whether the token behind the next one is this word.
  boolean follows(String symbol) {
    return next + 1 < tokens.size() && tokens.get(next + 1).is(symbol);
  }

  Token take() {
    var token = peek();
    if (token.type() != Token.Type.END) {
      next++;
    }
    return token;
  }

  boolean at(String symbol) {
    return peek().is(symbol);
  }

  /// Takes the next token if it is this word, else returns null.
  @Nullable Token accept(String symbol) {
    return at(symbol) ? take() : null;
  }

  /// Takes the word, or fails saying what was expected.
  Token expect(String symbol, String context, String expected) {
    var token = accept(symbol);
    if (token == null) {
      throw unexpected(context, expected);
    }
    return token;
  }

  /// Returns the end of the token that was taken last.
  int lastEnd() {
    return next == 0 ? 0 : tokens.get(next - 1).end();
  }

  Span spanFrom(int start) {
    return new Span(start, lastEnd());
  }

  QueryException unexpected(String context, String expected) {
    var token = peek();
    var message = new StringBuilder("unexpected ").append(token.described());
    if (!context.isEmpty()) {
      message.append(" in ").append(context);
    }
    if (!expected.isEmpty()) {
      message.append(", expected ").append(expected);
    }
    return error(token.span(), message.toString());
  }

  QueryException error(Span span, String message) {
    return error(query, span, message);
  }

  /// Words an error as Prometheus does: line and column count from 1, columns in bytes of UTF-8.
  static QueryException error(String query, Span span, String message) {
    int start = Math.min(span.start(), query.length());
    int lineStart = query.lastIndexOf('\n', start - 1) + 1;
    long line = 1 + query.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int column = 1 + query.substring(lineStart, start).getBytes(StandardCharsets.UTF_8).length;
    return new QueryException(
        QueryException.Kind.BAD_DATA, line + ":" + column + ": parse error: " + message, span);
  }
}
