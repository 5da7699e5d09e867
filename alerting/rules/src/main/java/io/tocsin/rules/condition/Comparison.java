package io.tocsin.rules.condition;

/// How a value stands to its limit.
enum Comparison {
  ABOVE(">"),
  BELOW("<"),
  AT_LEAST(">="),
  AT_MOST("<="),
  EQUAL("=="),
  DIFFERENT("!=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  /// Tells whether large values are the bad ones.
  boolean upwards() {
    return this == ABOVE || this == AT_LEAST;
  }

  boolean downwards() {
    return this == BELOW || this == AT_MOST;
  }
}
