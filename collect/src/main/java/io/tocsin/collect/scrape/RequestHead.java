package io.tocsin.collect.scrape;

import io.tocsin.collect.config.HttpSettings;
import io.tocsin.collect.config.HttpSettings.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// Writes the request of a scrape.
///
/// @param compression whether gzip is asked for
record RequestHead(HttpSettings http, SecretReader secrets, boolean compression, String userAgent) {
  private static final String ACCEPT =
      "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  /// @param trusted whether the server is the configured one, so that credentials may be sent
  byte[] bytes(URI uri, long timeoutMillis, boolean trusted) throws IOException {
    var out = new StringBuilder(512);
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    out.append("GET ").append(path);
    if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
      out.append('?').append(uri.getRawQuery());
    }
    out.append(" HTTP/1.1\r\n");
    header(out, "Host", uri.getRawAuthority());
    header(out, "User-Agent", userAgent);
    header(out, "Accept", ACCEPT);
    header(out, "Accept-Encoding", compression ? "gzip" : "identity");
    header(out, "X-Prometheus-Scrape-Timeout-Seconds", seconds(timeoutMillis));
    if (trusted) {
      credentials(out);
      for (var entry : http.headers().entrySet()) {
        for (var value : entry.getValue()) {
          header(out, entry.getKey(), secrets.read(value));
        }
      }
    }
    return out.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0
        ? Long.toString(millis / 1000)
        : String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  private void credentials(StringBuilder out) throws IOException {
    switch (http.credentials()) {
      case Credentials.Basic basic -> {
        var pair = secrets.read(basic.username()) + ":" + secrets.read(basic.password());
        var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        header(out, "Authorization", "Basic " + encoded);
      }
      case Credentials.Authorization other ->
          header(out, "Authorization", other.type() + " " + secrets.read(other.credentials()));
      case null -> {}
    }
  }

  private static void header(StringBuilder out, String name, String value) throws IOException {
    if ((name + value).chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw new IOException("header " + name + ": has a control character (expected: none)");
    }
    out.append(name).append(": ").append(value).append("\r\n");
  }
}
