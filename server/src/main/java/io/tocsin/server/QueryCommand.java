package io.tocsin.server;

import io.tocsin.model.Labels;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `tocsin query …`: asks a server and prints its answer as promtool does, or as it came.
final class QueryCommand {
  private QueryCommand() {}

  static int instant(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var form = new LinkedHashMap<String, List<String>>();
    form.put("query", List.of(operand(arguments, "QUERY")));
    time(arguments, "time", form);
    return ask(arguments, console, "/api/v1/query", form);
  }

  static int range(Arguments arguments, Console console) throws IOException, InterruptedException {
    var form = new LinkedHashMap<String, List<String>>();
    form.put("query", List.of(operand(arguments, "QUERY")));
    double end = seconds(arguments.value("end", Instant.now().toString()));
    double start = arguments.has("start") ? seconds(arguments.value("start", "")) : end - 300;
    form.put("start", List.of(String.valueOf(start)));
    form.put("end", List.of(String.valueOf(end)));
    // promtool's default: about 250 points, at least a second apart.
    var step = Math.max(Math.floor((end - start) / 250), 1);
    form.put("step", List.of(arguments.value("step", String.valueOf(step))));
    return ask(arguments, console, "/api/v1/query_range", form);
  }

  static int series(Arguments arguments, Console console) throws IOException, InterruptedException {
    var operands = arguments.operands();
    if (operands.size() > 1 || (operands.size() == 1 && !Client.isUrl(operands.getFirst()))) {
      throw new UsageException(
          "query series: " + operands.getLast() + " (expected: a URL at most; --match SELECTOR)");
    }
    if (arguments.all("match").isEmpty()) {
      throw new UsageException("query series: no --match (expected: at least one selector)");
    }
    return ask(arguments, console, "/api/v1/series", selection(arguments));
  }

  static int labels(Arguments arguments, Console console) throws IOException, InterruptedException {
    var name = operand(arguments, "NAME");
    var form = selection(arguments);
    var query = new StringBuilder("/api/v1/label/" + name + "/values?");
    form.forEach((key, values) ->
        values.forEach(value ->
            query
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&')));
    var answer = Client.of(arguments, arguments.operands()).get(query.toString());
    return print(arguments, console, answer);
  }

  private static Map<String, List<String>> selection(Arguments arguments) {
    var form = new LinkedHashMap<String, List<String>>();
    if (!arguments.all("match").isEmpty()) {
      form.put("match[]", arguments.all("match"));
    }
    time(arguments, "start", form);
    time(arguments, "end", form);
    return form;
  }

  private static void time(Arguments arguments, String name, Map<String, List<String>> form) {
    if (arguments.has(name)) {
      form.put(name, List.of(String.valueOf(seconds(arguments.value(name, "")))));
    }
  }

  private static double seconds(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException ignored) {
      // Not a number, so a date.
    }
    try {
      var instant = Instant.parse(text);
      return instant.getEpochSecond() + instant.getNano() / 1e9;
    } catch (DateTimeParseException e) {
      throw new UsageException("time: " + text + " (expected: RFC 3339 or Unix seconds)");
    }
  }

  private static String operand(Arguments arguments, String what) {
    var operands = arguments.operands();
    boolean named = !operands.isEmpty() && Client.isUrl(operands.getFirst());
    if (operands.size() != (named ? 2 : 1)) {
      throw new UsageException(
          "query: " + operands.size() + " operands (expected: [URL] " + what + ")");
    }
    return operands.getLast();
  }

  private static int ask(
      Arguments arguments, Console console, String path, Map<String, List<String>> form)
      throws IOException, InterruptedException {
    return print(arguments, console, Client.of(arguments, arguments.operands()).post(path, form));
  }

  private static int print(Arguments arguments, Console console, String answer) throws IOException {
    if (arguments.value("format", "promql").equals("json")) {
      console.out().println(answer);
      return 0;
    }
    if (!(Client.parse(answer) instanceof Map<?, ?> map)) {
      throw new IOException("answer: no JSON object (expected: a Prometheus API)");
    }
    lines(map.get("data")).forEach(console.out()::println);
    return 0;
  }

  private static List<String> lines(@Nullable Object data) {
    var lines = new ArrayList<String>();
    if (data instanceof List<?> list) {
      list.forEach(
          item -> lines.add(item instanceof Map<?, ?> set ? labels(set) : String.valueOf(item)));
    } else if (data instanceof Map<?, ?> result) {
      value(lines, String.valueOf(result.get("resultType")), result.get("result"));
    }
    return lines;
  }

  private static void value(List<String> lines, String type, @Nullable Object result) {
    if (!(result instanceof List<?> list)) {
      return;
    }
    switch (type) {
      case "scalar" -> lines.add("scalar: " + point(list));
      case "string" -> lines.add("string: " + list.get(1));
      default -> list.forEach(item -> series(lines, (Map<?, ?>) item));
    }
  }

  private static void series(List<String> lines, Map<?, ?> series) {
    var name = series.get("metric") instanceof Map<?, ?> labels ? labels(labels) : "{}";
    if (series.get("value") instanceof List<?> point) {
      lines.add(name + " => " + point(point));
    }
    if (series.get("values") instanceof List<?> points) {
      lines.add(name + " =>");
      points.forEach(p -> lines.add(point((List<?>) p)));
    }
  }

  private static String point(List<?> point) {
    var seconds = new BigDecimal(String.valueOf(point.get(0))).stripTrailingZeros();
    return point.get(1) + " @[" + seconds.toPlainString() + "]";
  }

  private static String labels(Map<?, ?> metric) {
    var map = new LinkedHashMap<String, String>();
    metric.forEach((name, value) -> map.put(String.valueOf(name), String.valueOf(value)));
    return Labels.of(map).toString();
  }
}
