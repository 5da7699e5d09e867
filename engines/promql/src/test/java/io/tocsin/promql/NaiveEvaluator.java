package io.tocsin.promql;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Evaluates a part of the language at one time after another, walking the tree with lists and
/// maps: what the evaluator in columns is held against. Values are [Double] or [NaiveHistogram].
final class NaiveEvaluator {
  private static final long LOOKBACK = 300_000;

  private final Map<Labels, TreeMap<Long, Object>> series;

  /// @param series floats and [Histogram]s by time
  NaiveEvaluator(Map<Labels, TreeMap<Long, Object>> series) {
    this.series = series;
  }

  /// Fails as the engine does, without its words.
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// One sample of a window.
  record Point(long time, Object value) {
    double number() {
      return (Double) value;
    }

    boolean isHistogram() {
      return value instanceof NaiveHistogram;
    }

    NaiveHistogram histogram() {
      return (NaiveHistogram) value;
    }
  }

  /// Returns the value of each series at a time.
  Map<Labels, Object> vector(Expr expr, long time) {
    return switch (expr) {
      case Expr.VectorSelector selector -> selected(selector, time);
      case Expr.Paren paren -> vector(paren.inner(), time);
      case Expr.Unary unary ->
          unary.negative()
              ? mapped(vector(unary.operand(), time), value -> scaled(value, -1))
              : vector(unary.operand(), time);
      case Expr.Call call -> call(call, time);
      case Expr.Binary binary -> binary(binary, time);
      case Expr.Aggregate aggregate -> aggregate(aggregate, time);
      case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.MatrixSelector _, Expr.Subquery _ ->
          throw new IllegalArgumentException(expr.toString());
    };
  }

  private static Object scaled(Object value, double factor) {
    return value instanceof NaiveHistogram histogram
        ? histogram.times(factor)
        : (Object) ((Double) value * factor);
  }

  private interface Change {
    @Nullable Object apply(Object value);
  }

  private static Map<Labels, Object> mapped(Map<Labels, Object> vector, Change change) {
    var out = new LinkedHashMap<Labels, Object>();
    vector.forEach((labels, value) -> {
      var changed = change.apply(value);
      if (changed != null && out.put(labels.without(Labels.NAME), changed) != null) {
        throw new Refusal();
      }
    });
    return out;
  }

  private Map<Labels, Object> selected(Expr.VectorSelector selector, long time) {
    var out = new LinkedHashMap<Labels, Object>();
    for (var labels : matching(selector)) {
      var newest = series.get(labels).floorEntry(time - offset(selector.modifiers()));
      if (newest != null && newest.getKey() > time - offset(selector.modifiers()) - LOOKBACK) {
        var value = value(newest.getValue());
        if (value != null) {
          out.put(labels, value);
        }
      }
    }
    return out;
  }

  private List<Labels> matching(Expr.VectorSelector selector) {
    return series.keySet().stream()
        .filter(labels -> selector.matchers().stream().allMatch(m -> m.matches(labels)))
        .toList();
  }

  private static long offset(Expr.Modifiers modifiers) {
    return modifiers.offset() == null ? 0 : modifiers.offset().millis(0, 0);
  }

  private static @Nullable Object value(Object stored) {
    if (stored instanceof Histogram histogram) {
      return NaiveHistogram.of(histogram);
    }
    return StaleNan.is((Double) stored) ? null : stored;
  }

  private Map<Labels, List<Point>> windows(Expr range, long time) {
    var out = new LinkedHashMap<Labels, List<Point>>();
    if (range instanceof Expr.MatrixSelector matrix) {
      long end = time - offset(matrix.selector().modifiers());
      for (var labels : matching(matrix.selector())) {
        var points = new ArrayList<Point>();
        series
            .get(labels)
            .subMap(end - matrix.range().millis(0, 0), false, end, true)
            .forEach((at, stored) -> {
              var value = value(stored);
              if (value != null) {
                points.add(new Point(at, value));
              }
            });
        out.put(labels, points);
      }
      return out;
    }
    var subquery = (Expr.Subquery) range;
    long step = subquery.step().millis(0, 0);
    long end = time - offset(subquery.modifiers());
    long start = end - subquery.range().millis(0, 0);
    for (long at = Math.floorDiv(start, step) * step + step; at <= end; at += step) {
      long now = at;
      vector(subquery.inner(), at)
          .forEach((labels, value) ->
              out.computeIfAbsent(labels, _ -> new ArrayList<>()).add(new Point(now, value)));
    }
    return out;
  }

  private static long length(Expr range) {
    return range instanceof Expr.MatrixSelector matrix
        ? matrix.range().millis(0, 0)
        : ((Expr.Subquery) range).range().millis(0, 0);
  }

  private static long end(Expr range, long time) {
    return range instanceof Expr.MatrixSelector matrix
        ? time - offset(matrix.selector().modifiers())
        : time - offset(((Expr.Subquery) range).modifiers());
  }

