package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what values are shown as, in the form of today and in the one before schema 30.
final class Mappings {
  private Mappings() {}

  /// Returns the mappings in the own form.
  ///
  /// @param steps the thresholds' steps, whose colours old mappings of numbers took
  static List<Object> read(List<Object> mappings, List<Object> steps) {
    var own = new ArrayList<Object>();
    var values = new LinkedHashMap<String, Object>();
    for (var item : mappings) {
      var mapping = Trees.map(item);
      var type = mapping.get("type");
      if (type instanceof String || (type == null && mapping.containsKey("options"))) {
        if (!isIdle(mapping)) {
          own.add(today(mapping));
        }
      } else {
        old(mapping, steps, own, values);
      }
    }
    if (!values.isEmpty()) {
      own.addFirst(Map.of("kind", "value", "options", values));
    }
    return own;
  }

  /// A mapping of special values that names none applies to nothing.
  private static boolean isIdle(Map<String, Object> mapping) {
    var match = Trees.map(mapping.get("options")).get("match");
    return "special".equals(mapping.get("type")) && (match == null || match == Nothing.NULL);
  }

  private static Object today(Map<String, Object> mapping) {
    var options = Trees.map(mapping.get("options"));
    var own = new LinkedHashMap<String, Object>();
    var kind = Trees.text(mapping.get("type"));
    own.put("kind", kind);
    if (kind.equals("value")) {
      own.put("options", results(options));
      return own;
    }
    own.putAll(options);
    own.put("result", result(options.get("result")));
    if (kind.equals("range")) {
      own.put("from", bound(options.get("from")));
      own.put("to", bound(options.get("to")));
    }
    if (kind.equals("regex") && options.containsKey("result")) {
      own.put("pattern", Trees.text(options.get("pattern")));
    }
    return own;
  }

  private static Object bound(@Nullable Object value) {
    var number = Source.number(value);
    return number == null ? Nothing.NULL : number;
  }

  private static Map<String, Object> results(Map<String, Object> options) {
    var results = new LinkedHashMap<String, Object>();
    options.forEach((value, result) -> results.put(value, result(result)));
    return results;
  }

  private static Map<String, Object> result(@Nullable Object result) {
    var own = Trees.map(result);
    own.values().removeIf(Nothing.NULL::equals);
    own.remove("state");
    return own;
  }

  private static void old(
      Map<String, Object> mapping,
      List<Object> steps,
      List<Object> own,
      Map<String, Object> values) {
    var text = Trees.text(mapping.get("text"));
    var result = new LinkedHashMap<String, Object>();
    result.put("text", text);
    var color = color(text, steps);
    if (!color.isEmpty()) {
      result.put("color", color);
    }
    boolean range = Trees.text(mapping.get("type")).equals("2");
    var first = Trees.text(mapping.get(range ? "from" : "value"));
    if (first.equals("null") || (range && Trees.text(mapping.get("to")).equals("null"))) {
      own.add(Map.of("kind", "special", "match", "null", "result", result));
    } else if (range) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("kind", "range");
      entry.put("from", bound(mapping.get("from")));
      entry.put("to", bound(mapping.get("to")));
      entry.put("result", result);
      own.add(entry);
    } else if (!first.isEmpty()) {
      values.put(first, result);
    }
  }

  /// The colour that the thresholds gave the number that stands for a value.
  private static String color(String text, List<Object> steps) {
    var number = text.matches("-?[0-9]+(\\.[0-9]+)?.*") ? leading(text) : null;
    var color = "";
    for (var step : number == null ? List.of() : steps) {
      var from = Source.number(Trees.map(step).get("value"));
      if (from == null || from.compareTo(number) <= 0) {
        color = Trees.text(Trees.map(step).get("color"));
      }
    }
    return color;
  }

  private static BigDecimal leading(String text) {
    return new BigDecimal(text.replaceFirst("^(-?[0-9]{1,30}(\\.[0-9]{1,30})?).*", "$1"));
  }
}
