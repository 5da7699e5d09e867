package io.tocsin.api.prometheus;

import io.tocsin.api.http.Parameters;
import io.tocsin.api.search.Terms;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// The parameters that all searches have.
///
/// @param sort how results are ordered
/// @param limit how many results are wanted at most
/// @param batch how many of them come in one line
record SearchRequest(
    Terms terms,
    Sort sort,
    boolean withScore,
    long startMillis,
    long endMillis,
    int limit,
    int batch) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int TERMS_MAX = 32;
  private static final long SPAN_MILLIS = 3_600_000;

  enum Sort {
    UP,
    DOWN,
    SCORE
  }

  /// @param limitMax of `limit`; 0 for any
  static SearchRequest of(Parameters parameters, int limitMax, long nowMillis) {
    long start = Values.time(parameters, "start", nowMillis - SPAN_MILLIS);
    long end = Values.time(parameters, "end", nowMillis);
    if (end < start) {
      throw ApiError.badData("end timestamp must not be before start timestamp");
    }
    return new SearchRequest(
        terms(parameters),
        sort(parameters),
        bool(parameters, "include_score", false),
        start,
        end,
        limit(parameters, limitMax),
        positive(parameters, "batch_size", DEFAULT_LIMIT));
  }

  private static Terms terms(Parameters parameters) {
    var searches = parameters.all("search[]");
    if (searches.size() > TERMS_MAX) {
      throw ApiError.badData(
          "too many search[] terms: got " + searches.size() + ", maximum is " + TERMS_MAX);
    }
    int threshold =
        number(
            parameters,
            "fuzz_threshold",
            0,
            text -> {
              int percent = Integer.parseInt(text);
              return percent <= 100 ? percent : -1;
            },
            "0-100");
    return new Terms(
        searches,
        algorithm(parameters.value("fuzz_alg")),
        threshold / 100.0,
        bool(parameters, "case_sensitive", true));
  }

  private static Terms.Algorithm algorithm(String name) {
    for (var algorithm : Terms.Algorithm.values()) {
      if (name.equals(algorithm.name().toLowerCase(Locale.ROOT))) {
        return algorithm;
      }
    }
    if (name.isEmpty()) {
      return Terms.Algorithm.SUBSEQUENCE;
    }
    throw ApiError.badData(
        "unsupported fuzz_alg "
            + Values.quoted(name)
            + ": must be one of [subsequence jarowinkler]");
  }

  private static Sort sort(Parameters parameters) {
    var by = parameters.value("sort_by");
    var direction = parameters.value("sort_dir");
    if (!direction.isEmpty() && by.isEmpty()) {
      throw ApiError.badData("sort_dir is only valid when sort_by is set");
    }
    if (!direction.isEmpty() && by.equals("score")) {
      throw ApiError.badData("sort_dir is not supported for sort_by=score");
    }
    if (!direction.isEmpty() && !direction.equals("asc") && !direction.equals("dsc")) {
      throw ApiError.badData(
          "invalid sort_dir " + Values.quoted(direction) + ": must be \"asc\" or \"dsc\"");
    }
    if (by.equals("score") && parameters.all("search[]").isEmpty()) {
      throw ApiError.badData("sort_by=score requires search[] to be set");
    }
    return switch (by) {
      case "score" -> Sort.SCORE;
      case "", "alpha" -> direction.equals("dsc") ? Sort.DOWN : Sort.UP;
      default ->
          throw ApiError.badData(
              "invalid sort_by " + Values.quoted(by) + ": must be \"alpha\" or \"score\"");
    };
  }

  private static int limit(Parameters parameters, int limitMax) {
    int otherwise = limitMax > 0 ? Math.min(DEFAULT_LIMIT, limitMax) : DEFAULT_LIMIT;
    int limit = positive(parameters, "limit", otherwise);
    if (limitMax > 0 && limit > limitMax) {
      throw ApiError.badData(
          "limit "
              + limit
              + " exceeds the configured maximum ("
              + limitMax
              + ", see --web.search.max-limit)");
    }
    return limit;
  }

  private static int positive(Parameters parameters, String name, int otherwise) {
    return number(
        parameters,
        name,
        otherwise,
        text -> {
          int number = Integer.parseInt(text);
          return number > 0 ? number : -1;
        },
        "a positive integer");
  }

  /// @param read returns a negative number, or throws, for what does not fit
  private static int number(
      Parameters parameters,
      String name,
      int otherwise,
      ToIntFunction<String> read,
      String expected) {
    var text = parameters.value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    int number;
    try {
      number = read.applyAsInt(text);
    } catch (NumberFormatException e) {
      number = -1;
    }
    if (number < 0) {
      throw ApiError.badData(
          "invalid " + name + " " + Values.quoted(text) + ": must be " + expected);
    }
    return number;
  }

  static boolean bool(Parameters parameters, String name, boolean otherwise) {
    var text = parameters.value(name);
    var known = Values.bool(text);
    if (known == null && !text.isEmpty()) {
      throw ApiError.badData("invalid " + name + " " + Values.quoted(text) + ": must be boolean");
    }
    return known == null ? otherwise : known;
  }
}
