package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// `rocketchat_configs`: a message with one attachment.
record RocketChat(Common common, URI url, SecretText tokenId, SecretText token, Look look)
    implements ServiceSpec {
  private static final int TITLE_MAX = 1024;

  /// Templates.
  record Look(String channel, String emoji, String iconUrl, Attachment attachment) {}

  record Attachment(
      String title,
      String titleLink,
      String text,
      String imageUrl,
      String thumbUrl,
      String color,
      List<Field> fields,
      List<Action> actions) {}

  record Field(String title, String value, boolean isShort) {}

  record Action(String text, String url, String msg) {}

  static RocketChat read(Keys keys, int index, Globals globals) {
    var ownId = keys.secret("token_id", "token_id_file");
    var id = ownId == null ? globals.secrets().get("rocketchat_token_id") : ownId;
    if (id == null) {
      throw keys.refusal("no global Rocketchat TokenID set either inline or in a file");
    }
    var own = keys.secret("token", "token_file");
    var token = own == null ? globals.secrets().get("rocketchat_token") : own;
    if (token == null) {
      throw keys.refusal("no global Rocketchat Token set either inline or in a file");
    }
    var url = keys.url("api_url", globals.urls().get("rocketchat_api_url"));
    keys.flag("link_names", false);
    return new RocketChat(
        keys.common(index, false, globals.http()),
        url == null ? URI.create("https://open.rocket.chat/") : url,
        id,
        token,
        new Look(
            keys.text("channel"),
            keys.template("emoji", "rocketchat.default.emoji"),
            keys.template("icon_url", "rocketchat.default.iconurl"),
            attachment(keys)));
  }

  private static Attachment attachment(Keys keys) {
    boolean shortFields = keys.flag("short_fields", false);
    return new Attachment(
        keys.template("title", "rocketchat.default.title"),
        keys.template("title_link", "rocketchat.default.titlelink"),
        keys.template("text", "rocketchat.default.text"),
        keys.text("image_url"),
        keys.text("thumb_url"),
        keys.text("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}"),
        keys.each(
            "fields",
            f -> new Field(f.text("title"), f.text("value"), f.flag("short", shortFields))),
        keys.each("actions", RocketChat::action));
  }

  /// Only buttons are sent; the other keys are known and without effect, as in Alertmanager, which
  /// knows them in lower case without underscores.
  private static Action action(Keys keys) {
    for (var key : List.of("type", "imageurl", "webviewheightratio", "msgprocessingtype")) {
      keys.text(key);
    }
    keys.flag("iswebview", false);
    keys.flag("msginchatwindow", false);
    return new Action(keys.text("text"), keys.text("url"), keys.text("msg"));
  }

  @Override
  public String type() {
    return "rocketchat";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var channel = delivery.text(look.channel());
    var json =
        new Json()
            .text("channel", channel)
            .text("emoji", delivery.text(look.emoji()))
            .text("avatar", delivery.text(look.iconUrl()))
            .put("attachments", List.of(attachment(delivery, look.attachment())));
    var uri = Urls.below(url, "api/v1/chat.postMessage");
    var ask =
        HttpAsk.postJson(uri, json.line(), delivery.leftMillis())
            .with("X-Auth-Token", delivery.secret(token))
            .with("X-User-Id", delivery.secret(tokenId));
    var answer = delivery.send(ask);
    var outcome = delivery.check(answer);
    if (answer.isSuccess()) {
      var said = Said.of(answer);
      if (said == null) {
        var message = "could not unmarshal JSON response: " + delivery.details(answer);
        outcome = new Outcome.Retry(Reason.CLIENT_ERROR, message, 0);
      } else if (!said.flag("success")) {
        var message = "error response from Rocketchat: " + delivery.redacted(said.text("error"));
        outcome = new Outcome.Failed(Reason.CLIENT_ERROR, message);
      }
    }
    return Channel.named(channel, outcome);
  }

  private static Json attachment(Delivery delivery, Attachment of) {
    return new Json()
        .text("title", Cut.points(delivery.text(of.title()), TITLE_MAX))
        .text("title_link", delivery.text(of.titleLink()))
        .text("text", delivery.text(of.text()))
        .text("image_url", delivery.text(of.imageUrl()))
        .text("thumb_url", delivery.text(of.thumbUrl()))
        .text("color", delivery.text(of.color()))
        .list("fields", of.fields().stream().map(f -> field(delivery, f)).toList())
        .list("actions", of.actions().stream().map(a -> action(delivery, a)).toList());
  }

  private static Json field(Delivery delivery, Field field) {
    return new Json()
        .put("short", field.isShort())
        .text("title", delivery.text(field.title()))
        .text("value", delivery.text(field.value()));
  }

  private static Json action(Delivery delivery, Action action) {
    return new Json()
        .put("type", "button")
        .text("text", delivery.text(action.text()))
        .text("url", delivery.text(action.url()))
        .put("is_webview", false)
        .text("msg", delivery.text(action.msg()))
        .put("msg_in_chat_window", false);
  }
}
