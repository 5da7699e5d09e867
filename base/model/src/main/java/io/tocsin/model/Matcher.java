package io.tocsin.model;

import io.tocsin.kit.AnchoredRegex;
import org.jspecify.annotations.Nullable;

/// A condition on one label. A series without the label is matched as if its value were empty.
/// Immutable; equal when type, name and value are.
public final class Matcher {
  /// How the value is compared; regular expressions are RE2's, anchored at both ends, `.` matches
  /// newlines.
  public enum Type {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String symbol;

    Type(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  private final Type type;
  private final String name;
  private final String value;
  private final @Nullable AnchoredRegex regex;

  /// @throws io.tocsin.kit.RegexException if `value` is no regular expression and should be one
  public Matcher(Type type, String name, String value) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.regex = type == Type.REGEX || type == Type.NOT_REGEX ? AnchoredRegex.compile(value) : null;
  }

  public static Matcher equal(String name, String value) {
    return new Matcher(Type.EQUAL, name, value);
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  /// Returns the compiled expression of a regex matcher, or null for the other two types: an index
  /// reads its literal, prefix and set of alternatives.
  public @Nullable AnchoredRegex regex() {
    return regex;
  }

  public boolean matches(String labelValue) {
    var compiled = regex;
    return switch (type) {
      case EQUAL -> value.equals(labelValue);
      case NOT_EQUAL -> !value.equals(labelValue);
      case REGEX -> compiled != null && compiled.matches(labelValue);
      case NOT_REGEX -> compiled != null && !compiled.matches(labelValue);
    };
  }

  public boolean matches(Labels labels) {
    return matches(labels.value(name));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher that
        && type == that.type
        && name.equals(that.name)
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return (type.hashCode() * 31 + name.hashCode()) * 31 + value.hashCode();
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    if (LabelsText.isLabelName(name)) {
      out.append(name);
    } else {
      LabelsText.quote(out, name);
    }
    return LabelsText.quote(out.append(type.symbol()), value).toString();
  }
}
