package io.tocsin.api.alertmanager;

import io.tocsin.api.http.Exchange;
import io.tocsin.notify.Alertmanager;
import io.tocsin.notify.MatcherSyntax;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes alerts, and shows them alone and in groups.
final class AlertEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(AlertEndpoints.class);

  private final Alertmanager alertmanager;
  private final MatcherSyntax syntax;

  AlertEndpoints(Alertmanager alertmanager, MatcherSyntax syntax) {
    this.alertmanager = alertmanager;
    this.syntax = syntax;
  }

  void post(Exchange exchange) throws IOException {
    Frame.requireJson(exchange);
    var refusals = alertmanager.post(AlertDecoder.decode(exchange.body()));
    if (!refusals.isEmpty()) {
      var words = String.join("\n", refusals);
      LOG.atError().addKeyValue("err", words).log("failed to validate alerts");
      throw Refusal.badRequest(words);
    }
    Frame.done(exchange);
  }

  void list(Exchange exchange) throws IOException {
    var found = alertmanager.alerts(new Filters(exchange.parameters(), syntax).alerts());
    Frame.stream(
        exchange,
        json -> {
          json.beginArray();
          for (var alert : found) {
            AlertWriter.alert(json, alert);
          }
          json.endArray();
        });
  }

  void groups(Exchange exchange) throws IOException {
    var found = alertmanager.groups(new Filters(exchange.parameters(), syntax).alerts());
    Frame.stream(
        exchange,
        json -> {
          json.beginArray();
          for (var group : found) {
            AlertWriter.group(json, group);
          }
          json.endArray();
        });
  }
}
