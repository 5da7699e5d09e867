package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.AlertmanagerSource;
import io.tocsin.rules.GroupView;
import io.tocsin.rules.RuleSource;
import java.io.IOException;
import java.util.List;

/// Rules, alerts, and to whom alerts are sent.
final class RuleEndpoints {
  private final RuleSource rules;
  private final AlertmanagerSource alertmanagers;
  private final PromqlText promql;

  RuleEndpoints(RuleSource rules, AlertmanagerSource alertmanagers, PromqlText promql) {
    this.rules = rules;
    this.alertmanagers = alertmanagers;
    this.promql = promql;
  }

  void rules(Exchange exchange) throws IOException {
    var request = RuleRequest.of(exchange.parameters(), promql);
    var page = request.page(rules.groups());
    Envelope.stream(
        exchange,
        json -> {
          json.beginObject().name("groups").beginArray();
          for (var group : page.groups()) {
            group(json, group, request.excludesAlerts());
          }
          json.endArray();
          if (!page.nextToken().isEmpty()) {
            json.field("groupNextToken", page.nextToken());
          }
          json.endObject();
        },
        List.of(),
        List.of());
  }

  private static void group(JsonWriter json, GroupView view, boolean excludesAlerts)
      throws IOException {
    var group = view.group();
    json.beginObject().field("name", group.name()).field("file", group.file());
    json.name("rules").beginArray();
    for (var rule : view.rules()) {
      RuleWriter.rule(json, rule, excludesAlerts);
    }
    json.endArray();
    json.name("interval").number(group.intervalMillis() / 1e3);
    json.field("limit", group.limit());
    json.name("evaluationTime").number(view.tookNanos() / 1e9);
    json.field("lastEvaluation", Times.text(view.lastMillis()));
    json.endObject();
  }

  void alerts(Exchange exchange) throws IOException {
    var views = rules.groups();
    Envelope.stream(
        exchange,
        json -> {
          json.beginObject().name("alerts").beginArray();
          for (var group : views) {
            for (var rule : group.rules()) {
              for (AlertView alert : rule.alerts()) {
                RuleWriter.alert(json, alert);
              }
            }
          }
          json.endArray().endObject();
        },
        List.of(),
        List.of());
  }

  void alertmanagers(Exchange exchange) throws IOException {
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("activeAlertmanagers");
          urls(json, alertmanagers.active());
          json.name("droppedAlertmanagers");
          urls(json, alertmanagers.dropped());
          json.endObject();
        });
  }

  private static void urls(JsonWriter json, List<String> urls) throws IOException {
    json.beginArray();
    for (var url : urls) {
      json.beginObject().field("url", url).endObject();
    }
    json.endArray();
  }
}
