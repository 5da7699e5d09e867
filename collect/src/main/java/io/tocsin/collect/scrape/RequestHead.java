package io.tocsin.collect.scrape;

import io.tocsin.http.Deadline;
import io.tocsin.http.HttpConnection;
import io.tocsin.http.RequestText;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/// Writes the request of a scrape.
///
/// @param compression whether gzip is asked for
record RequestHead(ScrapeAccess access, boolean compression, String userAgent) {
  private static final String ACCEPT =
      "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  /// @param trusted whether the server is the configured one, so that credentials may be sent
  byte[] bytes(HttpConnection to, URI uri, Deadline deadline, boolean trusted) throws IOException {
    var out = new RequestText("GET " + to.target(uri) + " HTTP/1.1");
    out.header("Host", uri.getRawAuthority());
    out.header("User-Agent", userAgent);
    out.header("Accept", ACCEPT);
    out.header("Accept-Encoding", compression ? "gzip" : "identity");
    out.header("X-Prometheus-Scrape-Timeout-Seconds", seconds(deadline.timeoutMillis()));
    if (to.proxyAuthorization() != null) {
      out.header("Proxy-Authorization", to.proxyAuthorization());
    }
    if (trusted) {
      credentials(out, deadline);
    }
    return out.bytes();
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0
        ? Long.toString(millis / 1000)
        : String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  private void credentials(RequestText out, Deadline deadline) throws IOException {
    var authorization = access.authorizer().header(deadline);
    if (authorization != null) {
      out.header("Authorization", authorization);
    }
    for (var entry : access.http().headers().entrySet()) {
      for (var value : entry.getValue()) {
        out.header(entry.getKey(), access.secrets().read(value));
      }
    }
  }
}
