package io.tocsin.kit.template;

import io.tocsin.kit.template.Token.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a template text into tokens, one at a time. Comments and trimmed space never reach the
/// parser. The first error ends the text.
final class Lexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final String COMMENT_OPEN = "/*";
  private static final String COMMENT_CLOSE = "*/";
  private static final int EOF = -1;
  private static final Map<String, Kind> WORDS =
      Map.ofEntries(
          Map.entry("block", Kind.BLOCK),
          Map.entry("break", Kind.BREAK),
          Map.entry("continue", Kind.CONTINUE),
          Map.entry("define", Kind.DEFINE),
          Map.entry("else", Kind.ELSE),
          Map.entry("end", Kind.END),
          Map.entry("if", Kind.IF),
          Map.entry("nil", Kind.NIL),
          Map.entry("range", Kind.RANGE),
          Map.entry("template", Kind.TEMPLATE),
          Map.entry("with", Kind.WITH),
          Map.entry("true", Kind.BOOL),
          Map.entry("false", Kind.BOOL));

  private String text;
  private int at;
  private int start;
  private int line = 1;
  private int startLine = 1;
  private int parens;
  private boolean inAction;

  Lexer(String text) {
    this.text = text;
  }

  Token next() {
    while (true) {
      var token = inAction ? action() : text();
      if (token != null) {
        return token;
      }
    }
  }

  private int peek() {
    return at < text.length() ? text.codePointAt(at) : EOF;
  }

  private int read() {
    int c = peek();
    if (c != EOF) {
      at += Character.charCount(c);
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  private Token emit(Kind kind) {
    var token = new Token(kind, start, text.substring(start, at), startLine);
    start = at;
    startLine = line;
    return token;
  }

  /// Moves to `end` and forgets what was passed, but counts its lines.
  private void skipTo(int end) {
    while (at < end) {
      if (text.charAt(at++) == '\n') {
        line++;
      }
    }
    start = at;
    startLine = line;
  }

  private Token error(String message) {
    var token = new Token(Kind.ERROR, start, message, startLine);
    text = "";
    at = 0;
    start = 0;
    inAction = false;
    return token;
  }

  private @Nullable Token text() {
    int open = text.indexOf(OPEN, at);
    if (open < 0) {
      boolean end = at == text.length();
      moveTo(text.length());
      return emit(end ? Kind.EOF : Kind.TEXT);
    }
    if (open > at) {
      int end = trimsLeft(open + 2) ? trimmedEnd(open) : open;
      boolean some = end > at;
      moveTo(end);
      var token = emit(Kind.TEXT);
      skipTo(open);
      if (some) {
        return token;
      }
    }
    return leftDelimiter();
  }

  private void moveTo(int end) {
    while (at < end) {
      if (text.charAt(at++) == '\n') {
        line++;
      }
    }
  }

  private int trimmedEnd(int end) {
    int last = end;
    while (last > at && isSpace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  private boolean trimsLeft(int from) {
    return text.startsWith("-", from) && from + 1 < text.length() && isSpace(text.charAt(from + 1));
  }

  private boolean trimsRight(int from) {
    return from + 1 < text.length() && isSpace(text.charAt(from)) && text.charAt(from + 1) == '-';
  }

  private @Nullable Token leftDelimiter() {
    at += 2;
    int marker = trimsLeft(at) ? 2 : 0;
    if (text.startsWith(COMMENT_OPEN, at + marker)) {
      skipTo(at + marker);
      return comment();
    }
    var token = emit(Kind.LEFT_DELIMITER);
    inAction = true;
    skipTo(at + marker);
    parens = 0;
    return token;
  }

  private @Nullable Token comment() {
    int end = text.indexOf(COMMENT_CLOSE, at + 2);
    if (end < 0) {
      return error("unclosed comment");
    }
    end += 2;
    boolean trims = trimsRight(end) && text.startsWith(CLOSE, end + 2);
    if (!trims && !text.startsWith(CLOSE, end)) {
      return error("comment ends before closing delimiter");
    }
    skipTo(end + (trims ? 4 : 2));
    if (trims) {
      skipSpace();
    }
    return null;
  }

  private void skipSpace() {
    int end = at;
    while (end < text.length() && isSpace(text.charAt(end))) {
      end++;
    }
    skipTo(end);
  }

  private boolean atClose() {
    return text.startsWith(CLOSE, at) || atTrimmingClose();
  }

  private boolean atTrimmingClose() {
    return trimsRight(at) && text.startsWith(CLOSE, at + 2);
  }

  private Token rightDelimiter() {
    boolean trims = atTrimmingClose();
    if (trims) {
      skipTo(at + 2);
    }
    at += 2;
    var token = emit(Kind.RIGHT_DELIMITER);
    if (trims) {
      skipSpace();
    }
    inAction = false;
    return token;
  }

  private Token action() {
    if (atClose()) {
      return parens == 0 ? rightDelimiter() : error("unclosed left paren");
    }
    int c = read();
    return switch (c) {
      case EOF -> error("unclosed action");
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> emit(Kind.ASSIGN);
      case ':' -> read() == '=' ? emit(Kind.DECLARE) : error("expected :=");
      case '|' -> emit(Kind.PIPE);
      case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
      case '`' -> rawString();
      case '$' -> fieldOrVariable(Kind.VARIABLE);
      case '\'' -> quoted('\'', Kind.CHARACTER_CONSTANT, "unterminated character constant");
      case '(' -> {
        parens++;
        yield emit(Kind.LEFT_PAREN);
      }
      case ')' -> --parens < 0 ? error("unexpected right paren") : emit(Kind.RIGHT_PAREN);
      default -> word(c);
    };
  }

  private Token word(int c) {
    if (c == '.' && !isDigit(peek())) {
      return at < text.length() ? fieldOrVariable(Kind.FIELD) : number();
    }
    if (c == '.' || c == '+' || c == '-' || isDigit(c)) {
      return number();
    }
    if (isAlphanumeric(c)) {
      return identifier();
    }
    if (c > ' ' && c < 0x7f) {
      return emit(Kind.CHARACTER);
    }
    return error("unrecognized character in action: " + GoQuote.unicode(c));
  }

  private Token space() {
    while (true) {
      int c = peek();
      if (c == EOF || !isSpace(c)) {
        break;
      }
      read();
    }
    // The last space may belong to a trimming right delimiter.
    if (trimsRight(at - 1) && text.startsWith(CLOSE, at + 1)) {
      at--;
      if (text.charAt(at) == '\n') {
        line--;
      }
      if (at == start) {
        return rightDelimiter();
      }
    }
    return emit(Kind.SPACE);
  }

  private Token identifier() {
    while (isAlphanumeric(peek())) {
      read();
    }
    if (!atTerminator()) {
      return badCharacter();
    }
    var kind = WORDS.get(text.substring(start, at));
    return emit(kind == null ? Kind.IDENTIFIER : kind);
  }

  private Token fieldOrVariable(Kind kind) {
    if (atTerminator()) {
      return emit(kind == Kind.VARIABLE ? kind : Kind.DOT);
    }
    while (isAlphanumeric(peek())) {
      read();
    }
    return atTerminator() ? emit(kind) : badCharacter();
  }

  private Token badCharacter() {
    return error("bad character " + GoQuote.unicode(peek()));
  }

  private boolean atTerminator() {
    int c = peek();
    return switch (c) {
      case EOF, ' ', '\t', '\r', '\n', '.', ',', '|', ':', ')', '(' -> true;
      default -> text.startsWith(CLOSE, at);
    };
  }

  private Token quoted(char quote, Kind kind, String unterminated) {
    while (true) {
      int c = read();
      if (c == '\\') {
        c = read();
        if (c != EOF && c != '\n') {
          continue;
        }
      }
      if (c == EOF || c == '\n') {
        return error(unterminated);
      }
      if (c == quote) {
        return emit(kind);
      }
    }
  }

  private Token rawString() {
    while (true) {
      int c = read();
      if (c == EOF) {
        return error("unterminated raw quoted string");
      }
      if (c == '`') {
        return emit(Kind.RAW_STRING);
      }
    }
  }

  private Token number() {
    at = start;
    scanNumber();
    if (isAlphanumeric(peek())) {
      read();
    } else if (peek() == '+' || peek() == '-') {
      // Complex numbers, which this language does without.
      scanNumber();
    } else {
      return emit(Kind.NUMBER);
    }
    return error("bad number syntax: " + GoQuote.quote(text.substring(start, at)));
  }

  private void scanNumber() {
    accept("+-");
    var digits = "0123456789_";
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptRun(digits);
    if (accept(".")) {
      acceptRun(digits);
    }
    if ((digits.length() == 11 && accept("eE")) || (digits.length() == 23 && accept("pP"))) {
      accept("+-");
      acceptRun("0123456789_");
    }
  }

  private boolean accept(String valid) {
    boolean found = at < text.length() && valid.indexOf(text.charAt(at)) >= 0;
    if (found) {
      at++;
    }
    return found;
  }

  private void acceptRun(String valid) {
    while (at < text.length() && valid.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isAlphanumeric(int c) {
    return c == '_' || (c >= 0 && (Character.isLetter(c) || Character.isDigit(c)));
  }
}
