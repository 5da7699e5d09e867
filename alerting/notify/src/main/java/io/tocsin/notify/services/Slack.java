package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.Credentials.Authorization;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slack_configs`: a message with one attachment, by a webhook or by an app's token; one sent by a
/// token can be changed later.
///
/// @param url a secret
/// @param updates whether a message that was sent for the group is changed
record Slack(Common common, SecretText url, Look look, boolean updates, long timeoutMillis)
    implements ServiceSpec {
  private static final int TITLE_MAX = 1024;
  private static final String POST = "https://slack.com/api/chat.postMessage";

  /// Where the message goes and what it looks like: templates.
  record Look(
      String channel,
      String username,
      String iconEmoji,
      String iconUrl,
      String messageText,
      boolean linkNames,
      Attachment attachment) {}

  record Attachment(
      Words head,
      String imageUrl,
      String thumbUrl,
      String footer,
      String color,
      List<String> markdownIn,
      List<Field> fields,
      List<Action> actions) {}

  record Words(
      String title,
      String titleLink,
      String pretext,
      String text,
      String fallback,
      String callbackId) {}

  record Field(String title, String value, boolean isShort) {}

  record Action(
      String type,
      String text,
      String url,
      String style,
      String name,
      String value,
      @Nullable Confirm confirm) {}

  record Confirm(String text, String title, String okText, String dismissText) {}

  static Slack read(Keys keys, int index, Globals globals) {
    var ownUrl = keys.secretUrl("api_url", "api_url_file");
    var ownToken = keys.secret("app_token", "app_token_file");
    if (ownUrl != null && ownToken != null) {
      throw keys.refusal(
          "at most one of api_url/api_url_file & app_token/app_token_file must be configured");
    }
    boolean updates = keys.flag("update_message", false);
    if (updates && !keys.text("api_url").equals(POST)) {
      throw keys.refusal(
          "update_message can only be used with bot tokens. api_url must be set to " + POST);
    }
    var appUrl = keys.url("app_url", globals.urls().get("slack_app_url"));
    var http = keys.http();
    var token = token(keys, globals, ownUrl, http);
    var url = ownUrl == null ? globals.secrets().get("slack_api_url") : ownUrl;
    if (url == null && token == null) {
      throw keys.refusal("no Slack API URL nor App token set either inline or in a file");
    }
    var settings = http == null ? globals.http() : http;
    if (token != null) {
      if (settings.credentials() instanceof Authorization) {
        throw keys.refusal("http authorization can't be set when using Slack App tokens");
      }
      settings = settings.withCredentials(new Authorization("Bearer", token));
      url = SecretText.of(String.valueOf(appUrl));
    }
    return new Slack(
        new Common(index, keys.flag("send_resolved", false), settings),
        url == null ? SecretText.of("") : url,
        look(keys),
        updates,
        keys.goMillis("timeout", 0));
  }

  /// The token of `global` counts where the receiver says nothing of its own.
  private static @Nullable SecretText token(
      Keys keys, Globals globals, @Nullable SecretText ownUrl, @Nullable HttpSettings http) {
    var own = keys.secret("app_token", "app_token_file");
    boolean authorized = http != null && http.credentials() instanceof Authorization;
    boolean inlineUrl = ownUrl != null && ownUrl.text() != null;
    return own != null || authorized || inlineUrl ? own : globals.secrets().get("slack_app_token");
  }

  private static Look look(Keys keys) {
    return new Look(
        keys.text("channel"),
        keys.template("username", "slack.default.username"),
        keys.template("icon_emoji", "slack.default.iconemoji"),
        keys.template("icon_url", "slack.default.iconurl"),
        keys.text("message_text"),
        keys.flag("link_names", false),
        attachment(keys));
  }

  private static Attachment attachment(Keys keys) {
    boolean shortFields = keys.flag("short_fields", false);
    var markdown = keys.texts("mrkdwn_in");
    return new Attachment(
        new Words(
            keys.template("title", "slack.default.title"),
            keys.template("title_link", "slack.default.titlelink"),
            keys.template("pretext", "slack.default.pretext"),
            keys.template("text", "slack.default.text"),
            keys.template("fallback", "slack.default.fallback"),
            keys.template("callback_id", "slack.default.callbackid")),
        keys.text("image_url"),
        keys.text("thumb_url"),
        keys.template("footer", "slack.default.footer"),
        keys.template("color", "slack.default.color"),
        markdown.isEmpty() ? List.of("fallback", "pretext", "text") : markdown,
        keys.each("fields", field -> field(field, shortFields)),
        keys.each("actions", Slack::action));
  }

  private static Field field(Keys keys, boolean shortFields) {
    for (var key : List.of("title", "value")) {
      if (!keys.has(key)) {
        throw keys.refusal("missing " + key + " in Slack field configuration");
      }
    }
    return new Field(keys.text("title"), keys.text("value"), keys.flag("short", shortFields));
  }

  private static Action action(Keys keys) {
    for (var key : List.of("type", "text")) {
      if (!keys.has(key)) {
        throw keys.refusal("missing " + key + " in Slack action configuration");
      }
    }
    var url = keys.text("url");
    var name = keys.text("name");
    if (url.isEmpty() && name.isEmpty()) {
      throw keys.refusal("missing name or url in Slack action configuration");
    }
    var value = keys.text("value");
    var confirm = keys.inner("confirm", Slack::confirm);
    boolean link = !url.isEmpty();
    return new Action(
        keys.text("type"),
        keys.text("text"),
        url,
        keys.text("style"),
        link ? "" : name,
        link ? "" : value,
        link ? null : confirm);
  }

  private static Confirm confirm(Keys keys) {
    if (!keys.has("text")) {
      throw keys.refusal("missing text in Slack confirmation configuration");
    }
    return new Confirm(
        keys.text("text"), keys.text("title"), keys.text("ok_text"), keys.text("dismiss_text"));
  }

  @Override
  public String type() {
    return "slack";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var target = delivery.secretUrl(url);
    var channel = delivery.text(look.channel());
    var memory = delivery.notification().memory();
    var threadTs = memory.find("threadTs");
    var channelId = memory.find("channelId");
    HttpAnswer answer;
    if (updates && threadTs != null && channelId != null) {
      answer = delivery.postJson(updateUrl(target), message(delivery, channelId, threadTs));
    } else {
      answer = delivery.postJson(target, message(delivery, channel, ""));
    }
    var outcome = delivery.check(answer);
    return Channel.named(channel, answer.isSuccess() ? said(delivery, answer) : outcome);
  }

  private static URI updateUrl(URI post) {
    return post.resolve("chat.update");
  }

  private Json message(Delivery delivery, String channel, String ts) {
    return new Json()
        .text("channel", channel)
        .text("ts", ts)
        .text("username", delivery.text(look.username()))
        .text("icon_emoji", delivery.text(look.iconEmoji()))
        .text("icon_url", delivery.text(look.iconUrl()))
        .flag("link_names", look.linkNames())
        .text("text", delivery.text(look.messageText()))
        .put("attachments", List.of(attachment(delivery, look.attachment())));
  }

  private static Json attachment(Delivery delivery, Attachment of) {
    var head = of.head();
    return new Json()
        .text("title", Cut.points(delivery.text(head.title()), TITLE_MAX))
        .text("title_link", delivery.text(head.titleLink()))
        .text("pretext", delivery.text(head.pretext()))
        .put("text", delivery.text(head.text()))
        .put("fallback", delivery.text(head.fallback()))
        .put("callback_id", delivery.text(head.callbackId()))
        .list("fields", of.fields().stream().map(f -> field(delivery, f)).toList())
        .list("actions", of.actions().stream().map(a -> action(delivery, a)).toList())
        .text("image_url", delivery.text(of.imageUrl()))
        .text("thumb_url", delivery.text(of.thumbUrl()))
        .put("footer", delivery.text(of.footer()))
        .text("color", delivery.text(of.color()))
        .list("mrkdwn_in", of.markdownIn());
  }

  private static Json field(Delivery delivery, Field field) {
    return new Json()
        .text("title", delivery.text(field.title()))
        .text("value", delivery.text(field.value()))
        .put("short", field.isShort());
  }

  private static Json action(Delivery delivery, Action action) {
    var json =
        new Json()
            .text("type", delivery.text(action.type()))
            .text("text", delivery.text(action.text()))
            .text("url", delivery.text(action.url()))
            .text("style", delivery.text(action.style()))
            .text("name", delivery.text(action.name()))
            .text("value", delivery.text(action.value()));
    var confirm = action.confirm();
    if (confirm != null) {
      json.put(
          "confirm",
          new Json()
              .text("text", delivery.text(confirm.text()))
              .text("title", delivery.text(confirm.title()))
              .text("ok_text", delivery.text(confirm.okText()))
              .text("dismiss_text", delivery.text(confirm.dismissText())));
    }
    return json;
  }

  /// Slack says 200 and means no: in a text that is not `ok`, or in JSON.
  private Outcome said(Delivery delivery, HttpAnswer answer) {
    if (!answer.contentType().startsWith("application/json")) {
      return answer.text().equals("ok")
          ? Outcome.delivered()
          : new Outcome.Failed(
              Reason.CLIENT_ERROR,
              "received an error response from Slack: " + delivery.details(answer));
    }
    var said = Said.of(answer);
    if (said == null) {
      return new Outcome.Retry(
          Reason.CLIENT_ERROR, "could not unmarshal JSON response: " + delivery.details(answer), 0);
    }
    if (!said.flag("ok")) {
      var error = delivery.redacted(said.text("error"));
      return new Outcome.Failed(Reason.CLIENT_ERROR, "error response from Slack: " + error);
    }
    if (updates && !said.text("ts").isEmpty() && !said.text("channel").isEmpty()) {
      delivery.notification().memory().put("threadTs", said.text("ts"));
      delivery.notification().memory().put("channelId", said.text("channel"));
    }
    return Outcome.delivered();
  }
}
