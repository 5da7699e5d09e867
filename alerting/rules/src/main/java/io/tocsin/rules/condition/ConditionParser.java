package io.tocsin.rules.condition;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The grammar of conditions:
///
/// ```
/// condition = ["when" | "if"] either ["for" time]
/// either    = both { "or" both }
/// both      = clause { "and" clause }
/// clause    = "(" either ")" | "no" ["data" ["from"]] subject ("for" | window) time
///           | subject ( compare | change | ("is missing" | "is absent" | "has no data") "for" time )
/// compare   = [link] comparison quantity behind
/// change    = ("increases" | "drops" | ...) "by" ["more than" | "at least"] quantity window
/// subject   = { measure | "the" | "of" } name behind
/// behind    = { ("by" | "per") label { "," label } | window | "per" unit-of-time }
/// window    = ("over" | "in" | "within" | "during") ["the"] ["last" | "past"] time
/// ```
final class ConditionParser {
  private static final int DEPTH_MAX = 20;
  private static final int CLAUSES_MAX = 50;
  private static final String COMPARISON = "a comparison such as > or above";

  private final TokenCursor tokens;
  private final Catalogue catalogue;
  private final QuantityParser quantities;
  private int depth;
  private int clauses;

  private ConditionParser(String text, Catalogue catalogue) {
    this.tokens = new TokenCursor(Lexer.tokens(text));
    this.catalogue = catalogue;
    this.quantities = new QuantityParser(tokens, text);
  }

  static Condition parse(String text, Catalogue catalogue) {
    return new ConditionParser(text, catalogue).condition();
  }

  /// Reads what a table says of one metric: `>100ms`, `p95 > 1s`, `5,000`, `< 2`.
  static Limit limit(String text, Catalogue catalogue, String name) {
    return new ConditionParser(text, catalogue).limit(name);
  }

  /// Reads a subject without anything that is said of it.
  static Subject subject(String text, Catalogue catalogue) {
    var parser = new ConditionParser(text, catalogue);
    var subject = new SubjectParser(parser.tokens, catalogue, parser.quantities);
    subject.compared();
    var read = subject.read().subject();
    parser.end();
    return read;
  }

  /// Reads an amount alone.
  static Quantity amount(String text, Set<String> nouns) {
    var parser = new ConditionParser(text, Catalogue.EMPTY);
    var amount = parser.quantities.quantity(nouns);
    parser.end();
    return amount;
  }

  private void end() {
    if (!tokens.peek().is(Token.Kind.END)) {
      throw tokens.refuse("the end");
    }
  }

  private Condition condition() {
    tokens.take("alert");
    if (!tokens.take("when")) {
      tokens.take("if");
    }
    var clause = either();
    long forMillis = 0;
    if (tokens.take("for")) {
      tokens.take("at", "least");
      tokens.take("more", "than");
      tokens.take("the", "last");
      forMillis = quantities.millis();
    }
    if (!tokens.peek().is(Token.Kind.END)) {
      throw tokens.refuse(forMillis > 0 ? "the end" : "for, and, or, or the end");
    }
    return new Condition(clause, forMillis);
  }

  private Clause either() {
    var left = both();
    while (tokens.take("or")) {
      left = new Clause.Either(left, both());
    }
    return left;
  }

  private Clause both() {
    var left = clause();
    while (tokens.take("and")) {
      left = new Clause.Both(left, clause());
    }
    return left;
  }

  private Clause clause() {
    if (++clauses > CLAUSES_MAX) {
      throw tokens.refuse("at most " + CLAUSES_MAX + " clauses");
    }
    if (tokens.peek().isSign("(")) {
      return bracketed();
    }
    if (tokens.peek().word().equals("no") && catalogue.find(tokens.peek(0).text()) == null) {
      tokens.next();
      if (tokens.take("data") || tokens.take("values") || tokens.take("series")) {
        tokens.take("from");
      }
      var subject = new SubjectParser(tokens, catalogue, quantities);
      subject.compared();
      return missing(subject.read());
    }
    var subject = new SubjectParser(tokens, catalogue, quantities).read();
    return predicate(subject);
  }

  private Clause bracketed() {
    if (++depth > DEPTH_MAX) {
      throw tokens.refuse("at most " + DEPTH_MAX + " brackets in each other");
    }
    tokens.next();
    var inner = either();
    if (!tokens.takeSign(")")) {
      throw tokens.refuse("and, or, or )");
    }
    depth--;
    return inner;
  }

