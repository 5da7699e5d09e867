package io.tocsin.api.alertmanager;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import java.io.IOException;

/// Shows what this process is, its configuration and its receivers.
final class StatusEndpoints {
  private final AlertingParts parts;

  StatusEndpoints(AlertingParts parts) {
    this.parts = parts;
  }

  void status(Exchange exchange) throws IOException {
    var config = parts.alertmanager().config().shown();
    Frame.send(
        exchange,
        200,
        json -> {
          json.beginObject().name("cluster");
          cluster(json);
          json.name("config").beginObject().field("original", config).endObject();
          DateTimes.field(json, "uptime", parts.startMillis());
          version(json.name("versionInfo"));
          json.endObject();
        });
  }

  private void cluster(JsonWriter json) throws IOException {
    var member = parts.member();
    json.beginObject();
    if (member.name().isEmpty()) {
      json.name("peers").beginArray().endArray().field("status", "disabled");
    } else {
      json.field("name", member.name()).name("peers").beginArray().beginObject();
      json.field("address", member.address()).field("name", member.name());
      json.endObject().endArray().field("status", "ready");
    }
    json.endObject();
  }

  private void version(JsonWriter json) throws IOException {
    var build = parts.version();
    json.beginObject()
        .field("branch", "tocsin-" + build.version())
        .field("buildDate", build.date())
        .field("buildUser", "")
        .field("goVersion", "")
        .field("revision", build.revision())
        .field("version", AlertingParts.COMPATIBLE)
        .endObject();
  }

  void receivers(Exchange exchange) throws IOException {
    var wanted = new Filters(exchange.parameters(), parts.matchers()).receiverLabels();
    var found = parts.alertmanager().config().receivers().stream().filter(wanted).toList();
    Frame.send(
        exchange,
        200,
        json -> {
          json.beginArray();
          for (var receiver : found) {
            json.beginObject();
            AlertWriter.texts(json.name("labels"), receiver.labels());
            json.field("name", receiver.name()).endObject();
          }
          json.endArray();
        });
  }
}
