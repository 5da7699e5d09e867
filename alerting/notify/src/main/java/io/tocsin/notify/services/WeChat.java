package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/// `wechat_configs`: a message of an application of WeChat Work. A token is fetched for the
/// application's secret and kept for two hours, see [Tokens].
record WeChat(Common common, SecretText apiSecret, String corpId, URI url, Look look, Tokens tokens)
    implements ServiceSpec {
  private static final String EXPIRED = "42001";

  /// Templates, and the type of the message, text or markdown.
  record Look(
      String message,
      String toUser,
      String toParty,
      String toTag,
      String agentId,
      String messageType) {}

  static WeChat read(Keys keys, int index, Globals globals) {
    var type = keys.text("message_type");
    if (!type.matches("|text|markdown")) {
      throw keys.refusal(
          "weChat message type \"" + type + "\" does not match valid options ^(text|markdown)$");
    }
    var own = keys.secret("api_secret", "api_secret_file");
    var secret = own == null ? globals.secrets().get("wechat_api_secret") : own;
    var url = keys.url("api_url", globals.urls().get("wechat_api_url"));
    if (secret == null || url == null) {
      throw keys.refusal("no global Wechat Api Secret set either inline or in a file");
    }
    var ownCorpId = keys.text("corp_id");
    var corpId = ownCorpId.isEmpty() ? globals.wechatCorpId() : ownCorpId;
    if (corpId.isEmpty()) {
      throw keys.refusal("no global Wechat CorpID set");
    }
    return new WeChat(
        keys.common(index, false, globals.http()),
        secret,
        corpId,
        url,
        new Look(
            keys.template("message", "wechat.default.message"),
            keys.template("to_user", "wechat.default.to_user"),
            keys.template("to_party", "wechat.default.to_party"),
            keys.template("to_tag", "wechat.default.to_tag"),
            keys.template("agent_id", "wechat.default.agent_id"),
            type.isEmpty() ? "text" : type),
        new Tokens());
  }

  @Override
  public String type() {
    return "wechat";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    var token = tokens.find(delivery.clock().millis());
    if (token.isEmpty()) {
      token = fetch(delivery);
    }
    var query = Map.of("access_token", delivery.hidden(token));
    var uri = Urls.withQuery(Urls.below(url, "message/send"), query);
    var answer = delivery.postJson(uri, message(delivery));
    if (answer.status() != 200) {
      return new Outcome.Retry(
          StatusCheck.reason(answer.status()),
          "unexpected status code " + answer.status(),
          answer.retryAfterMillis(delivery.clock().millis()));
    }
    var said = Said.of(answer);
    if (said == null) {
      return new Outcome.Retry(Reason.OTHER, "no JSON: " + delivery.details(answer), 0);
    }
    var code = said.text("errcode");
    if (code.isEmpty() || code.equals("0")) {
      return Outcome.delivered();
    }
    var error = delivery.redacted(said.text("errmsg"));
    if (code.equals(EXPIRED)) {
      tokens.forget();
      return new Outcome.Retry(Reason.OTHER, error, 0);
    }
    return new Outcome.Failed(Reason.OTHER, error);
  }

  private String fetch(Delivery delivery) throws IOException {
    var query = new TreeMap<String, String>();
    query.put("corpsecret", delivery.hidden(delivery.text(delivery.secret(apiSecret))));
    query.put("corpid", delivery.text(corpId));
    var uri = Urls.withQuery(Urls.below(url, "gettoken"), query);
    var answer = delivery.send(HttpAsk.get(uri, delivery.leftMillis()), "access_token");
    var said = Said.of(answer);
    var token = said == null ? "" : said.text("access_token");
    if (token.isEmpty()) {
      throw new Refusal("invalid APISecret for CorpID: " + corpId);
    }
    tokens.keep(token, delivery.clock().millis());
    return token;
  }

  private Json message(Delivery delivery) {
    boolean markdown = look.messageType().equals("markdown");
    var words = delivery.text(look.message());
    return new Json()
        .put("text", new Json().put("content", markdown ? "" : words))
        .text("touser", delivery.text(look.toUser()))
        .text("toparty", delivery.text(look.toParty()))
        .text("totag", delivery.text(look.toTag()))
        .text("agentid", delivery.text(look.agentId()))
        .put("safe", "0")
        .put("msgtype", look.messageType())
        .put("markdown", new Json().put("content", markdown ? words : ""));
  }

  /// The token of one integration. Safe for use by many threads. All are equal, so that a
  /// configuration that says the same is the same.
  static final class Tokens {
    private static final long LIFETIME_MILLIS = 2 * 3_600_000L;

    private String token = "";
    private long sinceMillis;

    synchronized String find(long nowMillis) {
      return nowMillis - sinceMillis > LIFETIME_MILLIS ? "" : token;
    }

    synchronized void keep(String fresh, long nowMillis) {
      token = fresh;
      sinceMillis = nowMillis;
    }

    synchronized void forget() {
      token = "";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tokens;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }
}
