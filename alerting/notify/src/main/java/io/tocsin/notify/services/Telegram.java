package io.tocsin.notify.services;

import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/// `telegram_configs`: a bot's message.
///
/// @param chat the id of the chat, no secret
/// @param threadId 0 for none
/// @param parseMode empty, Markdown, MarkdownV2 or HTML
record Telegram(
    Common common,
    URI url,
    SecretText token,
    SecretText chat,
    long threadId,
    String message,
    boolean silent,
    String parseMode)
    implements ServiceSpec {
  private static final int MESSAGE_MAX = 4096;
  private static final Set<String> MODES = Set.of("", "Markdown", "MarkdownV2", "HTML");
  private static final String TOO_LONG =
      "Alertmanager notification could not be sent: message length exceeds Telegram limits.\n"
          + "\t\t\tPlease check the template used for producing the message content.";

  static Telegram read(Keys keys, int index, Globals globals) {
    var own = keys.secret("bot_token", "bot_token_file");
    var token = own == null ? globals.secrets().get("telegram_bot_token") : own;
    long chatId = keys.integer("chat_id");
    if (chatId == 0 && !keys.has("chat_id_file")) {
      throw keys.refusal("missing chat_id or chat_id_file on telegram_config");
    }
    if (chatId != 0 && keys.has("chat_id_file")) {
      throw keys.refusal("at most one of chat_id & chat_id_file must be configured");
    }
    var mode = keys.text("parse_mode", "HTML");
    if (!MODES.contains(mode)) {
      throw keys.refusal(
          "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty"
              + " string");
    }
    if (token == null) {
      throw keys.refusal("missing bot_token or bot_token_file on telegram_config");
    }
    var url = keys.url("api_url", globals.urls().get("telegram_api_url"));
    var chat =
        chatId != 0 ? SecretText.of(Long.toString(chatId)) : keys.needed("chat_id", "chat_id_file");
    return new Telegram(
        keys.common(index, true, globals.http()),
        url == null ? URI.create("https://api.telegram.org") : url,
        token,
        chat,
        keys.integer("message_thread_id"),
        keys.template("message", "telegram.default.message"),
        keys.flag("disable_notifications", false),
        mode);
  }

  @Override
  public String type() {
    return "telegram";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var uri = Urls.below(url, "bot" + delivery.secret(token) + "/sendMessage");
    var json =
        new Json()
            .put("chat_id", chatId(delivery))
            .put("text", words(delivery))
            .text("disable_notification", silent ? "true" : "")
            .text("parse_mode", parseMode)
            .put("disable_web_page_preview", "true")
            .text("message_thread_id", threadId == 0 ? "" : Long.toString(threadId));
    var answer = delivery.postJson(uri, json);
    var said = Said.of(answer);
    if (said != null && said.flag("ok")) {
      return Outcome.delivered();
    }
    long waitSeconds =
        said != null && said.inner("parameters").text("retry_after").matches("[0-9]{1,6}")
            ? Long.parseLong(said.inner("parameters").text("retry_after"))
            : 0;
    var what = said == null ? delivery.details(answer) : said.text("description");
    var reason = waitSeconds > 0 ? Reason.RATE_LIMITED : StatusCheck.reason(answer.status());
    var message = "telegram: " + delivery.redacted(what) + " (" + answer.status() + ")";
    // As Alertmanager: every refusal is tried again.
    return new Outcome.Retry(reason, message, waitSeconds * 1000);
  }

  private String chatId(Delivery delivery) {
    try {
      var id = delivery.wiring().surroundings().secrets().read(chat);
      if (id.matches("-?[0-9]{1,18}")) {
        return id;
      }
    } catch (IOException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
    throw new Refusal("chat_id_file: no number (expected: the id of a chat)");
  }

  /// Of a page no part can be left out: a cut one would not be one.
  private String words(Delivery delivery) {
    if (!parseMode.equals("HTML")) {
      return Cut.points(delivery.text(message), MESSAGE_MAX);
    }
    var page = delivery.html(message);
    return page.codePointCount(0, page.length()) > MESSAGE_MAX ? TOO_LONG : page;
  }
}
