package io.tocsin.server.amtool;

import io.tocsin.kit.Clock;
import io.tocsin.model.Label;
import io.tocsin.model.Labels;
import io.tocsin.notify.RouteExplanation;
import io.tocsin.notify.Routes;
import io.tocsin.server.Arguments;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Says where an alert goes by a configuration file alone, in the form in which a server answers.
final class RoutesOfFile {
  private RoutesOfFile() {}

  /// @throws IOException if the file cannot be read, or the time is none
  static Json explain(Arguments arguments) throws IOException {
    var config = ConfigCommand.ofFile(arguments);
    var labels = ConfigCommand.labels(arguments);
    var at = time(arguments.value("at", ""));
    var routes =
        Routes.explain(config, labels, at.toEpochMilli()).stream()
            .map(RoutesOfFile::route)
            .toList();
    var data = new LinkedHashMap<String, Object>();
    data.put("labels", map(labels));
    data.put("time", at.toString());
    data.put("routes", routes);
    return new Json(data);
  }

  private static Instant time(String text) throws IOException {
    if (text.isEmpty()) {
      return Instant.ofEpochMilli(Clock.system().millis());
    }
    return text.matches("[0-9]{1,12}")
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : Dates.parse(text);
  }

  private static Map<String, String> map(Labels labels) {
    var map = new LinkedHashMap<String, String>();
    for (Label label : labels) {
      map.put(label.name(), label.value());
    }
    return map;
  }

  private static Map<String, Object> route(RouteExplanation route) {
    var out = new LinkedHashMap<String, Object>();
    out.put("receiver", route.receiver());
    out.put("muted", route.isMuted());
    out.put("mutedBy", route.mutedBy().stream().map(RoutesOfFile::muting).toList());
    out.put("groupLabels", map(route.groupLabels()));
    out.put("groupWaitMillis", route.waits().groupMillis());
    out.put("groupIntervalMillis", route.waits().intervalMillis());
    out.put("repeatIntervalMillis", route.waits().repeatMillis());
    out.put("path", route.path().stream().map(RoutesOfFile::step).toList());
    return out;
  }

  private static Map<String, Object> muting(RouteExplanation.Muting muting) {
    return Map.of("interval", muting.interval(), "outsideOfActive", muting.active());
  }

  private static Map<String, Object> step(RouteExplanation.Step step) {
    return Map.of(
        "line",
        step.line(),
        "id",
        step.id(),
        "matchers",
        step.matchers().toString(),
        "continue",
        step.goesOn());
  }
}
