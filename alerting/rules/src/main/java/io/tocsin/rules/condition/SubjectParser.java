package io.tocsin.rules.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a clause speaks of: `p95 of request latency by service over 10 minutes`.
final class SubjectParser {
  private static final int NAME_WORDS_MAX = 6;
  private static final int LABELS_MAX = 20;
  private static final String LABEL = "[A-Za-z_][A-Za-z0-9_]*";

  private final TokenCursor tokens;
  private final Catalogue catalogue;
  private final QuantityParser quantities;
  private @Nullable Measure measure;
  private @Nullable Measure change;
  private @Nullable List<String> by;
  private double quantile;
  private double perSeconds;
  private long windowMillis;
  private boolean compared;
  private String name = "";
  private int column;

  SubjectParser(TokenCursor tokens, Catalogue catalogue, QuantityParser quantities) {
    this.tokens = tokens;
    this.catalogue = catalogue;
    this.quantities = quantities;
  }

  /// Reads measures, the name, and what stands behind it.
  SubjectParser read() {
    measures();
    name();
    if (measure == null) {
      quantileOf(tokens.peek());
    }
    behind();
    return this;
  }

  Subject subject() {
    return new Subject(name, measure, quantile, change, perSeconds, by, windowMillis, column);
  }

  private void measures() {
    while (true) {
      var token = tokens.peek();
      if (found(0, 1) != null || found(0, NAME_WORDS_MAX) != null) {
        return;
      }
      if (Words.ARTICLES.contains(token.word())) {
        tokens.next();
      } else if (!quantileOf(token) && !measure(token)) {
        return;
      }
    }
  }

  private boolean measure(Token token) {
    var found = Words.MEASURES.get(token.word());
    if (found == null) {
      return false;
    }
    if (found.isRate()) {
      if (change != null) {
        throw tokens.refuse("a name after " + change.shown());
      }
      change = found;
    } else {
      if (measure != null) {
        throw tokens.refuse("a name after " + measure.shown());
      }
      measure = found;
    }
    tokens.next();
    return true;
  }

  private boolean quantileOf(Token token) {
    var word = token.word();
    boolean median = word.equals("median");
    if (!median && !word.matches("p[0-9]{1,3}(\\.[0-9]{1,3})?")) {
      return false;
    }
    double value = median ? 0.5 : fraction(word.substring(1));
    if (!(value > 0 && value < 1)) {
      throw tokens.refuse("a percentile such as p50, p95 or p99.9");
    }
    if (measure != null) {
      throw tokens.refuse("a name after " + measure.shown());
    }
    measure = Measure.QUANTILE;
    quantile = value;
    tokens.next();
    return true;
  }

  /// p999 is what people write for p99.9.
  private static double fraction(String digits) {
    boolean thousandths = digits.length() == 3 && !digits.contains(".") && !digits.equals("100");
    double number = Double.parseDouble(digits);
    return thousandths ? number / 1000 : Math.rint(number * 1000) / 100_000;
  }

  /// Returns the longest name that begins so many tokens on and has at most so many words.
  private @Nullable String found(int ahead, int wordsMax) {
    for (int words = wordsMax; words > 0; words--) {
      var spelling = spelling(ahead, words);
      var found = spelling.isEmpty() ? null : catalogue.find(spelling);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private String spelling(int ahead, int words) {
    var out = new StringBuilder();
    for (int i = 0; i < words; i++) {
      var token = tokens.peek(ahead + i);
      if (!token.is(Token.Kind.WORD) && !token.is(Token.Kind.QUOTED)) {
        return "";
      }
      out.append(out.isEmpty() ? "" : "_").append(token.text());
    }
    return out.toString();
  }

  private void name() {
    var first = tokens.peek();
    column = first.column();
    for (int words = NAME_WORDS_MAX; words > 0; words--) {
      var spelling = spelling(0, words);
      var found = spelling.isEmpty() ? null : catalogue.find(spelling);
      if (found != null) {
        name = found;
        for (int i = 0; i < words; i++) {
          tokens.next();
        }
        return;
      }
    }
    boolean isWord = first.is(Token.Kind.WORD) && !Words.follows(first.word());
    if (!isWord && !first.is(Token.Kind.QUOTED)) {
      throw tokens.refuse(catalogue.known());
    }
    var spellings = new ArrayList<String>();
    for (int words = 1; words <= 4; words++) {
      spellings.add(spelling(0, words));
    }
    spellings.removeIf(String::isEmpty);
    throw tokens.refuse(catalogue.nearest(spellings));
  }

  /// Reads labels, a window and the time of a rate, in any order, each once.
  void behind() {
    while (true) {
      var word = tokens.peek().word();
      if (word.equals("by") || word.equals("per")) {
        double time = word.equals("per") ? Unit.seconds(tokens.peek(1).word()) : 0;
        if (time > 0) {
          perTime(time);
        } else {
          labels();
        }
      } else if (!window()) {
        return;
      }
    }
  }

  private void perTime(double seconds) {
    if (perSeconds > 0 || change == Measure.INCREASE) {
      throw tokens.refuse("a comparison such as > or above");
    }
    tokens.next();
    tokens.next();
    perSeconds = seconds;
    change = Measure.RATE;
  }

  private void labels() {
    if (by != null) {
      throw tokens.refuse("a comparison such as >; labels stand once");
    }
    tokens.next();
    var labels = new ArrayList<String>();
    boolean bracketed = tokens.takeSign("(");
    do {
      var label = tokens.peek();
      if (!label.is(Token.Kind.WORD)
          || !label.text().matches(LABEL)
          || labels.size() == LABELS_MAX) {
        throw tokens.refuse("a label name");
      }
      labels.add(tokens.next().text());
    } while (tokens.takeSign(","));
    if (bracketed && !tokens.takeSign(")")) {
      throw tokens.refuse(") or ,");
    }
    by = List.copyOf(labels);
  }

  private boolean window() {
    int mark = tokens.mark();
    boolean over = tokens.take("over");
    if (!over && !tokens.take("in") && !tokens.take("within") && !tokens.take("during")) {
      return false;
    }
    tokens.take("the");
    boolean last = tokens.take("last") || tokens.take("past");
    if (over && !last && isLimit(mark)) {
      return false;
    }
    if (windowMillis > 0) {
      tokens.reset(mark);
      throw tokens.refuse("one window only");
    }
    windowMillis = quantities.millis();
    return true;
  }

  /// `latency over 2s` compares; `latency over 5m above 2s` and `latency > 2s over 5m` do not.
  private boolean isLimit(int mark) {
    if (compared) {
      return false;
    }
    int after = tokens.mark();
    boolean limit;
    try {
      quantities.millis();
      limit = !comparisonFollows();
    } catch (ConditionException notTime) {
      limit = true;
    }
    tokens.reset(limit ? mark : after);
    return limit;
  }

  /// Tells that the limit is read, so that `over` can only begin a window.
  void compared() {
    compared = true;
  }

  private boolean comparisonFollows() {
    var token = tokens.peek();
    if (Words.SIGNS.containsKey(token.text()) || Words.LINKS.contains(token.word())) {
      return true;
    }
    if (Words.UP.contains(token.word()) || Words.DOWN.contains(token.word())) {
      return true;
    }
    if (token.word().equals("by") || token.word().equals("per")) {
      return true;
    }
    return Words.COMPARISONS.stream()
        .anyMatch(phrase -> phrase.getKey().split(" ", -1)[0].equals(token.word()));
  }
}
