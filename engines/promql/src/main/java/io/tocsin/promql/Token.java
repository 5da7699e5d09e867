package io.tocsin.promql;

import java.util.Locale;

/// A word of a query.
///
/// @param text as written; of an [Type#ERROR] what is wrong
record Token(Type type, String text, int start, int end) {
  enum Type {
    END,
    ERROR,
    IDENTIFIER,
    METRIC_IDENTIFIER,
    STRING,
    NUMBER,
    DURATION,
    PUNCTUATION,
    OPERATOR,
    AGGREGATE,
    KEYWORD,
    /// `start`, `end`, `step`, `range`, `min_of`, `max_of`: a function where a bracket follows.
    PREPROCESSOR
  }

  Span span() {
    return new Span(start, end);
  }

  /// Returns the fixed word that this token is, in lower case, or an empty string.
  String symbol() {
    return switch (type) {
      case PUNCTUATION, OPERATOR, AGGREGATE, KEYWORD, PREPROCESSOR -> text.toLowerCase(Locale.ROOT);
      case END, ERROR, IDENTIFIER, METRIC_IDENTIFIER, STRING, NUMBER, DURATION -> "";
    };
  }

  boolean is(String symbol) {
    return symbol().equals(symbol);
  }

  /// Tells whether the token names a metric where an expression begins.
  boolean isMetricName() {
    return switch (type) {
      case IDENTIFIER, METRIC_IDENTIFIER, AGGREGATE, PREPROCESSOR -> true;
      case OPERATOR -> is("and") || is("or") || is("unless");
      case KEYWORD ->
          switch (symbol()) {
            case "bool", "on", "ignoring", "group_left", "group_right" -> false;
            default -> true;
          };
      case END, ERROR, STRING, NUMBER, DURATION, PUNCTUATION -> false;
    };
  }

  /// Tells whether the token names a label in a list of labels.
  boolean isLabelName() {
    return switch (type) {
      case IDENTIFIER, METRIC_IDENTIFIER, AGGREGATE, PREPROCESSOR -> true;
      case OPERATOR -> Character.isLetter(text.charAt(0));
      case KEYWORD -> !is("without");
      case END, ERROR, STRING, NUMBER, DURATION, PUNCTUATION -> false;
    };
  }

  /// Returns the token as an error message names it.
  String described() {
    return switch (type) {
      case END -> "end of input";
      case ERROR -> text;
      case IDENTIFIER -> "identifier " + Literals.quote(text);
      case METRIC_IDENTIFIER -> "metric identifier " + Literals.quote(text);
      case STRING -> "string " + shortened();
      case NUMBER -> "number " + shortened();
      case DURATION -> "duration " + shortened();
      case PUNCTUATION, PREPROCESSOR -> Literals.quote(text);
      case OPERATOR -> "<op:" + text + ">";
      case AGGREGATE -> "<aggr:" + text + ">";
      case KEYWORD -> "<" + text + ">";
    };
  }

  private String shortened() {
    return text.length() > 10
        ? Literals.quote(text.substring(0, 10)) + "..."
        : Literals.quote(text);
  }
}
