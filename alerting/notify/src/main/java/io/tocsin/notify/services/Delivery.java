package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.Credentials;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.kit.Clock;
import io.tocsin.notify.Notification;
import io.tocsin.notify.OutboxEntry.Exchange;
import io.tocsin.notify.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One attempt to tell a service of one notification. For one thread.
public final class Delivery {
  private static final int SHOWN_MAX = 64 << 10;
  private static final int DETAILS_MAX = 1_024;

  /// Shorter ones are words, not tokens.
  private static final int TOKEN_MIN = 8;

  private final Notification notification;
  private final Texts texts;
  private final Wiring wiring;
  private final long endMillis;
  private final Redaction redaction = new Redaction();
  private final List<Exchange> exchanges = new ArrayList<>();

  /// @param timeoutMillis for the whole attempt; 0 for as long as the group's turn lasts
  public Delivery(Notification notification, Texts texts, Wiring wiring, long timeoutMillis) {
    this.notification = notification;
    this.texts = texts;
    this.wiring = wiring;
    long turn = notification.times().deadlineMillis();
    long own = timeoutMillis > 0 ? clock().millis() + timeoutMillis : Long.MAX_VALUE;
    this.endMillis = Math.min(turn, own);
  }

  public Notification notification() {
    return notification;
  }

  public Clock clock() {
    return wiring.surroundings().clock();
  }

  public Wiring wiring() {
    return wiring;
  }

  /// Returns what was asked and answered so far, without secrets.
  public List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /// Returns what expands templates over this notification.
  Texts texts() {
    return texts;
  }

  /// Expands a template; the empty one is empty.
  public String text(String template) {
    return template.isEmpty() ? "" : texts.text(template);
  }

  /// Expands a template for a page.
  public String html(String template) {
    return template.isEmpty() ? "" : texts.html(template);
  }

  /// Reveals a secret, which will be shown nowhere.
  public String secret(SecretText secret) {
    try {
      return hidden(wiring.surroundings().secrets().read(secret));
    } catch (IOException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  /// Takes note that a text is a secret; returns it.
  public String hidden(String secret) {
    redaction.add(secret);
    return secret;
  }

  /// Takes note of what a request shows beside what its maker knows.
  public void hide(HttpSettings settings) {
    switch (settings.credentials()) {
      case Credentials.Basic basic -> hideQuietly(basic.password());
      case Credentials.Authorization other -> hideQuietly(other.credentials());
      case Credentials.OAuth2 oauth2 -> {
        if (oauth2.secret() != null) {
          hideQuietly(oauth2.secret());
        }
      }
      case null -> {}
    }
    settings.headers().values().forEach(values -> values.forEach(this::hideQuietly));
  }

  /// A file that cannot be read is said when the request is made.
  private void hideQuietly(SecretText secret) {
    try {
      hidden(wiring.surroundings().secrets().read(secret));
    } catch (IOException unreadable) {
      return;
    }
  }

  /// Returns a URL that is a secret, or stands in a file. The last step of its path and the values
  /// of its query, where tokens are, are secrets by themselves.
  URI secretUrl(SecretText text) {
    return hiddenUrl(secret(text));
  }

  URI hiddenUrl(String text) {
    var url = url(hidden(text));
    var path = String.valueOf(url.getRawPath());
    hideToken(path.substring(path.lastIndexOf('/') + 1));
    for (var parameter : String.valueOf(url.getRawQuery()).split("&", -1)) {
      hideToken(parameter.substring(parameter.indexOf('=') + 1));
    }
    return url;
  }

  private void hideToken(String text) {
    if (text.length() >= TOKEN_MIN) {
      hidden(text);
    }
  }

  /// Returns the URL that a text is.
  static URI url(String text) {
    try {
      return Urls.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal("url: " + e.getMessage());
    }
  }

  /// Returns the SHA-256 of the group's key in hexadecimal, as services with short keys want it.
  public String keyHash() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var key = notification.groupKey().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns how long may still be waited, at least 1.
  public long leftMillis() throws SocketTimeoutException {
    long left = endMillis - clock().millis();
    if (left <= 0) {
      throw new SocketTimeoutException("timeout: the time for this notification is over");
    }
    return Math.min(left, Integer.MAX_VALUE);
  }

  HttpAnswer postJson(URI uri, Json json) throws IOException {
    return send(HttpAsk.postJson(uri, json.line(), leftMillis()));
  }

  /// Sends a request and takes note of it.
  ///
  /// @param secrets the names of what is secret in the answer
  HttpAnswer send(HttpAsk ask, String... secrets) throws IOException {
    long began = clock().nanos();
    try {
      var answer = wiring.sender().send(ask);
      hide(answer, secrets);
      note(ask, answer.status(), answer.text(), began);
      return answer;
    } catch (IOException e) {
      note(ask, 0, String.valueOf(e.getMessage()), began);
      throw e;
    }
  }

  private void hide(HttpAnswer answer, String... secrets) {
    var said = secrets.length == 0 ? null : Said.of(answer);
    for (var name : secrets) {
      hidden(said == null ? AwsAnswer.element(answer.text(), name) : said.text(name));
    }
  }

  private void note(HttpAsk ask, int status, String answer, long began) {
    var headers = new LinkedHashMap<String, String>();
    ask.headers().forEach((name, value) -> headers.put(name, shownHeader(name, value)));
    headers.put("User-Agent", wiring.surroundings().userAgent());
    var body = new String(ask.body(), StandardCharsets.UTF_8);
    note(ask.method(), shownUrl(ask.uri()), headers, body, new Back(status, answer, began));
  }

  /// What came back.
  ///
  /// @param status 0 where nothing came
  /// @param beganNanos when it was asked, of the clock
  public record Back(int status, String answer, long beganNanos) {}

  /// Takes note of a request that is no HTTP.
  public void note(String method, String url, Map<String, String> headers, String body, Back said) {
    long took = (clock().nanos() - said.beganNanos()) / 1_000_000;
    exchanges.add(
        new Exchange(method, url, headers, shown(body), said.status(), shown(said.answer()), took));
  }

  private String shownHeader(String name, String value) {
    return name.matches("(?i)authorization|.*(token|key|secret).*|x-user-id")
        ? "<secret>"
        : redaction.of(value);
  }

  private String shownUrl(URI uri) {
    var clean = redaction.of(uri.toString());
    return clean.startsWith("http") ? clean : uri.getScheme() + "://<secret>";
  }

  private String shown(String text) {
    var clean = redaction.of(text);
    return clean.length() <= SHOWN_MAX ? clean : clean.substring(0, SHOWN_MAX) + "…";
  }

  /// Returns what becomes of an answer by its status, with what it says.
  Outcome check(HttpAnswer answer, int... retried) {
    return StatusCheck.of(answer, clock().millis(), details(answer), retried);
  }

  Outcome check(HttpAnswer answer, String details, int... retried) {
    return StatusCheck.of(answer, clock().millis(), redaction.of(details), retried);
  }

  /// Returns what an answer says, as it may be shown.
  String details(HttpAnswer answer) {
    return redacted(answer.text().strip());
  }

  /// Returns a text without secrets, cut to a line's length.
  public String redacted(String text) {
    return Cut.points(redaction.of(text), DETAILS_MAX);
  }
}
