package io.tocsin.e2e.alerts;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One script played against one program, in real time.
final class Performance {
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"(.*)\"");

  private final Script script;
  private final Notifier notifier;
  private final Recorder recorder;
  private final Map<String, String> silences = new HashMap<>();
  private final long startNanos = System.nanoTime();
  private final Instant start = Instant.now();

  private Performance(Script script, Notifier notifier, Recorder recorder) {
    this.script = script;
    this.notifier = notifier;
    this.recorder = recorder;
  }

  /// What was told.
  ///
  /// @param startNanos when the script began
  record Outcome(List<Told> told, long startNanos) {}

  /// Plays the whole script and waits for its end.
  static Outcome play(Script script, Notifier notifier, Recorder recorder)
      throws IOException, InterruptedException {
    var performance = new Performance(script, notifier, recorder);
    for (var step : script.steps()) {
      performance.waitUntil(Script.number(step.get("at")));
      performance.step(step);
    }
    performance.waitUntil(script.until());
    return new Outcome(recorder.told(), performance.startNanos);
  }

  private void waitUntil(double seconds) {
    long end = startNanos + Math.round(seconds * 1e9);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void step(Map<?, ?> step) throws IOException, InterruptedException {
    if (step.containsKey("alert")) {
      notifier.alerts(alert(step, "alert"));
    } else if (step.containsKey("resolve")) {
      notifier.alerts(alert(step, "resolve"));
    } else if (step.containsKey("silence")) {
      silences.put(String.valueOf(step.get("as")), notifier.silence(silence(step)));
    } else if (step.containsKey("expire")) {
      notifier.expire(String.valueOf(silences.get(String.valueOf(step.get("expire")))));
    } else if (step.containsKey("answer")) {
      var statuses = ((List<?>) step.get("answer")).stream().map(s -> ((Number) s).intValue());
      int index = step.containsKey("index") ? ((Number) step.get("index")).intValue() : 0;
      recorder.answer(String.valueOf(step.get("of")), index, statuses.toList());
    } else if (step.containsKey("reload")) {
      notifier.reload(recorder.addressed(String.valueOf(step.get("reload"))));
    } else if (step.containsKey("restart")) {
      notifier.restart();
    } else {
      throw new AssertionError("step: " + step + " (expected: one that the README names)");
    }
  }

  private String at(double seconds) {
    return start.plusMillis(Math.round(seconds * 1e3)).toString();
  }

  private String alert(Map<?, ?> step, String kind) {
    var json = new StringBuilder("[{\"labels\":").append(texts(step.get(kind)));
    if (step.containsKey("annotations")) {
      json.append(",\"annotations\":").append(texts(step.get("annotations")));
    }
    if (step.containsKey("since")) {
      json.append(",\"startsAt\":").append(quoted(at(Script.number(step.get("since")))));
    }
    if (step.containsKey("ends")) {
      json.append(",\"endsAt\":").append(quoted(at(Script.number(step.get("ends")))));
    } else if (kind.equals("resolve")) {
      json.append(",\"endsAt\":").append(quoted(Instant.now().toString()));
    }
    return json.append("}]").toString();
  }

  private static String silence(Map<?, ?> step) {
    var from = Instant.now();
    if (step.containsKey("in")) {
      from = from.plusMillis(Math.round(Script.number(step.get("in")) * 1e3));
    }
    var until = from.plusMillis(Math.round(Script.number(step.get("for")) * 1e3));
    var matchers =
        ((List<?>) step.get("silence"))
            .stream().map(text -> matcher(String.valueOf(text))).toList();
    return "{\"matchers\":%s,\"startsAt\":%s,\"endsAt\":%s,\"createdBy\":\"script\",\"comment\":\"x\"}"
        .formatted(matchers, quoted(from.toString()), quoted(until.toString()));
  }

  private static String matcher(String text) {
    Matcher found = MATCHER.matcher(text);
    if (!found.matches()) {
      throw new AssertionError("matcher: " + text + " (expected: NAME OPERATOR \"VALUE\")");
    }
    var operator = found.group(2);
    return "{\"name\":%s,\"value\":%s,\"isRegex\":%s,\"isEqual\":%s}"
        .formatted(
            quoted(found.group(1)),
            quoted(found.group(3)),
            operator.endsWith("~"),
            operator.startsWith("="));
  }

  private static String texts(Object map) {
    var json = new StringBuilder("{");
    ((Map<?, ?>) map)
        .forEach((name, value) ->
            json.append(json.length() == 1 ? "" : ",")
                .append(quoted(String.valueOf(name)))
                .append(':')
                .append(quoted(String.valueOf(value))));
    return json.append('}').toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
