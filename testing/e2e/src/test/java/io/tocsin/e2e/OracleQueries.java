package io.tocsin.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Queries over [OracleSamples]: a list in the file `oracle-queries.txt`, and any number by chance.
final class OracleQueries {
  private static final List<String> OVER_RANGES =
      List.of(
          "rate",
          "increase",
          "irate",
          "delta",
          "idelta",
          "deriv",
          "changes",
          "resets",
          "sum_over_time",
          "avg_over_time",
          "min_over_time",
          "max_over_time",
          "count_over_time",
          "last_over_time",
          "stddev_over_time",
          "stdvar_over_time",
          "present_over_time",
          "absent_over_time");
  private static final List<String> OVER_ROWS =
      List.of(
          "abs",
          "ceil",
          "floor",
          "exp",
          "sqrt",
          "ln",
          "log2",
          "log10",
          "sgn",
          "round",
          "deg",
          "sin",
          "cos",
          "atan",
          "tanh",
          "timestamp",
          "hour",
          "minute",
          "day_of_week",
          "sort",
          "sort_desc",
          "absent",
          "-",
          "+");
  private static final List<String> AGGREGATIONS =
      List.of("sum", "avg", "count", "min", "max", "group", "stddev", "stdvar");

  private final Random random;

  OracleQueries(Random random) {
    this.random = random;
  }

  /// The queries of the list; `#` begins a comment.
  static List<String> listed() throws IOException {
    try (InputStream in = OracleQueries.class.getResourceAsStream("oracle-queries.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// Returns a query of type vector with at most so many functions and operators inside each other.
  String vector(int depth) {
    if (depth == 0) {
      return selector() + modifiers();
    }
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> oneOf(OVER_RANGES) + "(" + range(depth - 1) + ")";
      case 4, 5, 6 -> oneOf(AGGREGATIONS) + grouping() + "(" + vector(depth - 1) + ")";
      case 7 -> parametrised(depth);
      case 8, 9 -> joined(depth);
      case 10 -> scaled(depth);
      case 11 -> oneOf(OVER_ROWS) + "(" + vector(depth - 1) + ")";
      case 12 -> quantile();
      case 13 -> labelled(depth);
      case 14 -> "clamp(" + vector(depth - 1) + ", " + oneOf("-10", "0", "3") + ", 1e6)";
      default -> "vector(scalar(" + vector(depth - 1) + "))";
    };
  }

  private String parametrised(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> oneOf("topk", "bottomk") + grouping() + "(3, " + vector(depth - 1) + ")";
      case 1 -> "quantile" + grouping() + "(0.7, " + vector(depth - 1) + ")";
      case 2 -> "quantile_over_time(" + oneOf("0.1", "0.5", "0.99") + ", " + range(depth - 1) + ")";
      default -> "predict_linear(" + range(depth - 1) + ", " + oneOf("60", "3600") + ")";
    };
  }

  private String labelled(int depth) {
    return random.nextBoolean()
        ? "label_replace(" + vector(depth - 1) + ", \"z\", \"$1-x\", \"job\", \"(.).*\")"
        : "label_join(" + vector(depth - 1) + ", \"z\", \"/\", \"job\", \"instance\")";
  }

  private String quantile() {
    return "histogram_quantile("
        + oneOf("0.5", "0.9", "0.99", "1.5")
        + ", sum by (le"
        + oneOf("", ", job", ", instance")
        + ") ("
        + oneOf("rate", "increase")
        + "(latency_seconds_bucket["
        + minutes()
        + "])))";
  }

  private String joined(int depth) {
    var operator =
        oneOf(
            "+ on (job, instance)",
            "/ on (job, instance)",
            "* on (instance, job) group_left (version)",
            "- ignoring (code, path)",
            "> on (job, instance)",
            "== bool on (job, instance)",
            "+ on (job, instance) group_right ()",
            "^ on (job, instance)",
            "atan2 on (job, instance)",
            "and on (job)",
            "or on (job, instance)",
            "unless on (instance)",
            "or");
    return "(" + vector(depth - 1) + ") " + operator + " (" + vector(depth - 1) + ")";
  }

  private String scaled(int depth) {
    var operator =
        oneOf("+ 1", "* -3", "/ 7", "% 5", "^ 2", "> 10", "<= bool 0", "!= 0", "- time()");
    return random.nextInt(3) == 0
        ? oneOf("100 - ", "3 < ", "2 >= bool ", "1 / ") + "(" + vector(depth - 1) + ")"
        : "(" + vector(depth - 1) + ") " + operator;
  }

  private String selector() {
    var name =
        oneOf(
            "requests_total",
            "requests_total",
            "temperature_celsius",
            "memory_bytes",
            "odd",
            "build_info",
            "latency_seconds_bucket",
            "latency_seconds_count",
            "nothing");
    return name
        + oneOf(
            "",
            "",
            "",
            "{job=\"api\"}",
            "{instance!=\"a:1\"}",
            "{job=~\"a.*\"}",
            "{code=~\"4..\"}",
            "{instance!~\"(b|c):1\"}",
            "{sensor=\"\"}");
  }

  private String minutes() {
    return oneOf("1m", "2m", "5m", "7m30s", "10m", "33s", "1h");
  }

  private String modifiers() {
    return switch (random.nextInt(12)) {
      case 0 -> " offset " + minutes();
      case 1 -> " offset -" + minutes();
      case 2 -> oneOf(" @ start()", " @ end()");
      case 3 -> " offset 3m @ end()";
      default -> "";
    };
  }

  private String range(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return "("
          + vector(depth)
          + ")["
          + oneOf("5m", "11m", "30m")
          + ":"
          + oneOf("1m", "30s")
          + "]"
          + modifiers();
    }
    return selector() + "[" + minutes() + "]" + modifiers();
  }

  private String grouping() {
    return oneOf(" by (job) ", " by (instance, job) ", " without (instance) ", " by (code) ", " ");
  }
}
