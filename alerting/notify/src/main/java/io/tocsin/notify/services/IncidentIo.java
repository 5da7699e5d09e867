package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.Credentials.Authorization;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `incidentio_configs`: an alert source of incident.io.
///
/// @param maxAlerts 0 for all
record IncidentIo(Common common, SecretText url, long maxAlerts, long timeoutMillis)
    implements ServiceSpec {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentIo.class);
  private static final int PAYLOAD_MAX_BYTES = 512 << 10;

  static IncidentIo read(Keys keys, int index, Globals globals) {
    var url = keys.neededUrl("url", "url_file");
    var token = keys.secret("alert_source_token", "alert_source_token_file");
    var own = keys.http();
    boolean authorized = own != null && own.credentials() instanceof Authorization;
    if (authorized && token != null) {
      throw keys.refusal(
          "cannot specify alert_source_token or alert_source_token_file when using"
              + " http_config.authorization");
    }
    if (own != null && !authorized && token == null) {
      throw keys.refusal(
          "at least one of alert_source_token, alert_source_token_file or"
              + " http_config.authorization must be configured");
    }
    var http = own == null ? globals.http() : own;
    return new IncidentIo(
        new Common(
            index,
            keys.flag("send_resolved", true),
            token == null ? http : http.withCredentials(new Authorization("Bearer", token))),
        url,
        keys.count("max_alerts"),
        keys.goMillis("timeout", 0));
  }

  @Override
  public String type() {
    return "incidentio";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var notification = delivery.notification();
    var body = body(delivery, notification, maxAlerts);
    if (body.getBytes(StandardCharsets.UTF_8).length > PAYLOAD_MAX_BYTES) {
      LOG.atWarn()
          .addKeyValue("receiver", notification.receiver())
          .log("incidentio: message larger than 512 KB, sent with its first alert only");
      body = body(delivery, notification, 1);
    }
    var ask = HttpAsk.postJson(delivery.secretUrl(url), body, delivery.leftMillis());
    var answer = delivery.send(ask);
    return delivery.check(answer, said(answer), 429);
  }

  private static String body(Delivery delivery, Notification of, long max) {
    return Facts.message(of, delivery.wiring().externalUrl(), "1", max).line();
  }

  private static String said(HttpAnswer answer) {
    var said = answer.isSuccess() ? null : Said.of(answer);
    if (said == null) {
      return "";
    }
    var parts = new StringJoiner(": ");
    for (var part :
        new String[] {said.text("message"), said.text("error"), said.texts("errors", ", ")}) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts.toString();
  }
}
