package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.util.List;

/// `discord_configs`: a message with one embed.
///
/// @param username no template, as in Alertmanager
record Discord(
    Common common,
    SecretText url,
    String content,
    String title,
    String message,
    String username,
    String avatarUrl)
    implements ServiceSpec {
  private static final int TITLE_MAX = 256;
  private static final int DESCRIPTION_MAX = 4096;
  private static final int CONTENT_MAX = 2000;
  private static final int RED = 0x992D22;
  private static final int GREEN = 0x2ECC71;

  static Discord read(Keys keys, int index, Globals globals) {
    return new Discord(
        keys.common(index, true, globals.http()),
        keys.neededUrl("webhook_url", "webhook_url_file"),
        keys.text("content"),
        keys.template("title", "discord.default.title"),
        keys.template("message", "discord.default.message"),
        keys.text("username"),
        keys.text("avatar_url"));
  }

  @Override
  public String type() {
    return "discord";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var embed =
        new Json()
            .put("title", Cut.points(delivery.text(title), TITLE_MAX))
            .put("description", Cut.points(delivery.text(message), DESCRIPTION_MAX))
            .put("color", delivery.notification().isAllResolved() ? GREEN : RED);
    var json =
        new Json()
            .put("content", Cut.points(delivery.text(content), CONTENT_MAX))
            .put("embeds", List.of(embed))
            .text("username", username)
            .text("avatar_url", avatarUrl);
    return delivery.check(delivery.postJson(delivery.secretUrl(url), json));
  }
}
