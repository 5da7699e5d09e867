package io.tocsin.promql.script;

import io.tocsin.promql.script.Statement.Times;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an eval should answer. Filled line by line while a statement is parsed, read afterwards.
final class Expectation {
  /// Kinds of `expect` lines.
  enum Kind {
    ORDERED,
    FAIL,
    WARN,
    NO_WARN,
    INFO,
    NO_INFO
  }

  /// A text that is expected among messages.
  record Wanted(String described, Predicate<String> matches) {}

  private final Map<Kind, List<Wanted>> wanted = new EnumMap<>(Kind.class);
  private final List<SeriesLine> series = new ArrayList<>();
  private @Nullable Double scalar;
  private @Nullable Times rangeVector;
  private String text = "";
  private boolean isText;

  void want(Kind kind, Wanted message) {
    wanted.computeIfAbsent(kind, _ -> new ArrayList<>()).add(message);
  }

  void add(SeriesLine line) {
    series.add(line);
  }

  void scalar(double value) {
    scalar = value;
  }

  void text(String value) {
    text = value;
    isText = true;
  }

  void rangeVector(Times times) {
    rangeVector = times;
  }

  boolean has(Kind kind) {
    return wanted.containsKey(kind);
  }

  List<Wanted> wanted(Kind kind) {
    return wanted.getOrDefault(kind, List.of());
  }

  List<SeriesLine> series() {
    return series;
  }

  @Nullable Double scalar() {
    return scalar;
  }

  @Nullable Times rangeVector() {
    return rangeVector;
  }

  String text() {
    return text;
  }

  boolean isText() {
    return isText;
  }
}
