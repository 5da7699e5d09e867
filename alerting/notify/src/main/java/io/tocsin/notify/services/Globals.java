package io.tocsin.notify.services;

import io.tocsin.http.HttpReader;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.kit.YamlSection;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `global` says for all receivers. Immutable.
///
/// @param urls by key
/// @param secrets by the key under which they stand in the configuration, also those in files
public record Globals(
    HttpSettings http,
    Map<String, URI> urls,
    Map<String, SecretText> secrets,
    String wechatCorpId) {
  private static final Map<String, String> URLS =
      Map.of(
          "pagerduty_url", "https://events.pagerduty.com/v2/enqueue",
          "opsgenie_api_url", "https://api.opsgenie.com/",
          "wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/",
          "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/",
          "telegram_api_url", "https://api.telegram.org",
          "webex_api_url", "https://webexapis.com/v1/messages",
          "rocketchat_api_url", "https://open.rocket.chat/",
          "slack_app_url", "https://slack.com/api/chat.postMessage",
          "jira_api_url", "");

  private static final List<String> SECRETS =
      List.of(
          "slack_app_token",
          "opsgenie_api_key",
          "victorops_api_key",
          "telegram_bot_token",
          "rocketchat_token",
          "rocketchat_token_id",
          "wechat_api_secret");

  /// Reads all keys but `resolve_timeout` and those of mail.
  public static Globals read(YamlSection section, HttpReader http) {
    var keys = new Keys(section, http);
    var urls = new HashMap<String, URI>();
    URLS.forEach((key, otherwise) -> {
      var url = keys.url(key, otherwise.isEmpty() ? null : URI.create(otherwise));
      if (url != null) {
        urls.put(key, url);
      }
    });
    var secrets = new HashMap<String, SecretText>();
    for (var key : SECRETS) {
      put(secrets, key, keys.secret(key, key + "_file"));
    }
    put(secrets, "slack_api_url", keys.secretUrl("slack_api_url", "slack_api_url_file"));
    put(
        secrets,
        "mattermost_webhook_url",
        keys.secretUrl("mattermost_webhook_url", "mattermost_webhook_url_file"));
    checkSlack(section, urls, secrets);
    return new Globals(
        section.has("http_config")
            ? http.readAll(section.require("http_config"))
            : HttpSettings.DEFAULT,
        Map.copyOf(urls),
        Map.copyOf(secrets),
        section.text("wechat_api_corp_id", ""));
  }

  private static void put(
      Map<String, SecretText> secrets, String key, @Nullable SecretText secret) {
    if (secret != null) {
      secrets.put(key, secret);
    }
  }

  /// Both may be set where the URL is the one that tokens are for.
  private static void checkSlack(
      YamlSection section, Map<String, URI> urls, Map<String, SecretText> secrets) {
    var url = secrets.get("slack_api_url");
    if (!secrets.containsKey("slack_app_token") || url == null) {
      return;
    }
    var text = url.text();
    if (text == null || !text.reveal().equals(String.valueOf(urls.get("slack_app_url")))) {
      throw section
          .node()
          .refusal(
              "at most one of slack_app_token/slack_app_token_file &"
                  + " slack_api_url/slack_api_url_file must be configured");
    }
  }
}
