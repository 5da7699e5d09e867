package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.kit.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Asks a server over its HTTP API, for the commands that do. Works against any Prometheus.
public final class Client {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /// A large store writes a checkpoint first.
  private static final Duration DOWNLOAD_BEGINS = Duration.ofMinutes(10);

  private static final Pattern USER = Pattern.compile("^(https?://)([^/@]*)@");

  private final String url;
  private final String user;

  /// @param url with or without `user:password@`
  public Client(String url) {
    var found = USER.matcher(url);
    boolean named = found.find();
    this.user = named ? URLDecoder.decode(plusKept(found.group(2)), UTF_8) : "";
    this.url = (named ? found.replaceFirst("$1") : url).replaceAll("/+$", "");
  }

  private Client(String url, String user) {
    this.url = USER.matcher(url).replaceFirst("$1").replaceAll("/+$", "");
    this.user = user;
  }

  /// In a URL's user a plus is a plus; in a form it would be a space.
  private static String plusKept(String text) {
    return text.replace("+", "%2B");
  }

  /// The first operand may be the server's URL, as in promtool; otherwise `--url` counts.
  static Client of(Arguments arguments, List<String> operands) {
    boolean named = !operands.isEmpty() && isUrl(operands.getFirst());
    var url = named ? operands.getFirst() : arguments.value("url", "http://127.0.0.1:9090");
    return arguments.has("user")
        ? new Client(url, withPassword(arguments.value("user", "")))
        : new Client(url);
  }

  private static String withPassword(String user) {
    var password = System.getenv("TOCSIN_PASSWORD");
    return user.contains(":") || password == null ? user : user + ":" + password;
  }

  /// Tells a URL from a query or a name, which may begin with `http` too.
  static boolean isUrl(String operand) {
    return operand.startsWith("http://") || operand.startsWith("https://");
  }

  /// Posts a form and returns the answer's text.
  ///
  /// @throws IOException if the server is not reached, or answers with an error: its message
  String post(String path, Map<String, List<String>> form)
      throws IOException, InterruptedException {
    var body = new StringBuilder();
    form.forEach((name, values) ->
        values.forEach(value ->
            body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8))));
    var request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString()));
    return checked(send(request));
  }

  /// Reads a body of any length while it arrives.
  interface Download<T> {
    T read(UnaryOperator<String> headers, InputStream body) throws IOException;
  }

  /// Posts nothing and hands on what comes back.
  ///
  /// @throws IOException if the server is not reached, or answers with an error: its message
  <T> T download(String path, Download<T> download) throws IOException, InterruptedException {
    var request = request(path).timeout(DOWNLOAD_BEGINS).POST(BodyPublishers.noBody()).build();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var response = http.send(request, BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        if (response.statusCode() / 100 != 2) {
          throw new IOException(
              error(response.statusCode(), new String(body.readAllBytes(), UTF_8)));
        }
        return download.read(name -> response.headers().firstValue(name).orElse(""), body);
      }
    } catch (ConnectException e) {
      throw new IOException(url + ": not reached (expected: a running server)", e);
    }
  }

  /// Sends a request and returns the answer's text.
  ///
  /// @throws IOException if the server is not reached, or answers with an error: its message
  String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    return checked(send(request));
  }

  String get(String pathAndQuery) throws IOException, InterruptedException {
    return checked(send(request(pathAndQuery)));
  }

  /// Sends a request and returns the answer, whatever its status.
  ///
  /// @throws IOException if the server is not reached
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new IOException(url + ": not reached (expected: a running server)", e);
    }
  }

  /// Begins a request below the server's URL, with its user.
  public HttpRequest.Builder request(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
      if (!user.isEmpty()) {
        var bytes = user.getBytes(UTF_8);
        request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw new UsageException("url: " + url + " (expected: http://HOST:PORT)");
    }
  }

  private static String checked(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    throw new IOException(error(response.statusCode(), response.body()));
  }

  private static String error(int status, String body) {
    var error =
        parse(body) instanceof Map<?, ?> answer && answer.get("error") != null
            ? String.valueOf(answer.get("error"))
            : body.strip();
    return "status " + status + ": " + error;
  }

  /// Reads JSON as [JsonReader] does; what is none comes back as it is.
  static Object parse(String json) {
    try {
      var value = JsonReader.read(json);
      return value == null ? "" : value;
    } catch (IllegalArgumentException e) {
      return json;
    }
  }
}
