package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;

/// `msteams_configs`: a message card for a connector of Microsoft Teams.
record MsTeams(Common common, SecretText url, String title, String summary, String text)
    implements ServiceSpec {
  static MsTeams read(Keys keys, int index, Globals globals) {
    return new MsTeams(
        keys.common(index, true, globals.http()),
        keys.neededUrl("webhook_url", "webhook_url_file"),
        keys.template("title", "msteams.default.title"),
        keys.template("summary", "msteams.default.summary"),
        keys.template("text", "msteams.default.text"));
  }

  @Override
  public String type() {
    return "msteams";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var json =
        new Json()
            .put("@context", "http://schema.org/extensions")
            .put("type", "MessageCard")
            .put("title", delivery.text(title))
            .put("summary", delivery.text(summary))
            .put("text", delivery.text(text))
            .put("themeColor", delivery.notification().isAllResolved() ? "2DC72D" : "8C1A1A");
    return delivery.check(delivery.postJson(delivery.secretUrl(url), json));
  }
}
