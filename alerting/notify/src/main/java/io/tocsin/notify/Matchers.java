package io.tocsin.notify;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Conditions that hold together, in Alertmanager's order and text. Immutable; equal when the
/// conditions are.
public final class Matchers {
  public static final Matchers NONE = new Matchers(List.of());

  private static final Comparator<Matcher> ORDER =
      Comparator.comparing(Matcher::name)
          .thenComparing(Matcher::value)
          .thenComparing(Matcher::type);

  private final List<Matcher> list;

  private Matchers(List<Matcher> list) {
    this.list = List.copyOf(list);
  }

  /// Keeps the order: a silence shows its matchers as they were given.
  public static Matchers of(List<Matcher> matchers) {
    return new Matchers(matchers);
  }

  /// Orders by name, value and type, as routes and inhibition rules do.
  public static Matchers sorted(List<Matcher> matchers) {
    return new Matchers(matchers.stream().sorted(ORDER).toList());
  }

  public List<Matcher> list() {
    return list;
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  /// Tells whether every condition holds; true where there is none.
  public boolean matches(Labels labels) {
    for (var matcher : list) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /// Tells whether every condition holds for a map of names and values.
  public boolean matches(Map<String, String> labels) {
    return list.stream()
        .allMatch(matcher -> matcher.matches(labels.getOrDefault(matcher.name(), "")));
  }

  /// Returns one condition as Alertmanager writes it: `name="value"`, the name quoted only where it
  /// has a character of the syntax or a space.
  public static String print(Matcher matcher) {
    var out = new StringBuilder();
    boolean reserved = matcher.name().codePoints().anyMatch(Matchers::isReserved);
    if (reserved) {
      LabelsText.quote(out, matcher.name()).append(matcher.type().symbol());
      return LabelsText.quote(out, matcher.value()).toString();
    }
    out.append(matcher.name()).append(matcher.type().symbol()).append('"');
    return out.append(escaped(matcher.value())).append('"').toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  /// Tells whether a character cannot stand outside quotes.
  static boolean isReserved(int c) {
    return isSpace(c) || (c < 128 && "{}!=~,\\\"'`".indexOf(c) >= 0);
  }

  /// What Go's `unicode.IsSpace` says.
  static boolean isSpace(int c) {
    return (c >= 9 && c <= 13)
        || c == ' '
        || c == 0x85
        || c == 0xA0
        || (c > 127 && Character.isSpaceChar(c));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matchers that && list.equals(that.list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  /// Returns `{a="b",c=~"d"}`: what group keys and route ids are made of.
  @Override
  public String toString() {
    return list.stream().map(Matchers::print).collect(Collectors.joining(",", "{", "}"));
  }
}
