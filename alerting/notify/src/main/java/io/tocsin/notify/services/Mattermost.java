package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `mattermost_configs`: a message for an incoming webhook.
///
/// @param attachments what the configuration lists; the one of `own` is sent where there are none
/// @param card of the message's side panel; empty for none
record Mattermost(
    Common common,
    SecretText url,
    Look look,
    Attachment own,
    List<Attachment> attachments,
    String card,
    @Nullable Priority priority)
    implements ServiceSpec {
  private static final int TEXT_MAX = 16_383;

  /// Templates.
  record Look(
      String channel,
      String username,
      String text,
      String iconUrl,
      String iconEmoji,
      String type) {}

  /// @param text of the message where it is the only attachment
  record Attachment(
      String fallback,
      String color,
      String pretext,
      String text,
      Author author,
      Title title,
      Pictures pictures,
      List<Field> fields) {}

  record Author(String name, String link, String icon) {}

  record Title(String text, String link) {}

  record Pictures(String thumbUrl, String footer, String footerIcon, String imageUrl) {}

  record Field(String title, String value, @Nullable Boolean isShort) {}

  record Priority(String priority, boolean acknowledgement, boolean persistent) {}

  static Mattermost read(Keys keys, int index, Globals globals) {
    var ownUrl = keys.secretUrl("webhook_url", "webhook_url_file");
    var url = ownUrl == null ? globals.secrets().get("mattermost_webhook_url") : ownUrl;
    if (url == null) {
      throw keys.refusal("missing webhook_url or webhook_url_file on mattermost_config");
    }
    var text = keys.template("text", "mattermost.default.text");
    var own =
        new Attachment(
            keys.template("fallback", "mattermost.default.fallback"),
            keys.template("color", "mattermost.default.color"),
            keys.text("pretext"),
            text,
            author(keys),
            new Title(
                keys.template("title", "mattermost.default.title"),
                keys.template("title_link", "mattermost.default.titlelink")),
            pictures(keys),
            keys.each("fields", Mattermost::field));
    var card = keys.inner("props", props -> props.text("card"));
    return new Mattermost(
        keys.common(index, true, globals.http()),
        url,
        new Look(
            keys.text("channel"),
            keys.template("username", "mattermost.default.username"),
            text,
            keys.text("icon_url"),
            keys.text("icon_emoji"),
            keys.text("type")),
        own,
        keys.each("attachments", Mattermost::attachment),
        card == null ? "" : card,
        keys.inner("priority", Mattermost::priority));
  }

  private static Attachment attachment(Keys keys) {
    return new Attachment(
        keys.text("fallback"),
        keys.text("color"),
        keys.text("pretext"),
        keys.text("text"),
        author(keys),
        new Title(keys.text("title"), keys.text("title_link")),
        pictures(keys),
        keys.each("fields", Mattermost::field));
  }

  private static Author author(Keys keys) {
    return new Author(keys.text("author_name"), keys.text("author_link"), keys.text("author_icon"));
  }

  private static Pictures pictures(Keys keys) {
    return new Pictures(
        keys.text("thumb_url"),
        keys.text("footer"),
        keys.text("footer_icon"),
        keys.text("image_url"));
  }

  private static Field field(Keys keys) {
    for (var key : List.of("title", "value")) {
      if (!keys.has(key)) {
        throw keys.refusal("missing " + key + " in Mattermost field configuration");
      }
    }
    return new Field(keys.text("title"), keys.text("value"), keys.flag("short"));
  }

  private static Priority priority(Keys keys) {
    return new Priority(
        keys.text("priority"),
        keys.flag("requested_ack", false),
        keys.flag("persistent_notifications", false));
  }

  @Override
  public String type() {
    return "mattermost";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var channel = delivery.text(look.channel());
    boolean alone = attachments.isEmpty();
    var words = alone ? "" : Cut.points(delivery.text(look.text()), TEXT_MAX);
    var sent = alone ? List.of(own) : attachments;
    var json =
        new Json()
            .text("text", words)
            .text("channel", channel)
            .text("username", delivery.text(look.username()))
            .text("icon_url", delivery.text(look.iconUrl()))
            .text("icon_emoji", delivery.text(look.iconEmoji()))
            .list("attachments", sent.stream().map(a -> json(delivery, a)).toList())
            .text("type", delivery.text(look.type()));
    if (!card.isEmpty()) {
      json.put("props", new Json().text("card", delivery.text(card)));
    }
    if (priority != null && !priority.priority().isEmpty()) {
      json.put("priority", json(delivery, priority));
    }
    var outcome = delivery.check(delivery.postJson(delivery.secretUrl(url), json));
    return Channel.named(channel, outcome);
  }

  /// Mattermost takes an acknowledgement for more than standard only, persistence for urgent only.
  private static Json json(Delivery delivery, Priority of) {
    var asked = delivery.text(of.priority()).toLowerCase(Locale.ROOT);
    var name = Set.of("urgent", "important").contains(asked) ? asked : "standard";
    return new Json()
        .put("priority", name)
        .flag("requested_ack", of.acknowledgement() && !name.equals("standard"))
        .flag("persistent_notifications", of.persistent() && name.equals("urgent"));
  }

  private static Json json(Delivery delivery, Attachment of) {
    return new Json()
        .text("fallback", delivery.text(of.fallback()))
        .text("color", delivery.text(of.color()))
        .text("pretext", delivery.text(of.pretext()))
        .text("text", delivery.text(of.text()))
        .text("author_name", delivery.text(of.author().name()))
        .text("author_link", delivery.text(of.author().link()))
        .text("author_icon", delivery.text(of.author().icon()))
        .text("title", delivery.text(of.title().text()))
        .text("title_link", delivery.text(of.title().link()))
        .list("fields", of.fields().stream().map(f -> json(delivery, f)).toList())
        .text("thumb_url", delivery.text(of.pictures().thumbUrl()))
        .text("footer", delivery.text(of.pictures().footer()))
        .text("footer_icon", delivery.text(of.pictures().footerIcon()))
        .text("image_url", delivery.text(of.pictures().imageUrl()));
  }

  private static Json json(Delivery delivery, Field field) {
    var json =
        new Json()
            .text("title", delivery.text(field.title()))
            .text("value", delivery.text(field.value()));
    return field.isShort() == null ? json : json.put("short", field.isShort());
  }
}
