package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.http.ConfigPlace;
import io.tocsin.http.HttpAnswer;
import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpReader;
import io.tocsin.http.HttpSender;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.Credentials;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.kit.Yaml;
import io.tocsin.server.Arguments;
import io.tocsin.server.UsageException;
import io.tocsin.server.Version;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// The server that a command asks: this program's or any Alertmanager.
final class Remote {
  private static final int ANSWER_MAX_BYTES = 256 << 20;
  private static final Pattern USER = Pattern.compile("^(https?://)([^/@]*)@");

  private final String url;
  private final HttpSettings settings;
  private final long timeoutMillis;

  /// What came back.
  ///
  /// @param path what was asked
  record Answer(String path, int status, String body) {}

  private Remote(String url, HttpSettings settings, long timeoutMillis) {
    this.url = url;
    this.settings = settings;
    this.timeoutMillis = timeoutMillis;
  }

  static Remote of(Arguments arguments) throws IOException {
    var given = arguments.value(Options.URL, "http://127.0.0.1:9090");
    if (!given.contains("://")) {
      throw usage(given);
    }
    var settings = settings(arguments.value(Options.HTTP, ""));
    var found = USER.matcher(given);
    if (found.find()) {
      settings = settings.withCredentials(basic(found.group(2)));
      given = found.replaceFirst("$1");
    }
    return new Remote(given.replaceAll("/+$", ""), settings, timeoutMillis(arguments));
  }

  private static UsageException usage(String url) {
    return new UsageException(
        Options.URL + ": " + url + " (expected: http://[USER:PASSWORD@]HOST:PORT)");
  }

  /// In a URL's user a plus is a plus; in a form it would be a space.
  private static Credentials basic(String user) {
    var parts = URLDecoder.decode(user.replace("+", "%2B"), UTF_8).split(":", 2);
    return new Credentials.Basic(
        SecretText.of(parts[0]), SecretText.of(parts.length > 1 ? parts[1] : ""));
  }

  private static HttpSettings settings(String file) throws IOException {
    if (file.isEmpty()) {
      return HttpSettings.DEFAULT;
    }
    try {
      var path = Path.of(file).toAbsolutePath();
      var place = new ConfigPlace(path.getParent(), LocalFiles.disk(), (_, _) -> {});
      return new HttpReader(place).readAll(Yaml.parse(file, Files.readString(path)));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: an http_config)", e);
    }
  }

  private static long timeoutMillis(Arguments arguments) {
    var text = arguments.value("timeout", "30s");
    try {
      return Math.max(1, Durations.parse(text));
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
  Json get(String path) throws IOException {
    return checked(send("GET", path, new byte[0]));
  }

  Json post(String path, Object body) throws IOException {
    return checked(tryPost(path, body));
  }

  /// Posts and returns the answer, whatever its status.
  Answer tryPost(String path, Object body) throws IOException {
    return send("POST", path, Json.print(body).getBytes(UTF_8));
  }

  void delete(String path) throws IOException {
    checked(send("DELETE", path, new byte[0]));
  }

  private Answer send(String method, String path, byte[] body) throws IOException {
    var uri = uri("/api/" + path);
    Map<String, String> headers =
        body.length == 0 ? Map.of() : Map.of("Content-Type", "application/json");
    var ask = new HttpAsk(method, uri, headers, body, timeoutMillis, ANSWER_MAX_BYTES);
    var around =
        new HttpSurroundings(LocalFiles.disk(), Clock.system(), "Tocsin/" + Version.current());
    try (var sender = new HttpSender(settings, around)) {
      return answer(uri, sender.send(ask));
    } catch (IOException e) {
      throw new IOException(
          url + ": not reached (expected: a running server): " + e.getMessage(), e);
    }
  }

  private URI uri(String path) {
    try {
      return URI.create(url + path);
    } catch (IllegalArgumentException e) {
      throw usage(url);
    }
  }

  private static Answer answer(URI uri, HttpAnswer answer) {
    return new Answer(uri.getPath(), answer.status(), answer.text());
  }

  static Json checked(Answer answer) throws IOException {
    if (answer.status() / 100 == 2) {
      return answer.body().isBlank() ? new Json(null) : Json.parse(answer.body());
    }
    throw new IOException(refusal(answer));
  }

  /// Returns what a refusal says: a JSON string, an object with a message, or text.
  static String refusal(Answer answer) {
    var body = answer.body().strip();
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
    var what = answer.status() == 404 && words.isEmpty() ? "not found" : words;
    return answer.path() + ": status " + answer.status() + (what.isEmpty() ? "" : ": " + what);
  }
}
