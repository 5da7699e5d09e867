package io.tocsin.api.alertmanager;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.model.Label;
import io.tocsin.model.Labels;
import io.tocsin.notify.AlertGroup;
import io.tocsin.notify.AlertStatus;
import io.tocsin.notify.AlertView;
import java.io.IOException;
import java.util.Map;

/// Writes alerts and groups as the description has them, fields in Alertmanager's order.
final class AlertWriter {
  private AlertWriter() {}

  static void alert(JsonWriter json, AlertView view) throws IOException {
    var alert = view.alert();
    texts(json.beginObject().name("annotations"), alert.annotations());
    DateTimes.field(json, "endsAt", alert.endsAtMillis());
    json.field("fingerprint", view.fingerprint());
    json.name("receivers").beginArray();
    for (var receiver : view.receivers()) {
      json.beginObject().field("name", receiver).endObject();
    }
    json.endArray();
    DateTimes.field(json, "startsAt", alert.startsAtMillis());
    status(json, view);
    DateTimes.field(json, "updatedAt", view.updatedAtMillis());
    if (!alert.generatorUrl().isEmpty()) {
      json.field("generatorURL", alert.generatorUrl());
    }
    labels(json.name("labels"), alert.labels());
    json.endObject();
  }

  private static void status(JsonWriter json, AlertView view) throws IOException {
    var status = view.status();
    var state = view.mutedBy().isEmpty() ? status.state() : AlertStatus.State.SUPPRESSED;
    json.name("status").beginObject();
    json.name("inhibitedBy").strings(status.inhibitedBy());
    json.name("mutedBy").strings(view.mutedBy());
    json.name("silencedBy").strings(status.silencedBy());
    json.field("state", state.text()).endObject();
  }

  static void group(JsonWriter json, AlertGroup group) throws IOException {
    json.beginObject().name("alerts").beginArray();
    for (var alert : group.alerts()) {
      alert(json, alert);
    }
    labels(json.endArray().name("labels"), group.labels());
    json.name("receiver").beginObject().field("name", group.receiver()).endObject();
    texts(json.name("routeLabels"), group.routeLabels());
    json.endObject();
  }

  static void labels(JsonWriter json, Labels labels) throws IOException {
    json.beginObject();
    for (Label label : labels) {
      json.field(label.name(), label.value());
    }
    json.endObject();
  }

  static void texts(JsonWriter json, Map<String, String> texts) throws IOException {
    json.beginObject();
    for (var text : texts.entrySet()) {
      json.field(text.getKey(), text.getValue());
    }
    json.endObject();
  }
}
