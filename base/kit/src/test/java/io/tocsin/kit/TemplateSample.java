package io.tocsin.kit;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The data and functions that the recorded answers of Go were made with.
final class TemplateSample {
  private static final TemplateType USER =
      TemplateType.defined("main.User", TemplateType.Kind.STRUCT);
  private static final TemplateType POINT =
      TemplateType.defined("main.Point", TemplateType.Kind.STRUCT);

  private TemplateSample() {}

  private record User(String name, long age, List<String> tags) implements TemplateValue {
    @Override
    public TemplateType type() {
      return USER;
    }

    @Override
    public Map<String, ?> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("Name", name);
      fields.put("Age", age);
      fields.put("Tags", TemplateValue.texts(tags));
      return fields;
    }

    @Override
    public Map<String, TemplateFunction> methods() {
      return Map.of(
          "Greet", TemplateFunction.of(a -> a.text(0) + ", " + name, TemplateType.TEXT),
          "Fail",
              TemplateFunction.of(a -> {
                throw new TemplateException("no luck");
              }),
          "Self", TemplateFunction.of(a -> this),
          "Add",
              TemplateFunction.of(
                  a -> a.integer(0) + a.integer(1), TemplateType.INT, TemplateType.INT),
          "Join",
              TemplateFunction.variadic(
                  a -> a.all().stream().map(String::valueOf).collect(Collectors.joining("+")),
                  TemplateType.TEXT));
    }
  }

  private record Point(long x, long y) implements TemplateValue {
    @Override
    public TemplateType type() {
      return POINT;
    }

    @Override
    public Map<String, ?> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("X", x);
      fields.put("Y", y);
      return fields;
    }

    @Override
    public String printed() {
      return "(" + x + ";" + y + ")";
    }
  }

  private record Labels(Map<String, String> underlying) implements TemplateValue {
    @Override
    public TemplateType type() {
      return TemplateType.TEXT_MAP.named("main.Labels");
    }

    @Override
    public Map<String, TemplateFunction> methods() {
      return Map.of("Count", TemplateFunction.of(a -> (long) underlying.size()));
    }
  }

  static Map<String, Object> data() {
    var data = new LinkedHashMap<String, Object>();
    data.put("S", "abc");
    data.put("Empty", "");
    data.put("I", 17);
    data.put("Neg", -5L);
    data.put("Zero", 0L);
    data.put("F", 3.5);
    data.put("Big", 1e6);
    data.put("Small", 0.00001234);
    data.put("T", true);
    data.put("N", false);
    data.put("Nil", null);
    data.put("L", List.of("a", "b", 3L));
    data.put("LS", TemplateValue.texts(List.of("x", "y", "z")));
    data.put("EL", List.of());
    var map = new LinkedHashMap<String, Object>();
    map.put("two", "zwei");
    map.put("one", 1L);
    map.put("nil", null);
    map.put("in", Map.of("k", "v"));
    data.put("M", Collections.unmodifiableMap(map));
    data.put("MS", TemplateValue.texts(Map.of("b", "2", "a", "1")));
    data.put("Labels", new Labels(Map.of("job", "api", "env", "prod")));
    data.put("U", new User("Ann", 41, List.of("t1", "t2")));
    data.put("P", new Point(1, 2));
    data.put("Time", ZonedDateTime.of(2026, 11, 3, 9, 4, 5, 123_456_000, ZoneOffset.UTC));
    data.put("D", Duration.ofMillis(90_500));
    data.put("Uni", "h\u00e9\u20ac\ud83d\ude00");
    data.put("Html", "<a href=\"x\">&'+");
    data.put("Js", "javascript:alert(1)");
    data.put("Url", "http://x/?a=b&c=d e\"'");
    data.put("Css", "color: red; x: expression(1)");
    data.put("Color", "#fff");
    data.put("Safe", new SafeText(SafeText.Content.HTML, "<b>bold</b>"));
    data.put("SafeUrl", new SafeText(SafeText.Content.URL, "javascript:ok()"));
    data.put("Script", "</script><script>alert(1)");
    data.put("Quote", "it's \"q\" \n \u2028 `b` ${x}");
    data.put("Matrix", List.of(List.of(1L, 2L), List.of(3L, 4L)));
    return data;
  }

  static TemplateFunctions functions() {
    return TemplateFunctions.none()
        .withText("upper", a -> a.text(0).toUpperCase(java.util.Locale.ROOT))
        .with(
            "join",
            TemplateFunction.of(
                a -> a.list(1).stream().map(String::valueOf).collect(Collectors.joining(a.text(0))),
                TemplateType.TEXT,
                TemplateType.TEXTS))
        .with(
            "fail",
            TemplateFunction.of(a -> {
              throw new TemplateException("failed on purpose");
            }))
        .with(
            "add",
            TemplateFunction.of(
                a -> a.integer(0) + a.integer(1), TemplateType.INT, TemplateType.INT))
        .with("half", TemplateFunction.of(a -> a.number(0) / 2, TemplateType.FLOAT))
        .with("not1", TemplateFunction.of(a -> !Boolean.TRUE.equals(a.value(0)), TemplateType.BOOL))
        .with("list", TemplateFunction.variadic(TemplateArguments::all, TemplateType.ANY))
        .withText("safe", a -> new SafeText(SafeText.Content.HTML, a.text(0)));
  }
}
