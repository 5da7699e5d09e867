package io.tocsin.rules.condition;

import java.util.Map;
import java.util.Set;

/// Reads amounts and times: `5%`, `1.5 GB`, `1h30m`, `100 requests per minute`, `45fps`, `5,000`.
final class QuantityParser {
  private static final Map<String, Double> RATES =
      Map.of(
          "fps", 1.0, "rps", 1.0, "qps", 1.0, "ops", 1.0, "tps", 1.0, "hz", 1.0, "rpm", 1 / 60.0);
  private static final Map<String, Double> MULTIPLES =
      Map.of("k", 1e3, "thousand", 1e3, "million", 1e6, "billion", 1e9);
  private static final double YEARS_292_SECONDS = 9.2e9;
  private static final String UNITS = "a unit such as s, MB, % or /s";

  private final TokenCursor tokens;
  private final String text;

  QuantityParser(TokenCursor tokens, String text) {
    this.tokens = tokens;
    this.text = text;
  }

  /// Reads an amount.
  ///
  /// @param nouns what may be counted besides the usual things, in small letters
  Quantity quantity(Set<String> nouns) {
    var first = tokens.peek();
    double sign = 1;
    if (tokens.takeSign("-")) {
      sign = -1;
    } else {
      tokens.takeSign("+");
    }
    if (!tokens.peek().is(Token.Kind.NUMBER)) {
      throw tokens.refuse("a number, as in 5%, 250ms, 100MB or 20/s");
    }
    double amount = sign * tokens.next().number();
    return unit(amount, first.column(), nouns);
  }

  private Quantity unit(double number, int column, Set<String> nouns) {
    double amount = number;
    if (tokens.takeSign("%") || tokens.take("percent") || tokens.take("pct")) {
      return done(amount / 100, Dimension.SHARE, false, column);
    }
    var multiple = MULTIPLES.get(tokens.peek().word());
    if (multiple != null) {
      tokens.next();
      amount *= multiple;
    }
    var unit = tokens.peek();
    var word = unit.word();
    var rate = RATES.get(word);
    if (rate != null) {
      tokens.next();
      return done(amount * rate, Dimension.COUNT, true, column);
    }
    if (Unit.seconds(unit.text()) > 0 && multiple == null) {
      double seconds = compound(amount * Unit.seconds(unit.text()));
      return perTime(seconds, Dimension.DURATION, column);
    }
    if (Unit.bytes(word) > 0) {
      tokens.next();
      return perTime(amount * Unit.bytes(word), Dimension.BYTES, column);
    }
    return counted(amount, column, nouns);
  }

  /// The counted thing may have a name of a few words: `50 failed logins/min`.
  private Quantity counted(double amount, int column, Set<String> nouns) {
    while (Words.isCounted(tokens.peek().word(), nouns)) {
      tokens.next();
    }
    var rest = tokens.peek();
    if (rest.is(Token.Kind.WORD) && !Words.follows(rest.word())) {
      throw tokens.refuse(UNITS);
    }
    return perTime(amount, Dimension.COUNT, column);
  }

  private Quantity perTime(double amount, Dimension dimension, int column) {
    boolean slash = tokens.peek().isSign("/");
    boolean per = tokens.peek().word().equals("per") || tokens.peek().word().equals("a");
    double seconds = slash || per ? Unit.seconds(tokens.peek(1).word()) : 0;
    if (slash && seconds == 0) {
      tokens.next();
      throw tokens.refuse("a unit of time such as s, min or h");
    }
    if (seconds > 0) {
      tokens.next();
      tokens.next();
      return done(amount / seconds, dimension, true, column);
    }
    return done(amount, dimension, false, column);
  }

  private Quantity done(double amount, Dimension dimension, boolean perSecond, int column) {
    int end = tokens.peek(-1).end();
    var written = text.substring(column - 1, end - 1);
    boolean bare = dimension == Dimension.COUNT && !perSecond && isBare(written);
    return new Quantity(amount, dimension, perSecond, bare, written, column);
  }

  private static boolean isBare(String written) {
    return written.chars().noneMatch(Character::isLetter) || written.matches("[-+0-9.,eE]+");
  }

  /// Reads a time for a window or for `for`; `in the last minute` needs no number.
  long millis() {
    var first = tokens.peek();
    double unit = Unit.seconds(first.word());
    double seconds;
    if (unit > 0) {
      tokens.next();
      seconds = unit;
    } else {
      if (!first.is(Token.Kind.NUMBER)) {
        throw tokens.refuse("a duration, as in 5 minutes or 1h30m");
      }
      double number = tokens.next().number();
      double scale = Unit.seconds(tokens.peek().text());
      if (scale == 0) {
        throw tokens.refuse("a unit of time such as s, minutes, h or days");
      }
      seconds = compound(number * scale);
    }
    long millis = Math.round(seconds * 1000);
    if (millis < 1 || seconds > YEARS_292_SECONDS) {
      throw ConditionException.expected(
          first, "a duration of at least 1ms and less than 292 years");
    }
    return millis;
  }

  /// Takes the unit, and further numbers with units behind it: `1h30m`, `1 hour 30 minutes`.
  private double compound(double first) {
    double seconds = first;
    double last = Unit.seconds(tokens.next().text());
    while (tokens.peek().is(Token.Kind.NUMBER)) {
      double scale = Unit.seconds(tokens.peek(1).text());
      if (scale == 0 || scale >= last) {
        break;
      }
      seconds += tokens.next().number() * scale;
      tokens.next();
      last = scale;
    }
    return seconds;
  }
}
