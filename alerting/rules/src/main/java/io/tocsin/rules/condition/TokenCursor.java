package io.tocsin.rules.condition;

import java.util.List;

/// A place among the tokens. For one thread.
final class TokenCursor {
  private final List<Token> tokens;
  private int at;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  /// Returns the token so many places on (back, if negative); the end behind the end.
  Token peek(int ahead) {
    return tokens.get(Math.clamp(at + ahead, 0, tokens.size() - 1));
  }

  Token next() {
    var token = peek();
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  /// Takes the words if they come next.
  boolean take(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).word().equals(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  boolean takeSign(String sign) {
    if (!peek().isSign(sign)) {
      return false;
    }
    at++;
    return true;
  }

  ConditionException refuse(String expected) {
    return ConditionException.expected(peek(), expected);
  }
}
