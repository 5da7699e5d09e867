package io.tocsin.api.prometheus;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.GoFloat;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleView;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/// Rules and alerts as Prometheus' API shows them.
final class RuleWriter {
  private RuleWriter() {}

  static void rule(JsonWriter json, RuleView view, boolean excludesAlerts) throws IOException {
    json.beginObject();
    switch (view.rule()) {
      case Rule.Alert rule -> {
        json.field("state", view.state());
        head(json, rule);
        json.name("duration").number(rule.forMillis() / 1e3);
        json.name("keepFiringFor").number(rule.keepFiringForMillis() / 1e3);
        json.name("labels");
        texts(json, rule.labels());
        json.name("annotations");
        texts(json, rule.annotations());
        json.name("alerts");
        if (excludesAlerts) {
          json.nothing();
        } else {
          json.beginArray();
          for (var alert : view.alerts()) {
            alert(json, alert);
          }
          json.endArray();
        }
        tail(json, view, "alerting");
      }
      case Rule.Recording rule -> {
        head(json, rule);
        json.name("labels");
        texts(json, rule.labels());
        tail(json, view, "recording");
      }
    }
    json.endObject();
  }

  private static void head(JsonWriter json, Rule rule) throws IOException {
    json.field("name", rule.name()).field("query", rule.query().text());
  }

  private static void tail(JsonWriter json, RuleView view, String type) throws IOException {
    json.field("health", view.health().text());
    if (!view.lastError().isEmpty()) {
      json.field("lastError", view.lastError());
    }
    json.name("evaluationTime").number(view.tookNanos() / 1e9);
    json.field("lastEvaluation", Times.text(view.lastMillis()));
    json.field("type", type);
  }

  static void alert(JsonWriter json, AlertView alert) throws IOException {
    json.beginObject().name("labels");
    ResultWriter.labels(json, alert.labels());
    json.name("annotations");
    texts(json, alert.annotations());
    json.field("state", alert.state());
    json.field("activeAt", Times.text(alert.activeAtMillis()));
    Long since = alert.keepFiringSinceMillis();
    if (since != null) {
      json.field("keepFiringSince", Times.text(since));
    }
    json.field("value", scientific(alert.value())).endObject();
  }

  private static void texts(JsonWriter json, Map<String, String> pairs) throws IOException {
    json.beginObject();
    for (var pair : pairs.entrySet()) {
      json.field(pair.getKey(), pair.getValue());
    }
    json.endObject();
  }

  /// As Go's format `e` with as many digits as needed.
  static String scientific(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return GoFloat.g(value);
    }
    var sign = value < 0 || 1 / value < 0 ? "-" : "";
    var digits = new BigDecimal(String.valueOf(Math.abs(value))).stripTrailingZeros();
    var unscaled = digits.unscaledValue().toString();
    int power = value == 0 ? 0 : digits.precision() - digits.scale() - 1;
    var fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
    var exponent = String.format(Locale.ROOT, "e%s%02d", power < 0 ? "-" : "+", Math.abs(power));
    return sign + unscaled.charAt(0) + fraction + exponent;
  }
}
