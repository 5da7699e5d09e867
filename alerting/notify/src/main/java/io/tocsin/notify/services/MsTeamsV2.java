package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.util.List;

/// `msteamsv2_configs`: an adaptive card for a workflow of Microsoft Teams.
record MsTeamsV2(Common common, SecretText url, String title, String text) implements ServiceSpec {
  static MsTeamsV2 read(Keys keys, int index, Globals globals) {
    var own = keys.http();
    return new MsTeamsV2(
        new Common(
            index,
            keys.flag("send_resolved", true),
            own == null ? globals.http() : withProxy(own, globals.http())),
        keys.neededUrl("webhook_url", "webhook_url_file"),
        keys.template("title", "msteamsv2.default.title"),
        keys.template("text", "msteamsv2.default.text"));
  }

  /// Of `global` the proxy counts also where there is an `http_config` that has none.
  private static HttpSettings withProxy(HttpSettings own, HttpSettings global) {
    return own.proxy().url() == null && !own.proxy().fromEnvironment()
        ? new HttpSettings(
            own.credentials(),
            own.followRedirects(),
            own.http2(),
            own.tls(),
            global.proxy(),
            own.headers())
        : own;
  }

  @Override
  public String type() {
    return "msteamsv2";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var heading =
        new Json()
            .put("type", "TextBlock")
            .put("text", delivery.text(title))
            .put("weight", "Bolder")
            .put("size", "Medium")
            .put("wrap", true)
            .put("style", "heading")
            .put("color", delivery.notification().isAllResolved() ? "Good" : "Attention");
    var words =
        new Json().put("type", "TextBlock").put("text", delivery.text(text)).put("wrap", true);
    var content =
        new Json()
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.2")
            .put("body", List.of(heading, words))
            .put("msteams", new Json().put("width", "full"));
    var attachment =
        new Json()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .put("contentUrl", null)
            .put("content", content);
    var json = new Json().put("type", "message").put("attachments", List.of(attachment));
    return delivery.check(delivery.postJson(delivery.secretUrl(url), json));
  }
}
