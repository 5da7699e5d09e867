package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.kit.Durations;
import io.tocsin.server.Arguments;
import io.tocsin.server.Client;
import io.tocsin.server.UsageException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The server that a command asks: this program's or any Alertmanager.
final class Remote {
  private final Client client;
  private final Duration timeout;

  private Remote(Client client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  static Remote of(Arguments arguments) {
    var url = arguments.value(Options.URL, "http://127.0.0.1:9090");
    if (!url.contains("://")) {
      throw new UsageException(
          Options.URL + ": " + url + " (expected: http://[USER:PASSWORD@]HOST:PORT)");
    }
    return new Remote(new Client(url), timeout(arguments));
  }

  private static Duration timeout(Arguments arguments) {
    var text = arguments.value("timeout", "30s");
    try {
      return Duration.ofMillis(Math.max(1, Durations.parse(text)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("timeout: " + text + " (expected: a duration, as in 30s)");
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /// Asks below `/api/`.
  ///
  /// @throws IOException if the server is not reached, or refuses: its words
  Json get(String path) throws IOException, InterruptedException {
    return checked(send(client.request("/api/" + path)));
  }

  Json post(String path, Object body) throws IOException, InterruptedException {
    return checked(send(posting(path, body)));
  }

  /// Posts and returns the answer, whatever its status.
  HttpResponse<String> tryPost(String path, Object body) throws IOException, InterruptedException {
    return send(posting(path, body));
  }

  private HttpRequest.Builder posting(String path, Object body) {
    return client
        .request("/api/" + path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.print(body)));
  }

  void delete(String path) throws IOException, InterruptedException {
    checked(send(client.request("/api/" + path).DELETE()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.timeout(timeout));
  }

  static Json checked(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 == 2) {
      return response.body().isBlank() ? new Json(null) : Json.parse(response.body());
    }
    throw new IOException(refusal(response));
  }

  /// Returns what a refusal says: a JSON string, an object with a message, or text.
  static String refusal(HttpResponse<String> response) {
    var body = response.body().strip();
    var words = body;
    if (body.startsWith("\"") || body.startsWith("{")) {
      try {
        var json = Json.parse(body);
        words = json.has("message") ? json.at("message").text() : json.text();
        words = json.has("error") ? json.at("error").text() : words;
      } catch (IllegalArgumentException noJson) {
        words = body;
      }
    }
    var path = response.uri().getPath();
    var what = response.statusCode() == 404 && words.isEmpty() ? "not found" : words;
    return path + ": status " + response.statusCode() + (what.isEmpty() ? "" : ": " + what);
  }
}
