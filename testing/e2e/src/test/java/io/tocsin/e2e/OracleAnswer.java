package io.tocsin.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a query API answered, and how it differs from what another did. Numbers may differ in the
/// last digits, because sums are made in another order.
record OracleAnswer(Json json) {
  private static final double TOLERANCE = 1e-9;

  static OracleAnswer of(Web.Reply reply) {
    return new OracleAnswer(reply.json());
  }

  boolean isError() {
    return json.at("status").text().equals("error");
  }

  String error() {
    return isError() ? json.at("errorType").text() + ": " + json.at("error").text() : "";
  }

  /// Returns how this differs from what is expected; empty if it does not.
  ///
  /// @param strict whether errors and notes must have the same words
  String differenceFrom(OracleAnswer expected, boolean strict) {
    if (isError() || expected.isError()) {
      boolean same = strict ? error().equals(expected.error()) : isError() == expected.isError();
      return same ? "" : "error <" + error() + ">, expected <" + expected.error() + ">";
    }
    if (strict) {
      for (var notes : List.of("warnings", "infos")) {
        var said = notes(notes);
        var wanted = expected.notes(notes);
        if (!said.equals(wanted)) {
          return notes + " " + said + ", expected " + wanted;
        }
      }
    }
    var type = json.at("data", "resultType").text();
    var wantedType = expected.json.at("data", "resultType").text();
    if (!type.equals(wantedType)) {
      return "type " + type + ", expected " + wantedType;
    }
    return switch (type) {
      case "scalar" ->
          point(json.at("data", "result"), expected.json.at("data", "result"), "scalar");
      case "string" ->
          json.at("data", "result").equals(expected.json.at("data", "result")) ? "" : "string";
      default -> series(expected);
    };
  }

  private List<String> notes(String name) {
    var notes = new ArrayList<String>();
    if (json.has(name)) {
      json.at(name).items().forEach(note -> notes.add(note.text()));
    }
    notes.sort(null);
    return notes;
  }

  private String series(OracleAnswer expected) {
    var got = byLabels();
    var wanted = expected.byLabels();
    if (!got.keySet().equals(wanted.keySet())) {
      var missing = new ArrayList<>(wanted.keySet());
      missing.removeAll(got.keySet());
      var surplus = new ArrayList<>(got.keySet());
      surplus.removeAll(wanted.keySet());
      return "series: missing " + missing + ", not expected " + surplus;
    }
    for (var name : wanted.keySet()) {
      var ours = got.get(name);
      var theirs = wanted.get(name);
      if (ours.size() != theirs.size()) {
        return name + ": " + ours.size() + " points, expected " + theirs.size();
      }
      for (int i = 0; i < ours.size(); i++) {
        var difference = point(ours.get(i), theirs.get(i), name);
        if (!difference.isEmpty()) {
          return difference;
        }
      }
    }
    return "";
  }

  private Map<String, List<Json>> byLabels() {
    var series = new TreeMap<String, List<Json>>();
    for (var one : json.at("data", "result").items()) {
      var points = one.has("values") ? one.at("values").items() : List.of(one.at("value"));
      series.put(new TreeMap<>(one.at("metric").texts()).toString(), points);
    }
    return series;
  }

  private static String point(Json got, Json expected, String where) {
    boolean same =
        got.at(0).number() == expected.at(0).number()
            && near(number(got.at(1).text()), number(expected.at(1).text()));
    return same ? "" : where + ": " + got.value() + ", expected " + expected.value();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static boolean near(double a, double b) {
    return Double.compare(a, b) == 0
        || a == b
        || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }

  /// The names and order of an instant vector's series.
  List<String> order() {
    var order = new ArrayList<String>();
    for (var one : json.at("data", "result").items()) {
      order.add(new TreeMap<>(one.at("metric").texts()).toString());
    }
    return order;
  }
}
