package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import java.io.IOException;
import java.util.Locale;

/// Rules and alerts. Nothing evaluates rules yet, so the truthful answers are empty; parameters are
/// checked all the same.
final class RuleEndpoints {
  void rules(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var type = parameters.value("type").toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
      throw ApiError.parameter("type", "not supported value " + Values.quoted(type));
    }
    var limit = parameters.value("group_limit");
    if (limit.isEmpty() && !parameters.value("group_next_token").isEmpty()) {
      throw ApiError.parameter(
          "group_next_token",
          "group_limit needs to be present in order to paginate over the groups");
    }
    if (!limit.isEmpty() && !limit.matches("0*[1-9]\\d{0,8}")) {
      throw ApiError.parameter("group_limit", "group_limit needs to be greater than 0");
    }
    Envelope.send(
        exchange, json -> json.beginObject().name("groups").beginArray().endArray().endObject());
  }

  void alerts(Exchange exchange) throws IOException {
    Envelope.send(
        exchange, json -> json.beginObject().name("alerts").beginArray().endArray().endObject());
  }

  void alertmanagers(Exchange exchange) throws IOException {
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("activeAlertmanagers").beginArray().endArray();
          json.name("droppedAlertmanagers").beginArray().endArray().endObject();
        });
  }
}