  private Map<Labels, Object> call(Expr.Call call, long time) {
    var name = call.function().name();
    var argument = call.arguments().getFirst();
    if (argument.type() == ValueType.MATRIX) {
      var out = new LinkedHashMap<Labels, Object>();
      windows(argument, time)
          .forEach((labels, points) -> {
            long end = end(argument, time);
            var value =
                points.isEmpty()
                    ? null
                    : NaiveRanges.value(name, points, end - length(argument), end);
            if (value != null) {
              boolean keeps = name.equals("last_over_time") || name.equals("first_over_time");
              out.put(keeps ? labels : labels.without(Labels.NAME), value);
            }
          });
      return out;
    }
    return mapped(vector(argument, time), value -> NaiveRanges.function(name, value));
  }

  private Map<Labels, Object> aggregate(Expr.Aggregate aggregate, long time) {
    var groups = new LinkedHashMap<Labels, List<Object>>();
    vector(aggregate.operand(), time)
        .forEach((labels, value) ->
            groups.computeIfAbsent(group(aggregate, labels), _ -> new ArrayList<>()).add(value));
    var out = new LinkedHashMap<Labels, Object>();
    groups.forEach((labels, values) -> {
      var result = NaiveRanges.aggregate(aggregate.operator(), values);
      if (result != null) {
        out.put(labels, result);
      }
    });
    return out;
  }

  private static Labels group(Expr.Aggregate aggregate, Labels labels) {
    return aggregate.without()
        ? labels.without(
            Stream.concat(aggregate.labels().stream(), Stream.of(Labels.NAME))
                .toArray(String[]::new))
        : labels.keeping(aggregate.labels());
  }

  private Map<Labels, Object> binary(Expr.Binary binary, long time) {
    var left = vector(binary.left(), time);
    if (binary.right() instanceof Expr.NumberLiteral number) {
      var out = new LinkedHashMap<Labels, Object>();
      left.forEach((labels, value) -> {
        var result = NaiveRanges.operation(binary.operator(), value, number.value());
        boolean keeps = binary.operator().isComparison();
        if (result != null
            && out.put(keeps ? labels : labels.without(Labels.NAME), result) != null) {
          throw new Refusal();
        }
      });
      return out;
    }
    var right = vector(binary.right(), time);
    return binary.operator().isSet() ? set(binary, left, right) : join(binary, left, right);
  }

  private static Labels key(Expr.Binary binary, Labels labels) {
    var matching = binary.matching();
    return matching.on()
        ? labels.keeping(matching.labels())
        : labels.without(
            Stream.concat(matching.labels().stream(), Stream.of(Labels.NAME))
                .toArray(String[]::new));
  }

  private static Map<Labels, Object> set(
      Expr.Binary binary, Map<Labels, Object> left, Map<Labels, Object> right) {
    var leftKeys = left.keySet().stream().map(labels -> key(binary, labels)).toList();
    var rightKeys = right.keySet().stream().map(labels -> key(binary, labels)).toList();
    var out = new LinkedHashMap<Labels, Object>();
    left.forEach((labels, value) -> {
      boolean other = rightKeys.contains(key(binary, labels));
      if (binary.operator() == BinaryOperator.OR
          || other == (binary.operator() == BinaryOperator.AND)) {
        out.put(labels, value);
      }
    });
    right.forEach((labels, value) -> {
      if (binary.operator() == BinaryOperator.OR
          && !leftKeys.contains(key(binary, labels))
          && out.put(labels, value) != null) {
        throw new Refusal();
      }
    });
    return out;
  }

  private static Map<Labels, Object> join(
      Expr.Binary binary, Map<Labels, Object> left, Map<Labels, Object> right) {
    var ones = new HashMap<Labels, Map.Entry<Labels, Object>>();
    if (!left.isEmpty()) {
      for (var entry : right.entrySet()) {
        if (ones.put(key(binary, entry.getKey()), entry) != null) {
          throw new Refusal();
        }
      }
    }
    var out = new LinkedHashMap<Labels, Object>();
    var matched = new ArrayList<Labels>();
    boolean oneToOne = binary.matching().cardinality() == VectorMatching.Cardinality.ONE_TO_ONE;
    left.forEach((labels, value) -> {
      var one = ones.get(key(binary, labels));
      if (one == null) {
        return;
      }
      var result = NaiveRanges.operation(binary.operator(), value, one.getValue());
      if (result == null && !NaiveRanges.fits(binary.operator(), value, one.getValue())) {
        return;
      }
      if (oneToOne && matched.contains(key(binary, labels))) {
        throw new Refusal();
      }
      matched.add(key(binary, labels));
      boolean keeps = binary.operator().isComparison();
      var named = keeps ? labels : labels.without(Labels.NAME);
      if (oneToOne) {
        named =
            binary.matching().on()
                ? named.keeping(binary.matching().labels())
                : named.without(binary.matching().labels().toArray(String[]::new));
      }
      if (result != null && out.put(named, result) != null) {
        throw new Refusal();
      }
    });
    return out;
  }
}
