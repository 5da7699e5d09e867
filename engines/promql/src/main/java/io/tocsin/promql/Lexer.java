package io.tocsin.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a query into tokens. The list ends with [Token.Type#END], or with [Token.Type#ERROR] where
/// the text makes no sense; comments and spaces are left out.
final class Lexer {
  private static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "avg",
          "count",
          "min",
          "max",
          "group",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "count_values",
          "quantile",
          "limitk",
          "limit_ratio");
  private static final Set<String> KEYWORDS =
      Set.of(
          "offset",
          "smoothed",
          "anchored",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "bool");
  private static final Set<String> FILLS = Set.of("fill", "fill_left", "fill_right");
  private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "unless", "atan2");
  private static final Set<String> PREPROCESSORS =
      Set.of("start", "end", "step", "range", "min_of", "max_of");
  private static final Set<String> DURATION_WORDS = Set.of("step", "range", "min_of", "max_of");
  private static final int OUTSIDE = -1;

  private final String input;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int parentheses;
  private boolean inBraces;
  private boolean inBrackets;

  private Lexer(String input) {
    this.input = input;
  }

  static List<Token> lex(String input) {
    var lexer = new Lexer(input);
    while (lexer.step()) {
      // Each step adds one token at most.
    }
    return lexer.tokens;
  }

  private int peek(int ahead) {
    int at = position + ahead;
    return at < input.length() ? input.charAt(at) : OUTSIDE;
  }

  private boolean step() {
    int c = peek(0);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      position++;
      return true;
    }
    if (c == '#') {
      skipComment();
      return true;
    }
    if (c == OUTSIDE) {
      return end();
    }
    if (c == '"' || c == '\'' || c == '`') {
      return string(c);
    }
    return inBraces ? insideBraces(c) : outsideBraces(c);
  }

  private void skipComment() {
    while (peek(0) != OUTSIDE && peek(0) != '\n' && peek(0) != '\r') {
      position++;
    }
  }

  private boolean end() {
    if (inBraces) {
      return error("unexpected end of input inside braces");
    }
    if (parentheses != 0) {
      return error("unclosed left parenthesis");
    }
    if (inBrackets) {
      return error("unclosed left bracket");
    }
    add(Token.Type.END, 0);
    return false;
  }

  private boolean add(Token.Type type, int length) {
    tokens.add(
        new Token(type, input.substring(position, position + length), position, position + length));
    position += length;
    return true;
  }

  private boolean error(String message) {
    tokens.add(new Token(Token.Type.ERROR, message, position, input.length()));
    return false;
  }

  private static String quoted(int c) {
    return c == OUTSIDE ? "end of input" : "'" + Character.toString(c) + "'";
  }

  private boolean insideBraces(int c) {
    if (isAlpha(c)) {
      return add(Token.Type.IDENTIFIER, wordLength(false));
    }
    return switch (c) {
      case ',' -> add(Token.Type.PUNCTUATION, 1);
      case '=' -> peek(1) == '~' ? add(Token.Type.OPERATOR, 2) : add(Token.Type.PUNCTUATION, 1);
      case '!' ->
          (peek(1) == '~' || peek(1) == '=')
              ? add(Token.Type.OPERATOR, 2)
              : error("unexpected character after '!' inside braces: " + quoted(peek(1)));
      case '{' -> error("unexpected left brace '{'");
      case '}' -> {
        inBraces = false;
        yield add(Token.Type.PUNCTUATION, 1);
      }
      default -> error("unexpected character inside braces: " + quoted(codePoint()));
    };
  }

  private int codePoint() {
    return input.codePointAt(position);
  }

  private boolean outsideBraces(int c) {
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return number();
    }
    if (isAlpha(c) || (c == ':' && !inBrackets)) {
      return inBrackets ? durationWord() : word();
    }
    return switch (c) {
      case ',', ':' -> add(Token.Type.PUNCTUATION, 1);
      case '*', '/', '%', '+', '-', '^', '@' -> add(Token.Type.OPERATOR, 1);
      case '=', '!', '<', '>' -> comparison(c);
      case '(', ')', '[', ']', '{' -> bracket(c);
      default -> error("unexpected character: " + quoted(codePoint()));
    };
  }

  private boolean comparison(int c) {
    int next = peek(1);
    if (next == '=' || ((c == '<' || c == '>') && next == '/')) {
      return add(Token.Type.OPERATOR, 2);
    }
    return switch (c) {
      case '<', '>' -> add(Token.Type.OPERATOR, 1);
      case '!' -> error("unexpected character after '!': " + quoted(next));
      default ->
          next == '~'
              ? error("unexpected character after '=': '~'")
              : add(Token.Type.PUNCTUATION, 1);
    };
  }

  private boolean bracket(int c) {
    switch (c) {
      case '(' -> parentheses++;
      case ')' -> {
        if (parentheses-- == 0) {
          return error("unexpected right parenthesis ')'");
        }
      }
      case '[' -> {
        if (inBrackets) {
          return error("unexpected left bracket '['");
        }
        inBrackets = true;
      }
      case ']' -> {
        if (!inBrackets) {
          return error("unexpected right bracket ']'");
        }
        inBrackets = false;
      }
      default -> inBraces = true;
    }
    return add(Token.Type.PUNCTUATION, 1);
  }

  private boolean durationWord() {
    int length = wordLength(false);
    var word = input.substring(position, position + length).toLowerCase(Locale.ROOT);
    return DURATION_WORDS.contains(word)
        ? add(Token.Type.PREPROCESSOR, length)
        : error("unexpected character in duration expression: " + quoted(peek(0)));
  }

  private boolean word() {
    int length = wordLength(true);
    var word = input.substring(position, position + length);
    return add(type(word.toLowerCase(Locale.ROOT), position + length), length);
  }

  private Token.Type type(String word, int end) {
    if (AGGREGATES.contains(word)) {
      return Token.Type.AGGREGATE;
    }
    if (WORD_OPERATORS.contains(word)) {
      return Token.Type.OPERATOR;
    }
    if (PREPROCESSORS.contains(word)) {
      return Token.Type.PREPROCESSOR;
    }
    if (KEYWORDS.contains(word) || (FILLS.contains(word) && parenthesisFollows(end))) {
      return Token.Type.KEYWORD;
    }
    if (word.equals("inf") || word.equals("nan")) {
      return Token.Type.NUMBER;
    }
    return word.indexOf(':') < 0 ? Token.Type.IDENTIFIER : Token.Type.METRIC_IDENTIFIER;
  }

  private boolean parenthesisFollows(int from) {
    int i = from;
    while (i < input.length() && " \t\n\r".indexOf(input.charAt(i)) >= 0) {
      i++;
    }
    return i < input.length() && input.charAt(i) == '(';
  }

  private int wordLength(boolean colons) {
    int length = 1;
    while (isAlphaNumeric(peek(length)) || (colons && peek(length) == ':')) {
      length++;
    }
    return length;
  }

  private boolean number() {
    int length = NumberShape.number(input, position);
    if (length > 0) {
      return add(Token.Type.NUMBER, length);
    }
    length = NumberShape.duration(input, position);
    if (length > 0) {
      return add(Token.Type.DURATION, length);
    }
    int end = 1;
    while (isAlphaNumeric(peek(end)) || peek(end) == '.') {
      end++;
    }
    return error(
        "bad number or duration syntax: "
            + Literals.quote(input.substring(position, position + end)));
  }

  private boolean string(int quote) {
    int i = position + 1;
    while (i < input.length() && input.charAt(i) != quote) {
      if (quote != '`' && input.charAt(i) == '\n') {
        break;
      }
      if (quote != '`' && input.charAt(i) == '\\') {
        int escape = Escapes.length(input, i + 1, quote);
        if (escape <= 0) {
          return error(Escapes.problem(input, i + 1, quote));
        }
        i += escape;
      }
      i++;
    }
    if (i >= input.length() || input.charAt(i) != quote) {
      return error(quote == '`' ? "unterminated raw string" : "unterminated quoted string");
    }
    return add(Token.Type.STRING, i + 1 - position);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlpha(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isAlphaNumeric(int c) {
    return isAlpha(c) || isDigit(c);
  }
}
