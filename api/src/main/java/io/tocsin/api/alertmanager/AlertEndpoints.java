package io.tocsin.api.alertmanager;

import io.tocsin.api.http.Exchange;
import io.tocsin.kit.Clock;
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
  private final Clock clock;

  AlertEndpoints(Alertmanager alertmanager, MatcherSyntax syntax, Clock clock) {
    this.alertmanager = alertmanager;
    this.syntax = syntax;
    this.clock = clock;
  }

  void post(Exchange exchange) throws IOException {
    Frame.requireJson(exchange);
    var decoded = AlertDecoder.decode(exchange.body(), syntax, clock.millis());
    if (!decoded.alerts().isEmpty()) {
      alertmanager.accept(decoded.alerts());
    }
    if (!decoded.problems().isEmpty()) {
      var words = String.join("\n", decoded.problems());
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
