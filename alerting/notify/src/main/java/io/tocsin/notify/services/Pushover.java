package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.TreeMap;

/// `pushover_configs`: a message to a phone.
record Pushover(Common common, SecretText userKey, SecretText token, Look look, Ways ways)
    implements ServiceSpec {
  private static final URI API = URI.create("https://api.pushover.net/1/messages.json");
  private static final int TITLE_MAX = 250;
  private static final int MESSAGE_MAX = 1024;
  private static final int URL_MAX = 512;

  /// Templates.
  record Look(
      String title,
      String message,
      String url,
      String urlTitle,
      String device,
      String sound,
      String priority) {}

  record Ways(
      long retrySeconds,
      long expireSeconds,
      long ttlSeconds,
      boolean html,
      boolean monospace,
      URI api) {}

  static Pushover read(Keys keys, int index, Globals globals) {
    var ways =
        new Ways(
            keys.goMillis("retry", 60_000) / 1000,
            keys.goMillis("expire", 3_600_000) / 1000,
            keys.goMillis("ttl", 0) / 1000,
            keys.flag("html", false),
            keys.flag("monospace", false),
            API);
    if (ways.html() && ways.monospace()) {
      throw keys.refusal("at most one of monospace & html must be configured");
    }
    return new Pushover(
        keys.common(index, true, globals.http()),
        keys.needed("user_key", "user_key_file"),
        keys.needed("token", "token_file"),
        new Look(
            keys.template("title", "pushover.default.title"),
            keys.template("message", "pushover.default.message"),
            keys.template("url", "pushover.default.url"),
            keys.text("url_title"),
            keys.text("device"),
            keys.text("sound"),
            keys.text("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}")),
        ways);
  }

  @Override
  public String type() {
    return "pushover";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var form = new TreeMap<String, String>();
    form.put("token", delivery.hidden(delivery.text(delivery.secret(token))));
    form.put("user", delivery.hidden(delivery.text(delivery.secret(userKey))));
    form.put("title", Cut.points(delivery.text(look.title()), TITLE_MAX));
    if (ways.html()) {
      form.put("html", "1");
    }
    if (ways.monospace()) {
      form.put("monospace", "1");
    }
    var message = ways.html() ? delivery.html(look.message()) : delivery.text(look.message());
    var cut = Cut.points(message, MESSAGE_MAX).strip();
    form.put("message", cut.isEmpty() ? "(no details)" : cut);
    form.put("url", Cut.points(delivery.text(look.url()), URL_MAX));
    form.put("url_title", delivery.text(look.urlTitle()));
    form.put("priority", delivery.text(look.priority()));
    form.put("retry", Long.toString(ways.retrySeconds()));
    form.put("expire", Long.toString(ways.expireSeconds()));
    form.put("device", delivery.text(look.device()));
    form.put("sound", delivery.text(look.sound()));
    if (ways.ttlSeconds() > 0) {
      form.put("ttl", Long.toString(ways.ttlSeconds()));
    }
    var uri = Urls.withQuery(ways.api(), form);
    var ask = HttpAsk.post(uri, "text/plain", new byte[0], delivery.leftMillis());
    return delivery.check(delivery.send(ask));
  }
}
