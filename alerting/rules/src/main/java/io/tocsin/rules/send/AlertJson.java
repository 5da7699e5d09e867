package io.tocsin.rules.send;

import io.tocsin.model.Alert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Alerts as Alertmanager's API v2 takes them, `postableAlerts`.
final class AlertJson {
  private final StringBuilder out = new StringBuilder();

  private AlertJson() {}

  static byte[] encode(List<Alert> alerts) {
    var json = new AlertJson();
    for (var alert : alerts) {
      json.out.append(json.out.isEmpty() ? '[' : ',');
      json.alert(alert);
    }
    return json.out.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void alert(Alert alert) {
    var labels = new TreeMap<String, String>();
    alert.labels().forEach(label -> labels.put(label.name(), label.value()));
    out.append("{\"annotations\":");
    map(alert.annotations());
    if (alert.endsAtMillis() != 0) {
      out.append(",\"endsAt\":\"").append(Instant.ofEpochMilli(alert.endsAtMillis())).append('"');
    }
    if (alert.startsAtMillis() != 0) {
      out.append(",\"startsAt\":\"");
      out.append(Instant.ofEpochMilli(alert.startsAtMillis())).append('"');
    }
    if (!alert.generatorUrl().isEmpty()) {
      out.append(",\"generatorURL\":");
      string(alert.generatorUrl());
    }
    out.append(",\"labels\":");
    map(labels);
    out.append('}');
  }

  private void map(Map<String, String> pairs) {
    var separator = "{";
    for (var pair : pairs.entrySet()) {
      out.append(separator);
      string(pair.getKey());
      out.append(':');
      string(pair.getValue());
      separator = ",";
    }
    out.append(pairs.isEmpty() ? "{}" : "}");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
