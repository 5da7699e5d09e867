package io.tocsin.api.ui;

import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonBody;
import io.tocsin.api.prometheus.ApiError;
import io.tocsin.api.prometheus.Questions.Failure;
import io.tocsin.api.prometheus.Questions.Kind;
import io.tocsin.api.prometheus.Questions.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The queries of one request, equal ones put together.
///
/// @param items in the order in which they were asked first
/// @param size how many there were
record Batch(List<Item> items, int size) {
  static final int QUERIES_MAX = 500;
  private static final int ID_MAX = 200;

  /// What may stand in a query beside `id` and `type`, and how its path calls it.
  private static final Map<String, String> NAMES =
      Map.of(
          "expr", "query",
          "time", "time",
          "start", "start",
          "end", "end",
          "step", "step",
          "limit", "limit",
          "timeout", "timeout",
          "lookbackDelta", "lookback_delta",
          "nocache", "nocache",
          "stats", "stats");

  /// What is answered once, to one or more ids.
  sealed interface Item {}

  /// One question and those who ask it.
  record Asked(List<String> ids, Question question) implements Item {}

  /// What cannot be asked, and why.
  record Refused(List<String> ids, Failure why) implements Item {}

  /// Reads a request's body.
  ///
  /// @throws ApiError if it is no batch, or too large a one; what is wrong with a single query is
  ///   its answer
  static Batch read(JsonBody body) {
    var queries = body.at("queries");
    if (!queries.isList()) {
      throw ApiError.badData("queries: missing (expected: a list)");
    }
    var all = queries.items();
    if (all.size() > QUERIES_MAX) {
      throw new ApiError(
          ApiError.Type.TOO_LARGE,
          "queries: " + all.size() + " (expected: at most " + QUERIES_MAX + ")");
    }
    var asked = new LinkedHashMap<Question, List<String>>();
    var items = new ArrayList<Item>();
    var ids = new HashSet<String>();
    for (var query : all) {
      var id = id(query, ids);
      try {
        asked.computeIfAbsent(question(query), _ -> new ArrayList<>(1)).add(id);
      } catch (ApiError | HttpError e) {
        var failure = new Failure("bad_data", String.valueOf(e.getMessage()));
        items.add(new Refused(List.of(id), failure));
      }
    }
    asked.forEach((question, those) -> items.add(new Asked(List.copyOf(those), question)));
    return new Batch(List.copyOf(items), all.size());
  }

  private static String id(JsonBody query, HashSet<String> known) {
    var id = query.at("id").text();
    if (id.isEmpty() || id.length() > ID_MAX) {
      throw ApiError.badData(
          query.path() + ".id: length " + id.length() + " (expected: 1 to " + ID_MAX + ")");
    }
    if (!known.add(id)) {
      throw ApiError.badData(query.path() + ".id: " + id + " comes twice (expected: once)");
    }
    return id;
  }

  private static Question question(JsonBody query) {
    var kind = kind(query.at("type"));
    var parameters = new HashMap<String, List<String>>();
    NAMES.forEach((ours, theirs) -> {
      var value = query.at(ours);
      if (value.isThere()) {
        parameters.put(theirs, List.of(value.text()));
      }
    });
    var match = query.at("match");
    if (match.isThere()) {
      parameters.put("match[]", match.items().stream().map(JsonBody::text).toList());
    }
    return new Question(kind, query.at("label").text(), parameters);
  }

  private static Kind kind(JsonBody type) {
    return switch (type.text()) {
      case "instant" -> Kind.INSTANT;
      case "range" -> Kind.RANGE;
      case "exemplars" -> Kind.EXEMPLARS;
      case "series" -> Kind.SERIES;
      case "labelNames" -> Kind.LABEL_NAMES;
      case "labelValues" -> Kind.LABEL_VALUES;
      default -> throw type.refusal("instant, range, exemplars, series, labelNames or labelValues");
    };
  }
}
