package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// `webhook_configs`: Alertmanager's message in JSON, or a payload of one's own, to any URL.
///
/// @param url a template; a secret
/// @param maxAlerts 0 for all
/// @param payload null for the message
record Webhook(
    Common common, SecretText url, long maxAlerts, long timeoutMillis, @Nullable Object payload)
    implements ServiceSpec {
  static Webhook read(Keys keys, int index, Globals globals) {
    var node = keys.node("url");
    if (node != null && !node.text().isEmpty() && !node.text().equals("<secret>")) {
      if (!node.text().contains("{{")) {
        keys.checked("url", node.text(), false);
      }
    }
    var payload = keys.node("payload");
    return new Webhook(
        keys.common(index, true, globals.http()),
        keys.needed("url", "url_file"),
        keys.count("max_alerts"),
        keys.goMillis("timeout", 0),
        payload == null ? null : Payload.read(payload));
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var message =
        Facts.message(delivery.notification(), delivery.wiring().externalUrl(), "4", maxAlerts);
    var body = payload == null ? message.line() : payload(delivery, payload);
    var target = delivery.text(delivery.secret(url));
    if (target.isEmpty()) {
      throw new Refusal("webhook URL is empty after templating");
    }
    var ask = HttpAsk.postJson(delivery.hiddenUrl(target), body, delivery.leftMillis());
    return delivery.check(delivery.send(ask));
  }

  private static String payload(Delivery delivery, Object payload) {
    return Json.write(Payload.expanded(payload, delivery.texts())) + "\n";
  }
}
