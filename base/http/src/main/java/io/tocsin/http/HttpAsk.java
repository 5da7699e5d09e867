package io.tocsin.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request. The URL and the headers may hold secrets: never print them.
///
/// @param headers beside those that settings, body and sender give; in the order they are sent
/// @param timeoutMillis for all of it, redirects and answer included
/// @param answerMaxBytes how much of the answer's body is kept
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpAsk(
    String method,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    long timeoutMillis,
    int answerMaxBytes) {
  private static final int ANSWER_BYTES = 64 << 10;

  /// Returns a request that posts a body; of the answer 64 KB are kept.
  public static HttpAsk post(URI uri, String contentType, byte[] body, long timeoutMillis) {
    return new HttpAsk(
        "POST", uri, Map.of("Content-Type", contentType), body, timeoutMillis, ANSWER_BYTES);
  }

  /// Returns a request that posts JSON.
  public static HttpAsk postJson(URI uri, String json, long timeoutMillis) {
    return post(uri, "application/json", json.getBytes(StandardCharsets.UTF_8), timeoutMillis);
  }

  /// Returns a request without a body; of the answer 64 KB are kept.
  public static HttpAsk get(URI uri, long timeoutMillis) {
    return new HttpAsk("GET", uri, Map.of(), new byte[0], timeoutMillis, ANSWER_BYTES);
  }

  /// Returns the same request with one header more, or with another value of it.
  public HttpAsk with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAsk(method, uri, more, body, timeoutMillis, answerMaxBytes);
  }

  /// Returns the same request by another method.
  public HttpAsk by(String otherMethod) {
    return new HttpAsk(otherMethod, uri, headers, body, timeoutMillis, answerMaxBytes);
  }

  HttpAsk redirected(URI to, boolean keepsBody) {
    return keepsBody
        ? new HttpAsk(method, to, headers, body, timeoutMillis, answerMaxBytes)
        : new HttpAsk(
            method.equals("HEAD") ? method : "GET",
            to,
            Map.of(),
            new byte[0],
            timeoutMillis,
            answerMaxBytes);
  }

  @Override
  public String toString() {
    return method + " " + Address.of(uri);
  }
}
