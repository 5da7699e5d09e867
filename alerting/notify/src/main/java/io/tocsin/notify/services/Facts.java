package io.tocsin.notify.services;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Fingerprint;
import io.tocsin.notify.Notification;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A notification as a webhook is told of it: version 4 of Alertmanager's message.
final class Facts {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Facts() {}

  /// @param max how many alerts there may be; 0 for all
  static Json message(Notification notification, String externalUrl, String version, long max) {
    var all = notification.alerts();
    var alerts = max > 0 && all.size() > max ? all.subList(0, (int) max) : all;
    return new Json()
        .put("receiver", quoted(notification.receiver()))
        .put("status", status(alerts))
        .put("alerts", alerts(alerts))
        .put("notification_reason", notification.reason().toString())
        .put("groupLabels", map(notification.groupLabels()))
        .put("commonLabels", commonLabels(alerts))
        .put("commonAnnotations", commonAnnotations(alerts))
        .put("routeLabels", notification.routeLabels())
        .put("externalURL", externalUrl)
        .put("version", version)
        .put("groupKey", notification.groupKey())
        .put("truncatedAlerts", all.size() - alerts.size());
  }

  static String status(List<Alert> alerts) {
    return alerts.stream().allMatch(Notification::isResolved) ? "resolved" : "firing";
  }

  private static List<Json> alerts(List<Alert> alerts) {
    var out = new ArrayList<Json>();
    for (var alert : alerts) {
      out.add(
          new Json()
              .put("status", Notification.isResolved(alert) ? "resolved" : "firing")
              .put("labels", map(alert.labels()))
              .put("annotations", alert.annotations())
              .put("startsAt", time(alert.startsAtMillis()))
              .put("endsAt", time(alert.endsAtMillis()))
              .put("generatorURL", alert.generatorUrl())
              .put("fingerprint", Fingerprint.text(alert.labels())));
    }
    return out;
  }

  static Map<String, String> map(Labels labels) {
    var map = new TreeMap<String, String>();
    for (var label : labels) {
      map.put(label.name(), label.value());
    }
    return map;
  }

  static Map<String, String> commonLabels(List<Alert> alerts) {
    return common(alerts.stream().map(alert -> map(alert.labels())).toList());
  }

  private static Map<String, String> commonAnnotations(List<Alert> alerts) {
    return common(alerts.stream().<Map<String, String>>map(Alert::annotations).toList());
  }

  private static Map<String, String> common(List<Map<String, String>> maps) {
    var common = new TreeMap<String, String>();
    if (!maps.isEmpty()) {
      common.putAll(maps.getFirst());
      maps.forEach(map -> common.entrySet().retainAll(map.entrySet()));
    }
    return common;
  }

  /// As Go prints a time in JSON: no more digits than there are.
  static String time(long millis) {
    if (millis == 0) {
      return "0001-01-01T00:00:00Z";
    }
    var text = SECONDS.format(Instant.ofEpochMilli(millis));
    long fraction = Math.floorMod(millis, 1000);
    if (fraction == 0) {
      return text + "Z";
    }
    var digits = String.format("%03d", fraction).replaceFirst("0+$", "");
    return text + "." + digits + "Z";
  }

  /// As Go's `regexp.QuoteMeta`, which Alertmanager applies to the receiver's name.
  private static String quoted(String text) {
    return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
  }
}
