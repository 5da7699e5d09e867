package io.tocsin.model;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/// An immutable label set: names are unique, sorted by UTF-16 code unit, and no value is empty.
///
/// Made for the edges (parsing, answers, messages); engines keep symbol ids instead.
public final class Labels implements Comparable<Labels>, Iterable<Label> {
  /// The label that carries the metric name.
  public static final String NAME = "__name__";

  public static final Labels EMPTY = new Labels(new String[0]);

  private final String[] pairs;
  private int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /// Returns the set of alternating names and values, in any order; empty values are left out.
  ///
  /// @throws IllegalArgumentException if the number is odd or a name comes twice
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels: " + namesAndValues.length + " strings (expected: an even number)");
    }
    var builder = new LabelsBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (builder.has(namesAndValues[i])) {
        throw new IllegalArgumentException("label name: " + namesAndValues[i] + " comes twice");
      }
      builder.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static Labels of(Map<String, String> map) {
    var sorted = new TreeMap<>(map);
    sorted.values().removeIf(String::isEmpty);
    var pairs = new String[sorted.size() * 2];
    int i = 0;
    for (var entry : sorted.entrySet()) {
      pairs[i++] = entry.getKey();
      pairs[i++] = entry.getValue();
    }
    return ofSorted(pairs);
  }

  /// Takes over `pairs` (alternating names and values) that are already sorted by name, without
  /// duplicate names or empty values; the caller must not change it afterwards.
  public static Labels ofSorted(String[] pairs) {
    assert isSorted(pairs) : Arrays.toString(pairs);
    return pairs.length == 0 ? EMPTY : new Labels(pairs);
  }

  private static boolean isSorted(String[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1].isEmpty() || (i > 0 && pairs[i - 2].compareTo(pairs[i]) >= 0)) {
        return false;
      }
    }
    return pairs.length % 2 == 0;
  }

  public int size() {
    return pairs.length / 2;
  }

  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /// Returns the name at position `i` in sorted order.
  public String name(int i) {
    return pairs[2 * i];
  }

  /// Returns the value at position `i` in sorted order.
  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /// Returns the value of the label, or the empty string where there is none.
  public String value(String name) {
    int at = indexOf(name);
    return at < 0 ? "" : pairs[at + 1];
  }

  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /// Returns the metric name, or the empty string.
  public String metricName() {
    return value(NAME);
  }

  private int indexOf(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      int order = pairs[i].compareTo(name);
      if (order >= 0) {
        return order == 0 ? i : -1;
      }
    }
    return -1;
  }

  /// Returns this set with the label set to `value`, or removed if `value` is empty.
  public Labels with(String name, String value) {
    return builder().set(name, value).build();
  }

  /// Returns this set without the named labels.
  public Labels without(String... names) {
    var builder = builder();
    for (var name : names) {
      builder.set(name, "");
    }
    return builder.build();
  }

  /// Returns only the named labels of this set.
  public Labels keeping(List<String> names) {
    var builder = new LabelsBuilder();
    for (var name : names) {
      builder.set(name, value(name));
    }
    return builder.build();
  }

  /// Returns a builder that starts with this set's labels.
  public LabelsBuilder builder() {
    return new LabelsBuilder(pairs);
  }

  @Override
  public Iterator<Label> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public Label next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return new Label(name(next), value(next++));
      }
    };
  }

  /// Orders by name and value in turn; a set sorts before the longer one that begins with it.
  @Override
  public int compareTo(Labels other) {
    int common = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < common; i++) {
      int order = pairs[i].compareTo(other.pairs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that && Arrays.equals(pairs, that.pairs);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Arrays.hashCode(pairs);
      hash = h;
    }
    return h;
  }

  /// Returns the form of PromQL, metric name first: `up{job="node"}`. A metric or label name that
  /// is no plain identifier is quoted, as since Prometheus 3.
  @Override
  public String toString() {
    return LabelsText.print(this);
  }
}
