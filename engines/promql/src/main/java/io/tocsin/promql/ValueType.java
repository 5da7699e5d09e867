package io.tocsin.promql;

/// What an expression evaluates to, in the words of Prometheus' messages.
public enum ValueType {
  NONE("none", "none"),
  VECTOR("vector", "instant vector"),
  SCALAR("scalar", "scalar"),
  MATRIX("matrix", "range vector"),
  STRING("string", "string");

  private final String text;
  private final String documented;

  ValueType(String text, String documented) {
    this.text = text;
    this.documented = documented;
  }

  /// Returns the word of the HTTP API.
  public String text() {
    return text;
  }

  /// Returns the word of the documentation and of error messages.
  public String documented() {
    return documented;
  }
}
