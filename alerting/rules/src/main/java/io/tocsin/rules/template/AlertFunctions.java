package io.tocsin.rules.template;

import static io.tocsin.kit.TemplateType.ANY;
import static io.tocsin.kit.TemplateType.TEXT;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateFunctions;
import io.tocsin.kit.TemplateLibrary;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleTemplates;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prometheus' template functions.
final class AlertFunctions {
  private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
  private static final double NANOS_MAX = 0x1p63;

  private AlertFunctions() {}

  /// Returns the functions that need to know nothing of the expansion.
  static TemplateFunctions all() {
    return TemplateLibrary.common().with(samples()).with(numbers()).with(texts());
  }

  /// Returns the names of those that do, so that texts with them parse.
  static TemplateFunctions placeholders() {
    TemplateFunction.Body none =
        a -> {
          throw new TemplateException("not available here");
        };
    return TemplateFunctions.none()
        .withText("query", none)
        .with("now", TemplateFunction.of(none))
        .with("externalURL", TemplateFunction.of(none))
        .with("pathPrefix", TemplateFunction.of(none));
  }

  static TemplateFunctions of(RuleTemplates.Input input) {
    return TemplateFunctions.none()
        .withText("query", a -> query(input, a.text(0)))
        .with("now", TemplateFunction.of(a -> input.timeMillis() / 1000.0))
        .with("externalURL", TemplateFunction.of(a -> input.externalUrl()))
        .with("pathPrefix", TemplateFunction.of(a -> path(input.externalUrl())));
  }

  private static TemplateValue query(RuleTemplates.Input input, String text) {
    try {
      var answer = input.query().apply(text).stream().map(AlertFields::sample).toList();
      return TemplateValue.list(AlertFields.ANSWER, answer);
    } catch (RuleQueryException e) {
      throw new TemplateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String path(String url) {
    try {
      var path = URI.create(url).getPath();
      return path == null ? "" : path;
    } catch (IllegalArgumentException none) {
      return "";
    }
  }

  private static TemplateFunctions samples() {
    return TemplateFunctions.none()
        .with("first", TemplateFunction.of(AlertFunctions::first, AlertFields.ANSWER))
        .with(
            "label",
            TemplateFunction.of(a -> label(a.value(1), a.text(0)), TEXT, AlertFields.SAMPLE))
        .with(
            "value",
            TemplateFunction.of(a -> sample(a.value(0)).fields().get("Value"), AlertFields.SAMPLE))
        .with(
            "strvalue",
            TemplateFunction.of(a -> label(a.value(0), "__value__"), AlertFields.SAMPLE))
        .with(
            "sortByLabel",
            TemplateFunction.of(AlertFunctions::sortByLabel, TEXT, AlertFields.ANSWER))
        .with("args", TemplateFunction.variadic(AlertFunctions::args, ANY));
  }

  private static Object first(TemplateArguments arguments) {
    var answer = arguments.list(0);
    if (answer.isEmpty()) {
      throw new TemplateException("first() called on vector with no elements");
    }
    return answer.getFirst();
  }

  private static TemplateValue sample(@Nullable Object value) {
    if (value instanceof TemplateValue sample) {
      return sample;
    }
    throw new TemplateException("runtime error: invalid memory address or nil pointer dereference");
  }

  private static String label(@Nullable Object value, String name) {
    var labels = TemplateLibrary.plain(sample(value).fields().get("Labels"));
    return labels instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : "";
  }

  private static TemplateValue sortByLabel(TemplateArguments arguments) {
    var sorted = new ArrayList<Object>(arguments.list(1));
    sorted.sort(Comparator.comparing(sample -> label(sample, arguments.text(0))));
    return TemplateValue.list(AlertFields.ANSWER, sorted);
  }

  private static TemplateValue args(TemplateArguments arguments) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < arguments.count(); i++) {
      map.put("arg" + i, arguments.value(i));
    }
    return TemplateValue.map(TemplateType.MAP, map);
  }

  private static TemplateFunctions numbers() {
    return TemplateFunctions.none()
        .with("humanize", number(AlertFunctions::humanize))
        .with("humanize1024", number(AlertFunctions::humanize1024))
        .with("humanizePercentage", number(v -> GoFloat.format(v * 100, 'g', 4) + "%"))
        .with("humanizeTimestamp", number(AlertFunctions::humanizeTimestamp))
        .with("toTime", number(AlertFunctions::time))
        .with("toDuration", number(v -> Duration.ofNanos((long) (v * 1e9))))
        .withText("parseDuration", a -> parseDuration(a.text(0)));
  }

  private static TemplateFunction number(java.util.function.Function<Double, Object> function) {
    return TemplateFunction.of(a -> function.apply(TemplateLibrary.number(a.value(0))), ANY);
  }

  private static String humanize(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return GoFloat.format(value, 'g', 4);
    }
    return Math.abs(value) >= 1 ? large(value, 1000, LARGE) : TemplateLibrary.humanizeSmall(value);
  }

  private static String humanize1024(double value) {
    boolean plain = Math.abs(value) <= 1 || !Double.isFinite(value);
    return plain ? GoFloat.format(value, 'g', 4) : large(value, 1024, BINARY);
  }

  private static String large(double value, double step, String[] prefixes) {
    double rest = value;
    var prefix = "";
    for (int i = 0; i < prefixes.length && Math.abs(rest) >= step; i++) {
      prefix = prefixes[i];
      rest /= step;
    }
    return GoFloat.format(rest, 'g', 4) + prefix;
  }

  private static String humanizeTimestamp(double seconds) {
    return Double.isFinite(seconds)
        ? TemplateLibrary.print(time(seconds))
        : GoFloat.format(seconds, 'g', 4);
  }

  private static ZonedDateTime time(double seconds) {
    if (!Double.isFinite(seconds)) {
      throw new TemplateException("value is NaN or Inf");
    }
    double nanos = seconds * 1e9;
    if (nanos >= NANOS_MAX || nanos < -NANOS_MAX) {
      throw new TemplateException(
          GoFloat.g(seconds)
              + " cannot be represented as a nanoseconds timestamp since it overflows int64");
    }
    return Instant.ofEpochMilli((long) nanos / 1_000_000).atZone(ZoneOffset.UTC);
  }

  private static double parseDuration(String text) {
    boolean negative = text.startsWith("-");
    try {
      double seconds = Durations.parse(negative ? text.substring(1) : text) / 1000.0;
      return negative ? -seconds : seconds;
    } catch (IllegalArgumentException e) {
      throw new TemplateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static TemplateFunctions texts() {
    return TemplateFunctions.none()
        .withText("title", a -> TemplateLibrary.title(a.text(0), false))
        .withText("stripPort", a -> HostPort.stripPort(a.text(0)))
        .withText("stripDomain", a -> HostPort.stripDomain(a.text(0)))
        .withText("graphLink", a -> link(a.text(0), 0))
        .withText("tableLink", a -> link(a.text(0), 1))
        .withText("urlQueryEscape", a -> TemplateLibrary.queryEscape(a.text(0)));
  }

  private static String link(String expression, int tab) {
    return "/graph?g0.expr=" + TemplateLibrary.queryEscape(expression) + "&g0.tab=" + tab;
  }
}
