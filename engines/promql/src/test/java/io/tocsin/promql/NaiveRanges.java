package io.tocsin.promql;

import io.tocsin.promql.NaiveEvaluator.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions, aggregations and operators of the [NaiveEvaluator], by their definitions.
final class NaiveRanges {
  private NaiveRanges() {}

  /// Returns what a function makes of a window with at least one sample; null for nothing.
  static @Nullable Object value(String name, List<Point> points, long start, long end) {
    long histograms = points.stream().filter(Point::isHistogram).count();
    boolean mixed = histograms > 0 && histograms < points.size();
    return switch (name) {
      case "count_over_time" -> (double) points.size();
      case "last_over_time" -> points.getLast().value();
      case "first_over_time" -> points.getFirst().value();
      case "changes", "resets" -> (double) steps(name.equals("resets"), points);
      case "max_over_time" ->
          points.stream()
              .filter(point -> !point.isHistogram())
              .map(Point::number)
              .reduce(Math::max)
              .orElse(null);
      case "sum_over_time" -> mixed ? null : sum(points);
      case "avg_over_time" -> mixed ? null : scaled(sum(points), 1.0 / points.size());
      default -> mixed || points.size() < 2 ? null : rate(name, points, start, end);
    };
  }

  private static int steps(boolean resets, List<Point> points) {
    int count = 0;
    for (int i = 1; i < points.size(); i++) {
      var before = points.get(i - 1);
      var now = points.get(i);
      boolean counts;
      if (before.isHistogram() != now.isHistogram()) {
        counts = true;
      } else if (now.isHistogram()) {
        counts =
            resets
                ? now.histogram().isResetAfter(before.histogram())
                : !now.histogram().isLike(before.histogram(), 0);
      } else {
        counts = resets ? now.number() < before.number() : now.number() != before.number();
      }
      count += counts ? 1 : 0;
    }
    return count;
  }

  private static Object sum(List<Point> points) {
    Object sum = points.getFirst().value();
    for (var point : points.subList(1, points.size())) {
      sum = plus(sum, point.value(), 1);
    }
    return sum;
  }

  private static Object plus(Object left, Object right, double factor) {
    return left instanceof NaiveHistogram histogram
        ? histogram.plus((NaiveHistogram) right, factor)
        : (Object) ((Double) left + factor * (Double) right);
  }

  private static Object scaled(Object value, double factor) {
    return value instanceof NaiveHistogram histogram
        ? histogram.times(factor)
        : (Object) ((Double) value * factor);
  }

  private static double size(Object value) {
    return value instanceof NaiveHistogram histogram ? histogram.count() : (Double) value;
  }

  private static Object rate(String name, List<Point> points, long start, long end) {
    boolean counter = !name.equals("delta");
    var first = points.getFirst();
    var last = points.getLast();
    Object difference = difference(points, counter);
    double sampled = (last.time() - first.time()) / 1000.0;
    double average = sampled / (points.size() - 1);
    double toStart = (first.time() - start) / 1000.0;
    double toEnd = (end - last.time()) / 1000.0;
    toStart = toStart >= average * 1.1 ? average / 2 : toStart;
    toEnd = toEnd >= average * 1.1 ? average / 2 : toEnd;
    if (counter && size(difference) > 0 && size(first.value()) >= 0) {
      toStart = Math.min(toStart, sampled * size(first.value()) / size(difference));
    }
    double factor = (sampled + toStart + toEnd) / sampled;
    return scaled(difference, name.equals("rate") ? factor / ((end - start) / 1000.0) : factor);
  }

  private static Object difference(List<Point> points, boolean counter) {
    if (!points.getFirst().isHistogram()) {
      double difference = points.getLast().number() - points.getFirst().number();
      for (int i = 1; counter && i < points.size(); i++) {
        boolean reset = points.get(i).number() < points.get(i - 1).number();
        difference += reset ? points.get(i - 1).number() : 0;
      }
      return difference;
    }
    var last = points.getLast().histogram();
    boolean resetFirst =
        counter && points.get(1).histogram().isResetAfter(points.getFirst().histogram());
    int coarsest = last.schema();
    for (int i = resetFirst ? 1 : 0; i < points.size(); i++) {
      boolean looks = counter || i == 0;
      coarsest = looks ? Math.min(coarsest, points.get(i).histogram().schema()) : coarsest;
    }
    var difference = last.coarser(coarsest);
    difference = resetFirst ? difference : difference.plus(points.getFirst().histogram(), -1);
    for (int i = 2; counter && i < points.size(); i++) {
      if (points.get(i).histogram().isResetAfter(points.get(i - 1).histogram())) {
        difference = difference.plus(points.get(i - 1).histogram(), 1);
      }
    }
    return difference;
  }

  /// Returns what a function makes of one value; null for nothing.
  static @Nullable Object function(String name, Object value) {
    return switch (name) {
      case "abs" -> value instanceof Double number ? Math.abs(number) : null;
      case "histogram_count" -> value instanceof NaiveHistogram h ? h.count() : null;
      case "histogram_sum" -> value instanceof NaiveHistogram h ? h.sum() : null;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// Returns what an aggregation makes of a group; null for nothing.
  static @Nullable Object aggregate(AggregateOperator operator, List<Object> values) {
    var floats = values.stream().filter(Double.class::isInstance).map(Double.class::cast).toList();
    boolean mixed = !floats.isEmpty() && floats.size() < values.size();
    return switch (operator) {
      case COUNT -> (double) values.size();
      case GROUP -> 1.0;
      case MIN -> floats.stream().reduce(Math::min).orElse(null);
      case MAX -> floats.stream().reduce(Math::max).orElse(null);
      case SUM -> mixed ? null : total(values);
      case AVG -> mixed ? null : scaled(total(values), 1.0 / values.size());
      default -> throw new IllegalArgumentException(operator.text());
    };
  }

  private static Object total(List<Object> values) {
    Object sum = values.getFirst();
    for (var value : values.subList(1, values.size())) {
      sum = plus(sum, value, 1);
    }
    return sum;
  }

  /// Tells whether an operator is made for these types.
  static boolean fits(BinaryOperator operator, Object left, Object right) {
    boolean first = left instanceof NaiveHistogram;
    boolean second = right instanceof NaiveHistogram;
    return switch (operator) {
      case ADD, SUBTRACT, EQUAL, NOT_EQUAL -> first == second;
      case MULTIPLY -> !first || !second;
      case DIVIDE -> !second;
      default -> !first && !second;
    };
  }

  /// Returns what an operator makes of two values; null for nothing.
  static @Nullable Object operation(BinaryOperator operator, Object left, Object right) {
    if (!fits(operator, left, right)) {
      return null;
    }
    return switch (operator) {
      case ADD -> plus(left, right, 1);
      case SUBTRACT -> plus(left, right, -1);
      case MULTIPLY ->
          left instanceof Double factor ? scaled(right, factor) : scaled(left, (Double) right);
      case DIVIDE ->
          left instanceof Double number
              ? (Object) (number / (Double) right)
              : scaled(left, 1 / (Double) right);
      case EQUAL -> same(left, right) ? left : null;
      case NOT_EQUAL -> same(left, right) ? null : left;
      case GREATER -> (Double) left > (Double) right ? left : null;
      case LESS -> (Double) left < (Double) right ? left : null;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static boolean same(Object left, Object right) {
    return left instanceof NaiveHistogram histogram
        ? histogram.isLike((NaiveHistogram) right, 0)
        : ((Double) left).doubleValue() == (Double) right;
  }
}
