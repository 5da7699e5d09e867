package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An object of Grafana's JSON that notes which of its names were asked for, so that none is passed
/// over in silence. For one thread.
public final class Source {
  private final String path;
  private final Map<String, Object> map;
  private final Set<String> taken = new HashSet<>();
  private final List<Source> inner = new ArrayList<>();

  private Source(String path, Map<String, Object> map) {
    this.path = path;
    this.map = map;
  }

  /// Returns a source of a map; of anything else, an empty one.
  public static Source of(String path, @Nullable Object value) {
    return new Source(path, Trees.map(value));
  }

  String path() {
    return path;
  }

  /// Tells whether a name is there with a value, without noting it.
  public boolean has(String name) {
    var value = map.get(name);
    return value != null && value != Nothing.NULL;
  }

  /// Looks without noting.
  public @Nullable Object peek(String name) {
    var value = map.get(name);
    return value == Nothing.NULL ? null : value;
  }

  /// Returns the value, or null where there is none or `null`.
  public @Nullable Object take(String name) {
    taken.add(name);
    return peek(name);
  }

  /// Returns a text, number or boolean as text; the empty one for anything else.
  public String text(String name) {
    return Trees.text(take(name));
  }

  /// Returns the boolean; a text counts by its word.
  public boolean flag(String name, boolean otherwise) {
    return switch (take(name)) {
      case Boolean flag -> flag;
      case String text when text.equals("true") -> true;
      case String text when text.equals("false") -> false;
      case null, default -> otherwise;
    };
  }

  /// Returns the number, also of a text that is one; null for anything else.
  public @Nullable BigDecimal number(String name) {
    return number(take(name));
  }

  /// Returns the number that a value is, also as a text; null for anything else.
  public static @Nullable BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case BigDecimal number -> number;
      case String text when text.strip().matches("[-+]?[0-9]{1,30}(\\.[0-9]{0,30})?") ->
          Trees.number(new BigDecimal(text.strip().replaceFirst("\\.$", "")));
      case null, default -> null;
    };
  }

  /// Returns the number, or `otherwise`.
  public double number(String name, double otherwise) {
    var number = number(name);
    return number == null ? otherwise : number.doubleValue();
  }

  public List<Object> list(String name) {
    return Trees.list(take(name));
  }

  /// Returns the object below a name; what is left of it counts as left of this.
  public Source section(String name) {
    var section = of(path.isEmpty() ? name : path + "." + name, take(name));
    inner.add(section);
    return section;
  }

  /// Returns the objects of a list below a name; what is no object is passed over.
  public List<Source> sections(String name) {
    var sections = new ArrayList<Source>();
    for (var item : list(name)) {
      if (item instanceof Map<?, ?>) {
        var at = (path.isEmpty() ? name : path + "." + name) + "[" + sections.size() + "]";
        sections.add(of(at, item));
      }
    }
    inner.addAll(sections);
    return sections;
  }

  /// Passes over names that have no visible effect.
  public void skip(String... names) {
    taken.addAll(List.of(names));
  }

  public void skip(Set<String> names) {
    taken.addAll(names);
  }

  /// Passes over a name where it has a value that changes nothing.
  public void skipIf(String name, Object... values) {
    var value = peek(name);
    boolean empty =
        value == null || value.equals("") || value.equals(List.of()) || value.equals(Map.of());
    if (empty || List.of(values).contains(value)) {
      taken.add(name);
    }
  }

  /// Returns what nobody asked for, and asks for it.
  public Map<String, Object> rest() {
    var rest = Trees.map(map);
    rest.keySet().removeAll(taken);
    rest.values().removeIf(Nothing.NULL::equals);
    taken.addAll(rest.keySet());
    return rest;
  }

  /// Tells what nobody asked for, here and below.
  public void left(BiConsumer<String, String> report) {
    map.forEach((name, value) -> {
      boolean nothing =
          value == Nothing.NULL
              || value.equals(List.of())
              || value.equals(Map.of())
              || value.equals("");
      if (!taken.contains(name) && !nothing) {
        report.accept(path.isEmpty() ? name : path + "." + name, shown(value));
      }
    });
    inner.forEach(section -> section.left(report));
  }

  static String shown(Object value) {
    var text =
        value instanceof Map<?, ?> || value instanceof List<?>
            ? io.tocsin.dashboards.shape.JsonText.compact(value)
            : Trees.text(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
