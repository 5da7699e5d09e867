package io.tocsin.api.settings;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.SettingsSource;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.notify.Outbox;
import io.tocsin.notify.ReceiverSpec;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept, and who is told.
final class SettingsEndpoints {
  private final SettingsSource settings;
  private final @Nullable AlertingParts alerting;

  SettingsEndpoints(SettingsSource settings, @Nullable AlertingParts alerting) {
    this.settings = settings;
    this.alerting = alerting;
  }

  void storage(Exchange exchange) throws IOException {
    var stored = settings.stored();
    var disk = settings.disk();
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("disk").beginObject().field("path", disk.path());
          json.field("totalBytes", disk.totalBytes()).field("usableBytes", disk.usableBytes());
          json.endObject().name("signals").beginArray();
          for (var one : stored) {
            write(json, one);
          }
          json.endArray().endObject();
        });
  }

  private static void write(JsonWriter json, SettingsSource.Stored one) throws IOException {
    json.beginObject().field("signal", one.signal()).field("path", one.path());
    json.field("bytes", one.bytes()).field("count", one.count());
    json.name("oldest").seconds(one.oldestMillis()).name("newest").seconds(one.newestMillis());
    json.name("retention").seconds(one.retentionMillis());
    json.field("limitBytes", one.limitBytes()).endObject();
  }

  void receivers(Exchange exchange) throws IOException {
    var told = alerting;
    Envelope.send(
        exchange,
        json -> {
          json.beginArray();
          if (told != null) {
            var config = told.alertmanager().config();
            for (var receiver : config.receivers()) {
              write(json, receiver, config.used(), told.outbox());
            }
          }
          json.endArray();
        });
  }

  private static void write(
      JsonWriter json, ReceiverSpec receiver, Set<String> used, @Nullable Outbox outbox)
      throws IOException {
    json.beginObject().field("name", receiver.name());
    json.field("used", used.contains(receiver.name())).name("integrations").beginArray();
    for (var integration : receiver.integrations()) {
      json.beginObject().field("name", integration.type() + "[" + integration.index() + "]");
      json.field("type", integration.type());
      json.field("sendResolved", integration.sendResolved()).endObject();
    }
    json.endArray();
    var latest = outbox == null ? null : outbox.latest(receiver.name(), 0, 1);
    if (latest != null && !latest.isEmpty()) {
      var last = latest.getFirst();
      json.name("last").beginObject().name("time").seconds(last.timeMillis());
      json.field("integration", last.whom().integration());
      json.field("status", last.status().name().toLowerCase(Locale.ROOT));
      json.field("message", last.message()).endObject();
    }
    json.endObject();
  }
}
