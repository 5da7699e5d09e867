package io.tocsin.notify.template;

import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import io.tocsin.model.Alert;
import io.tocsin.notify.Fingerprint;
import io.tocsin.notify.Notification;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `.` is in a notification's template.
final class NotifyFields {
  private static final TemplateType ALERT =
      TemplateType.defined("template.Alert", TemplateType.Kind.STRUCT);
  private static final TemplateType ALERT_LIST = TemplateType.listOf(ALERT);
  private static final TemplateType ALERTS = ALERT_LIST.named("template.Alerts");
  private static final TemplateType DATA =
      TemplateType.defined("*template.Data", TemplateType.Kind.STRUCT);
  private static final ZonedDateTime NO_TIME =
      LocalDateTime.of(1, 1, 1, 0, 0).atZone(ZoneOffset.UTC);
  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  /// @param json the names of the same fields in JSON
  private record Struct(
      TemplateType type, Map<String, @Nullable Object> fields, Map<String, @Nullable Object> json)
      implements TemplateValue {
    static Struct of(TemplateType type, List<Field> content) {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      var json = new LinkedHashMap<String, @Nullable Object>();
      for (var field : content) {
        fields.put(field.name(), field.value());
        json.put(field.jsonName(), field.value());
      }
      return new Struct(type, fields, json);
    }
  }

  private record Field(String name, String jsonName, Object value) {}

  private record Alerts(List<Struct> underlying) implements TemplateValue {
    @Override
    public TemplateType type() {
      return ALERTS;
    }

    @Override
    public Map<String, TemplateFunction> methods() {
      return Map.of(
          "Firing", TemplateFunction.of(a -> with("firing")),
          "Resolved", TemplateFunction.of(a -> with("resolved")));
    }

    private TemplateValue with(String status) {
      return TemplateValue.list(
          ALERT_LIST,
          underlying.stream().filter(a -> status.equals(a.fields().get("Status"))).toList());
    }
  }

  private NotifyFields() {}

  static TemplateValue of(Notification notification, String externalUrl) {
    var alerts = notification.alerts();
    return Struct.of(
        DATA,
        List.of(
            new Field("Receiver", "receiver", quoted(notification.receiver())),
            new Field("Status", "status", notification.isAllResolved() ? "resolved" : "firing"),
            new Field(
                "Alerts", "alerts", new Alerts(alerts.stream().map(NotifyFields::of).toList())),
            new Field(
                "NotificationReason", "notification_reason", notification.reason().toString()),
            new Field("GroupLabels", "groupLabels", Kv.of(notification.groupLabels())),
            new Field(
                "CommonLabels",
                "commonLabels",
                common(alerts.stream().map(a -> Kv.of(a.labels()).underlying()).toList())),
            new Field(
                "CommonAnnotations",
                "commonAnnotations",
                common(alerts.stream().map(Alert::annotations).toList())),
            new Field("RouteLabels", "routeLabels", new Kv(notification.routeLabels())),
            new Field("ExternalURL", "externalURL", externalUrl)));
  }

  private static Struct of(Alert alert) {
    return Struct.of(
        ALERT,
        List.of(
            new Field("Status", "status", Notification.isResolved(alert) ? "resolved" : "firing"),
            new Field("Labels", "labels", Kv.of(alert.labels())),
            new Field("Annotations", "annotations", new Kv(alert.annotations())),
            new Field("StartsAt", "startsAt", time(alert.startsAtMillis())),
            new Field("EndsAt", "endsAt", time(alert.endsAtMillis())),
            new Field("GeneratorURL", "generatorURL", alert.generatorUrl()),
            new Field("Fingerprint", "fingerprint", Fingerprint.text(alert.labels()))));
  }

  static ZonedDateTime time(long millis) {
    return millis == 0 ? NO_TIME : Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
  }

  private static Kv common(List<SortedMap<String, String>> maps) {
    var common = new TreeMap<String, String>();
    if (!maps.isEmpty()) {
      common.putAll(maps.getFirst());
      for (var map : maps) {
        common.entrySet().removeIf(entry -> !entry.getValue().equals(map.get(entry.getKey())));
      }
    }
    return new Kv(common);
  }

  /// Returns the text as a regular expression that matches just it, as Alertmanager's interface
  /// expects it in links.
  private static String quoted(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }
}