  private Clause predicate(SubjectParser subject) {
    while (Words.LINKS.contains(tokens.peek().word()) && !isMissing() && !isEqual()) {
      tokens.next();
    }
    if (isMissing()) {
      tokens.next();
      tokens.next();
      tokens.take("data");
      return missing(subject);
    }
    var verb = tokens.peek().word();
    if (Words.UP.contains(verb) || Words.DOWN.contains(verb)) {
      tokens.next();
      if (tokens.take("by")) {
        return change(subject, Words.UP.contains(verb));
      }
      var way = tokens.peek().word();
      if (!way.equals("above") && !way.equals("below") && !way.equals("under")) {
        throw tokens.refuse("by, above or below");
      }
    }
    var comparison = comparison();
    var limit = quantities.quantity(nouns(subject.subject()));
    subject.compared();
    subject.behind();
    return new Clause.Compare(subject.subject(), comparison, limit);
  }

  private boolean isMissing() {
    var first = tokens.peek().word();
    var second = tokens.peek(1).word();
    boolean is = first.equals("is") || first.equals("are");
    return (is && (second.equals("missing") || second.equals("absent") || second.equals("silent")))
        || ((first.equals("has") || first.equals("have")) && second.equals("no"));
  }

  /// `is 0` and `is not 0` compare by themselves.
  private boolean isEqual() {
    if (!tokens.peek().word().equals("is") && !tokens.peek().word().equals("are")) {
      return false;
    }
    var second = tokens.peek(1);
    return second.is(Token.Kind.NUMBER) || second.isSign("-");
  }

  private Comparison comparison() {
    if (isEqual()) {
      tokens.next();
      return Comparison.EQUAL;
    }
    var sign = tokens.peek().is(Token.Kind.SIGN) ? Words.SIGNS.get(tokens.peek().text()) : null;
    if (sign != null) {
      tokens.next();
      return sign;
    }
    for (var phrase : Words.COMPARISONS) {
      if (tokens.take(phrase.getKey().split(" ", -1))) {
        return phrase.getValue();
      }
    }
    throw tokens.refuse(COMPARISON);
  }

  private Clause change(SubjectParser subject, boolean up) {
    var comparison = Comparison.AT_LEAST;
    if (tokens.take("more", "than") || tokens.takeSign(">")) {
      comparison = Comparison.ABOVE;
    } else {
      tokens.take("at", "least");
    }
    var before = subject.subject();
    if (before.windowMillis() > 0) {
      throw tokens.refuse("the window at the end, as in increases by 50% over 1h");
    }
    var amount = quantities.quantity(nouns(before));
    subject.compared();
    subject.behind();
    var after = subject.subject();
    if (after.windowMillis() == 0) {
      throw tokens.refuse("over and a duration, as in over 1h");
    }
    return new Clause.Change(after, up, comparison, amount, after.windowMillis());
  }

  private Clause missing(SubjectParser subject) {
    long window = subject.subject().windowMillis();
    if (window == 0) {
      if (!tokens.take("for") && !tokens.take("since")) {
        throw tokens.refuse("for and a duration, as in for 2 minutes");
      }
      tokens.take("more", "than");
      tokens.take("at", "least");
      window = quantities.millis();
    }
    subject.compared();
    if (tokens.peek().word().equals("by") || tokens.peek().word().equals("per")) {
      subject.behind();
    }
    return new Clause.Missing(subject.subject(), window);
  }

  /// Things may be counted by the words of their name and of their unit.
  private Set<String> nouns(Subject subject) {
    var unit = catalogue.entry(subject.name()).unit();
    var words = new HashSet<String>();
    if (unit.dimension() == Dimension.COUNT) {
      var both = subject.name() + "_" + unit.name();
      words.addAll(List.of(both.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)));
      words.removeIf(word -> word.isEmpty() || Words.follows(word));
    }
    return words;
  }

  private Limit limit(String name) {
    var column = tokens.peek().column();
    double quantile = quantileBefore();
    boolean bare = tokens.peek().is(Token.Kind.NUMBER) || tokens.peek().isSign("-");
    var comparison = bare ? null : comparison();
    var entry = catalogue.entry(name);
    var plain = new Subject(name, null, 0, null, 0, null, 0, column);
    var amount = quantities.quantity(nouns(plain));
    end();
    boolean isQuantile = quantile > 0;
    var measure = isQuantile ? Measure.QUANTILE : null;
    var change =
        entry.kind() == CatalogueEntry.Kind.COUNTER && !amount.perSecond() && !isQuantile
            ? Measure.INCREASE
            : null;
    var subject = new Subject(name, measure, quantile, change, 0, null, 0, column);
    return new Limit(subject, comparison, amount);
  }

  private double quantileBefore() {
    var word = tokens.peek().word();
    if (word.equals("median")) {
      tokens.next();
      return 0.5;
    }
    if (word.matches("p[0-9]{1,2}(\\.[0-9]{1,3})?")) {
      tokens.next();
      return Math.rint(Double.parseDouble(word.substring(1)) * 1000) / 100_000;
    }
    return 0;
  }
}
