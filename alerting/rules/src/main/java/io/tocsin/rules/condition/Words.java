package io.tocsin.rules.condition;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words of the language.
final class Words {
  /// Longer phrases first where one begins another.
  static final List<Map.Entry<String, Comparison>> COMPARISONS =
      List.of(
          Map.entry("greater than or equal to", Comparison.AT_LEAST),
          Map.entry("less than or equal to", Comparison.AT_MOST),
          Map.entry("no more than", Comparison.AT_MOST),
          Map.entry("not more than", Comparison.AT_MOST),
          Map.entry("no less than", Comparison.AT_LEAST),
          Map.entry("not less than", Comparison.AT_LEAST),
          Map.entry("not equal to", Comparison.DIFFERENT),
          Map.entry("different from", Comparison.DIFFERENT),
          Map.entry("equal to", Comparison.EQUAL),
          Map.entry("at least", Comparison.AT_LEAST),
          Map.entry("at most", Comparison.AT_MOST),
          Map.entry("more than", Comparison.ABOVE),
          Map.entry("greater than", Comparison.ABOVE),
          Map.entry("higher than", Comparison.ABOVE),
          Map.entry("larger than", Comparison.ABOVE),
          Map.entry("longer than", Comparison.ABOVE),
          Map.entry("slower than", Comparison.ABOVE),
          Map.entry("older than", Comparison.ABOVE),
          Map.entry("less than", Comparison.BELOW),
          Map.entry("lower than", Comparison.BELOW),
          Map.entry("fewer than", Comparison.BELOW),
          Map.entry("smaller than", Comparison.BELOW),
          Map.entry("shorter than", Comparison.BELOW),
          Map.entry("faster than", Comparison.BELOW),
          Map.entry("above", Comparison.ABOVE),
          Map.entry("over", Comparison.ABOVE),
          Map.entry("exceeds", Comparison.ABOVE),
          Map.entry("exceed", Comparison.ABOVE),
          Map.entry("exceeding", Comparison.ABOVE),
          Map.entry("below", Comparison.BELOW),
          Map.entry("under", Comparison.BELOW),
          Map.entry("reaches", Comparison.AT_LEAST),
          Map.entry("reach", Comparison.AT_LEAST),
          Map.entry("equals", Comparison.EQUAL),
          Map.entry("not", Comparison.DIFFERENT));

  static final Map<String, Comparison> SIGNS =
      Map.ofEntries(
          Map.entry(">", Comparison.ABOVE),
          Map.entry("<", Comparison.BELOW),
          Map.entry(">=", Comparison.AT_LEAST),
          Map.entry("≥", Comparison.AT_LEAST),
          Map.entry("<=", Comparison.AT_MOST),
          Map.entry("≤", Comparison.AT_MOST),
          Map.entry("==", Comparison.EQUAL),
          Map.entry("=", Comparison.EQUAL),
          Map.entry("!=", Comparison.DIFFERENT),
          Map.entry("≠", Comparison.DIFFERENT));

  static final Map<String, Measure> MEASURES =
      Map.ofEntries(
          Map.entry("average", Measure.AVERAGE),
          Map.entry("avg", Measure.AVERAGE),
          Map.entry("mean", Measure.AVERAGE),
          Map.entry("max", Measure.MAX),
          Map.entry("maximum", Measure.MAX),
          Map.entry("highest", Measure.MAX),
          Map.entry("largest", Measure.MAX),
          Map.entry("min", Measure.MIN),
          Map.entry("minimum", Measure.MIN),
          Map.entry("lowest", Measure.MIN),
          Map.entry("smallest", Measure.MIN),
          Map.entry("sum", Measure.SUM),
          Map.entry("total", Measure.SUM),
          Map.entry("count", Measure.COUNT),
          Map.entry("number", Measure.COUNT),
          Map.entry("any", Measure.ANY),
          Map.entry("each", Measure.ANY),
          Map.entry("all", Measure.ALL),
          Map.entry("every", Measure.ALL),
          Map.entry("rate", Measure.RATE),
          Map.entry("increase", Measure.INCREASE));

  static final Set<String> UP =
      Set.of("increases", "increased", "rises", "rose", "grows", "grew", "climbs", "jumps");
  static final Set<String> DOWN =
      Set.of("decreases", "decreased", "drops", "dropped", "falls", "fell", "shrinks", "sinks");

  /// Words that may stand before a comparison and say nothing: `is above`, `stays below`.
  static final Set<String> LINKS =
      Set.of("is", "are", "was", "stays", "stay", "remains", "goes", "gets", "been", "has", "have");

  static final Set<String> ARTICLES = Set.of("the", "a", "an", "of");

  /// Words that may stand behind an amount.
  private static final Set<String> FOLLOWING =
      Set.of("for", "over", "in", "within", "by", "per", "and", "or", "a", "during");

  /// What is counted so often that every name may be compared with so many of it.
  private static final Set<String> COUNTED =
      Set.of(
          "req",
          "request",
          "requests",
          "error",
          "errors",
          "job",
          "jobs",
          "event",
          "events",
          "call",
          "calls",
          "message",
          "messages",
          "connection",
          "connections",
          "client",
          "clients",
          "user",
          "users",
          "session",
          "sessions",
          "query",
          "queries",
          "row",
          "rows",
          "file",
          "files",
          "item",
          "items",
          "time",
          "times",
          "restart",
          "restarts",
          "failure",
          "failures",
          "login",
          "logins",
          "pod",
          "pods",
          "process",
          "processes",
          "operations",
          "packets",
          "samples",
          "series",
          "failed");

  private Words() {}

  static boolean follows(String word) {
    return FOLLOWING.contains(word);
  }

  static boolean isCounted(String word, Set<String> more) {
    return COUNTED.contains(word) || more.contains(word);
  }
}
