package io.tocsin.notify.template;

import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Names and their values, such as labels or annotations.
record Kv(SortedMap<String, String> underlying) implements TemplateValue {
  private static final TemplateType TYPE = TemplateType.TEXT_MAP.named("template.KV");
  private static final TemplateType PAIR =
      TemplateType.defined("template.Pair", TemplateType.Kind.STRUCT);
  private static final TemplateType PAIRS = TemplateType.listOf(PAIR).named("template.Pairs");
  private static final TemplateType STRINGS = TemplateType.TEXTS.named("template.Strings");

  /// One name and its value.
  private record Pair(String name, String value) implements TemplateValue {
    @Override
    public TemplateType type() {
      return PAIR;
    }

    @Override
    public Map<String, ?> fields() {
      return new TreeMap<>(Map.of("Name", name, "Value", value));
    }
  }

  private record Pairs(List<Pair> underlying) implements TemplateValue {
    @Override
    public TemplateType type() {
      return PAIRS;
    }

    @Override
    public Map<String, TemplateFunction> methods() {
      return Map.of(
          "Names", TemplateFunction.of(a -> names()),
          "Values", TemplateFunction.of(a -> values()),
          "String", TemplateFunction.of(a -> printed()));
    }

    Strings names() {
      return new Strings(underlying.stream().map(Pair::name).toList());
    }

    Strings values() {
      return new Strings(underlying.stream().map(Pair::value).toList());
    }

    @Override
    public String printed() {
      return underlying.stream()
          .map(pair -> pair.name() + "=" + pair.value())
          .collect(Collectors.joining(", "));
    }
  }

  private record Strings(List<String> underlying) implements TemplateValue {
    @Override
    public TemplateType type() {
      return STRINGS;
    }

    @Override
    public Map<String, TemplateFunction> methods() {
      return Map.of(
          "Join", TemplateFunction.of(a -> String.join(a.text(0), underlying), TemplateType.TEXT));
    }
  }

  static Kv of(Labels labels) {
    var map = new TreeMap<String, String>();
    for (var label : labels) {
      map.put(label.name(), label.value());
    }
    return new Kv(map);
  }

  @Override
  public TemplateType type() {
    return TYPE;
  }

  @Override
  public Map<String, TemplateFunction> methods() {
    return Map.of(
        "SortedPairs", TemplateFunction.of(a -> pairs()),
        "Remove", TemplateFunction.of(a -> without(a.list(0)), TemplateType.TEXTS),
        "Names", TemplateFunction.of(a -> pairs().names()),
        "Values", TemplateFunction.of(a -> pairs().values()),
        "String", TemplateFunction.of(a -> printed()));
  }

  /// Sorted by name, the alert's name first.
  private Pairs pairs() {
    var pairs = new ArrayList<Pair>();
    var name = underlying.get(Alert.NAME);
    if (name != null) {
      pairs.add(new Pair(Alert.NAME, name));
    }
    underlying.forEach((key, value) -> {
      if (!key.equals(Alert.NAME)) {
        pairs.add(new Pair(key, value));
      }
    });
    return new Pairs(List.copyOf(pairs));
  }

  private Kv without(List<?> names) {
    var rest = new TreeMap<>(underlying);
    names.forEach(name -> rest.remove(String.valueOf(name)));
    return new Kv(rest);
  }

  @Override
  public String printed() {
    return pairs().printed();
  }
}
