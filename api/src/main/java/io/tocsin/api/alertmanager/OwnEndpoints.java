package io.tocsin.api.alertmanager;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.notify.Acknowledgement;
import io.tocsin.notify.AlertQuery;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.RouteExplanation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What Alertmanager cannot be asked: where an alert would go and why, whether a receiver works,
/// who has taken an alert on. In the frame of Prometheus' answers, `status` and `data`.
final class OwnEndpoints {
  private final AlertingParts parts;

  OwnEndpoints(AlertingParts parts) {
    this.parts = parts;
  }

  static void send(Exchange exchange, Frame.Payload data) throws IOException {
    Frame.send(
        exchange,
        200,
        json -> {
          json.beginObject().field("status", "success").name("data");
          data.write(json);
          json.endObject();
        });
  }

  /// Explains where alerts with the labels of `match` go at `time`, which is now where it is not
  /// given.
  void routes(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var labels = labels(parameters.all("match[]"));
    var text = parameters.value("time");
    long at = text.isEmpty() ? parts.clock().millis() : time(text);
    var explained = parts.alertmanager().explain(labels, at);
    send(
        exchange,
        json -> {
          json.beginObject();
          AlertWriter.labels(json.name("labels"), labels);
          DateTimes.field(json, "time", at);
          json.name("routes").beginArray();
          for (var route : explained) {
            write(json, route);
          }
          json.endArray().endObject();
        });
  }

  private Labels labels(List<String> texts) {
    var labels = new TreeMap<String, String>();
    for (var text : texts) {
      var matcher = pair(text);
      labels.put(matcher.name(), matcher.value());
    }
    return Labels.of(labels);
  }

  private Matcher pair(String text) {
    try {
      var matcher = parts.matchers().one(text);
      if (matcher.type() == Matcher.Type.EQUAL) {
        return matcher;
      }
    } catch (IllegalArgumentException e) {
      throw new HttpError(400, "match[]: " + e.getMessage());
    }
    throw new HttpError(400, "match[]: " + text + " (expected: name=\"value\")");
  }

  private static long time(String text) {
    try {
      return text.matches("[0-9]{1,12}([.][0-9]+)?")
          ? Math.round(Double.parseDouble(text) * 1_000)
          : DateTimes.parse(text);
    } catch (IllegalArgumentException e) {
      throw new HttpError(400, "time: " + text + " (expected: RFC 3339 or Unix seconds)");
    }
  }

  private static void write(JsonWriter json, RouteExplanation route) throws IOException {
    json.beginObject().field("receiver", route.receiver()).field("muted", route.isMuted());
    json.name("mutedBy").beginArray();
    for (var muting : route.mutedBy()) {
      json.beginObject().field("interval", muting.interval());
      json.field("outsideOfActive", muting.active()).endObject();
    }
    AlertWriter.labels(json.endArray().name("groupLabels"), route.groupLabels());
    var waits = route.waits();
    json.field("groupWaitMillis", waits.groupMillis());
    json.field("groupIntervalMillis", waits.intervalMillis());
    json.field("repeatIntervalMillis", waits.repeatMillis());
    json.name("path").beginArray();
    for (var step : route.path()) {
      json.beginObject().field("line", step.line()).field("id", step.id());
      json.field("matchers", step.matchers().toString());
      json.field("continue", step.goesOn()).endObject();
    }
    json.endArray().endObject();
  }

  /// Sends a test through every way out of the receiver that the path names.
  void test(Exchange exchange) throws IOException, InterruptedException {
    var receiver = exchange.pathValue();
    long now = parts.clock().millis();
    var labels = Labels.of("alertname", "TestAlert", "severity", "info", "receiver", receiver);
    var texts =
        new TreeMap<>(
            Map.of(
                "summary",
                "This is a test of the receiver " + receiver,
                "description",
                "Somebody wants to know whether notifications arrive here."));
    List<Outcome> outcomes;
    try {
      outcomes = parts.alertmanager().test(receiver, new Alert(labels, texts, now, 0, ""));
    } catch (IllegalArgumentException e) {
      throw new HttpError(404, String.valueOf(e.getMessage()));
    }
    var names = integrations(receiver);
    send(
        exchange,
        json -> {
          json.beginArray();
          for (int i = 0; i < outcomes.size(); i++) {
            json.beginObject().field("integration", i < names.size() ? names.get(i) : "outbox");
            write(json, outcomes.get(i));
            json.endObject();
          }
          json.endArray();
        });
  }

  private List<String> integrations(String receiver) {
    var spec = parts.alertmanager().config().receiver(receiver);
    var names = new ArrayList<String>();
    if (spec != null) {
      spec.integrations().forEach(one -> names.add(one.type() + "[" + one.index() + "]"));
    }
    return names;
  }

  private static void write(JsonWriter json, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Delivered _ -> json.field("outcome", "delivered");
      case Outcome.Retry retry -> {
        json.field("outcome", "retry").field("reason", retry.reason().label());
        json.field("message", retry.message());
      }
      case Outcome.Failed failed -> {
        json.field("outcome", "failed").field("reason", failed.reason().label());
        json.field("message", failed.message());
      }
    }
  }

  /// Takes on the alert whose fingerprint the path has, for somebody.
  void acknowledge(Exchange exchange) throws IOException {
    var body = exchange.body();
    var fields = Fields.of("acknowledgement", "", Fields.read("acknowledgement", body));
    var by = fields.text("by");
    if (by.isEmpty()) {
      throw Fault.required("by");
    }
    var kept = parts.alertmanager().acknowledge(exchange.pathValue(), by, fields.text("comment"));
    if (kept == null) {
      throw new HttpError(
          404, "alert: " + exchange.pathValue() + " (expected: the fingerprint of one that fires)");
    }
    send(
        exchange,
        json -> {
          write(json.beginObject(), kept);
          json.endObject();
        });
  }

  private static void write(JsonWriter json, Acknowledgement kept) throws IOException {
    json.field("by", kept.by()).field("comment", kept.comment());
    DateTimes.field(json, "at", kept.atMillis());
  }

  /// Lists who has taken on what, of the alerts that fire.
  void acknowledgements(Exchange exchange) throws IOException {
    var views = parts.alertmanager().alerts(AlertQuery.ALL);
    send(
        exchange,
        json -> {
          json.beginArray();
          for (var view : views) {
            var kept = view.acknowledgement();
            if (kept != null) {
              write(json.beginObject().field("fingerprint", view.fingerprint()), kept);
              json.endObject();
            }
          }
          json.endArray();
        });
  }

  /// Gives an alert back, so that somebody else may take it on.
  void giveBack(Exchange exchange) throws IOException {
    boolean known = parts.alertmanager().giveBack(exchange.pathValue());
    if (!known) {
      throw new HttpError(
          404, "alert: " + exchange.pathValue() + " (expected: one that somebody has taken on)");
    }
    send(exchange, json -> json.beginObject().endObject());
  }
}
