package io.tocsin.e2e.alerts;

import io.tocsin.e2e.Json;
import java.util.List;
import java.util.TreeMap;

/// One notification that a webhook took.
///
/// @param to the webhook and the group: notifications of one are in order
/// @param what its alerts, those that fire and those that are over, each sorted
/// @param nanos when, by `System.nanoTime`
record Told(String to, String what, long nanos) {
  static Told of(String path, String body, long nanos) {
    var json = Json.parse(body);
    var what = "firing " + alerts(json, "firing") + " resolved " + alerts(json, "resolved");
    return new Told(path + " " + json.at("groupKey").text(), what, nanos);
  }

  private static List<String> alerts(Json json, String status) {
    return json.at("alerts").items().stream()
        .filter(alert -> alert.at("status").text().equals(status))
        .map(alert -> new TreeMap<>(alert.at("labels").texts()).toString())
        .sorted()
        .toList();
  }
}
