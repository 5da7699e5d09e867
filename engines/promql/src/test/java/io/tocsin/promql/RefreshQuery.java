package io.tocsin.promql;

import java.util.List;
import java.util.Random;

/// Makes queries as dashboards ask them, and stranger ones, over floats `g`, `c_total` and
/// `d_bucket`: more of the language than can be answered from kept answers.
final class RefreshQuery {
  private static final List<String> OVER_RANGES =
      List.of(
          "rate",
          "increase",
          "delta",
          "irate",
          "idelta",
          "sum_over_time",
          "avg_over_time",
          "max_over_time",
          "min_over_time",
          "count_over_time",
          "last_over_time",
          "first_over_time",
          "stddev_over_time",
          "stdvar_over_time",
          "present_over_time",
          "absent_over_time",
          "changes",
          "resets",
          "deriv",
          "mad_over_time",
          "ts_of_max_over_time");
  private static final List<String> OVER_ROWS =
      List.of("abs", "ceil", "timestamp", "hour", "sqrt", "-", "sort", "sort_desc", "absent");
  private static final List<String> AGGREGATIONS =
      List.of("sum", "avg", "count", "min", "max", "group", "stddev", "stdvar");

  private final Random random;

  RefreshQuery(Random random) {
    this.random = random;
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String vector(int depth) {
    if (depth == 0) {
      return selector() + modifiers();
    }
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> oneOf(OVER_RANGES) + "(" + range(depth - 1) + ")";
      case 3, 4, 5 -> oneOf(AGGREGATIONS) + grouping() + "(" + vector(depth - 1) + ")";
      case 6 -> oneOf("topk", "bottomk") + grouping() + "(2, " + vector(depth - 1) + ")";
      case 7 -> joined(depth);
      case 8 -> scaled(depth);
      case 9 -> oneOf(OVER_ROWS) + "(" + vector(depth - 1) + ")";
      case 10 -> "histogram_quantile(0.9, sum by (le) (rate(d_bucket[5m])))";
      case 11 -> "label_replace(" + vector(depth - 1) + ", \"z\", \"$1\", \"a\", \"(.*)\")";
      case 12 -> "quantile" + grouping() + "(0.7, " + vector(depth - 1) + ")";
      case 13 -> "vector(scalar(" + vector(depth - 1) + "))";
      default -> odd(depth);
    };
  }

  private String odd(int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> "limitk(2, " + vector(depth - 1) + ")";
      case 1 -> "count_values(\"v\", " + vector(depth - 1) + ")";
      case 2 -> "quantile_over_time(0.5, " + range(depth - 1) + ")";
      case 3 -> "predict_linear(" + range(depth - 1) + ", 600)";
      case 4 -> "sum(rate({__name__=~\"c_total|g\"}[5m]))";
      case 5 -> "abs({__name__=~\"c_total|g\"})";
      case 6 -> "vector(" + oneOf("start()", "end()", "range()", "step()", "time()") + ")";
      case 7 -> "topk(scalar(count(g)) % 3, " + vector(depth - 1) + ")";
      default -> "clamp(" + vector(depth - 1) + ", 0, scalar(max(g)))";
    };
  }

  private String joined(int depth) {
    var operator =
        oneOf(
            "+ on(a, b)",
            "/ on(a, b)",
            "* on(a) group_left()",
            "> on(a, b)",
            "and on(a)",
            "or",
            "unless on(a, b)",
            "- on(a, b) group_right()");
    return "(" + vector(depth - 1) + ") " + operator + " (" + vector(depth - 1) + ")";
  }

  private String scaled(int depth) {
    return "(" + vector(depth - 1) + ") " + oneOf("* 3", "/ 7", "+ time()", "> 0", "> bool 1");
  }

  private String selector() {
    var name = oneOf("g", "g", "c_total", "d_bucket");
    return random.nextInt(4) == 0 ? name + "{a=\"" + random.nextInt(3) + "\"}" : name;
  }

  private String modifiers() {
    return switch (random.nextInt(12)) {
      case 0 -> " offset " + (1 + random.nextInt(9)) + "m";
      case 1 -> " offset -" + (1 + random.nextInt(9)) + "m";
      case 2 -> " @ " + (1_000 + random.nextInt(20) * 300);
      case 3 -> oneOf(" @ start()", " @ end()");
      default -> "";
    };
  }

  private String range(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return "(" + vector(depth) + ")[" + (2 + random.nextInt(8)) + "m:1m]" + modifiers();
    }
    var length = random.nextInt(8) == 0 ? "range()/4+1m" : (1 + random.nextInt(8)) + "m";
    return selector() + "[" + length + "]" + modifiers();
  }

  private String grouping() {
    return oneOf(" by (a) ", " by (a, b) ", " without (b) ", " by (le, a) ", " ");
  }
}
