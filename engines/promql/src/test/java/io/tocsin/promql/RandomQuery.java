package io.tocsin.promql;

import java.util.List;
import java.util.Random;

/// Makes queries of the part of the language that the [NaiveEvaluator] knows, over the series of
/// [RandomSeries].
final class RandomQuery {
  private static final List<String> RANGE_FUNCTIONS =
      List.of(
          "rate",
          "increase",
          "delta",
          "sum_over_time",
          "avg_over_time",
          "count_over_time",
          "last_over_time",
          "first_over_time",
          "changes",
          "resets",
          "max_over_time");
  private static final List<String> AGGREGATIONS =
      List.of("sum", "avg", "count", "min", "max", "group");

  private final Random random;

  RandomQuery(Random random) {
    this.random = random;
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// Returns a query that has at most so many operators and functions inside each other.
  String vector(int depth) {
    if (depth == 0) {
      return selector();
    }
    return switch (random.nextInt(10)) {
      case 0 -> selector() + offset();
      case 1, 2, 3 -> oneOf(RANGE_FUNCTIONS) + "(" + range(depth - 1) + ")";
      case 4, 5 -> oneOf(AGGREGATIONS) + grouping() + "(" + vector(depth - 1) + ")";
      case 6 ->
          "("
              + vector(depth - 1)
              + ") "
              + oneOf("+", "-", "*")
              + matching()
              + " ("
              + vector(depth - 1)
              + ")";
      case 7 ->
          "("
              + vector(depth - 1)
              + ") "
              + oneOf("and", "or", "unless")
              + " on(a, b) ("
              + vector(depth - 1)
              + ")";
      case 8 -> scaled(depth);
      default -> function(depth);
    };
  }

  /// Totals are asked of what is no sum of two vectors: there, hints of resets that only come up
  /// where buckets are left out may collide.
  private String function(int depth) {
    return random.nextBoolean()
        ? oneOf("abs", "-") + "(" + vector(depth - 1) + ")"
        : oneOf("histogram_count", "histogram_sum") + "(" + simple() + ")";
  }

  /// Returns a query whose series do not change their names with time.
  private String simple() {
    return switch (random.nextInt(3)) {
      case 0 -> selector();
      case 1 -> oneOf(RANGE_FUNCTIONS) + "(" + range(0) + ")";
      default -> oneOf(AGGREGATIONS) + grouping() + "(" + selector() + ")";
    };
  }

  private String scaled(int depth) {
    return random.nextBoolean()
        ? "(" + vector(depth - 1) + ") " + oneOf("* 3", "/ 2", "+ 1", "- 1")
        : oneOf("f0", "f1", "x") + oneOf(" > ", " < ", " == ") + random.nextInt(40);
  }

  private String selector() {
    var name = oneOf("f0", "f1", "h0", "h1", "x", "h0", "h1");
    return random.nextInt(4) == 0 ? name + "{a=\"" + random.nextInt(3) + "\"}" : name;
  }

  private String offset() {
    return random.nextInt(3) == 0 ? " offset " + (1 + random.nextInt(5)) + "m" : "";
  }

  private String range(int depth) {
    if (depth > 0 && random.nextInt(4) == 0) {
      return "(" + simple() + ")[" + (2 + random.nextInt(8)) + "m:1m]" + offset();
    }
    return selector() + "[" + (1 + random.nextInt(8)) + "m]" + offset();
  }

  private String grouping() {
    return switch (random.nextInt(4)) {
      case 0 -> " by (a) ";
      case 1 -> " by (a, b) ";
      case 2 -> " without (b) ";
      default -> " ";
    };
  }

  private String matching() {
    return switch (random.nextInt(6)) {
      case 0 -> " on(a)";
      case 1 -> " on(a, b) group_left()";
      case 2 -> " ignoring(b)";
      default -> " on(a, b)";
    };
  }
}
