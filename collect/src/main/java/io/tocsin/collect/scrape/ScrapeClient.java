package io.tocsin.collect.scrape;

import io.tocsin.http.Deadline;
import io.tocsin.http.HttpConnection;
import io.tocsin.http.ResponseReader;
import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Asks one target over HTTP/1.1, keeping its connection open from scrape to scrape. For one
/// thread, but [#close] may be called by any and ends a request under way.
///
/// Made for this one purpose: the JDK's client costs more per request than parsing the answer does.
final class ScrapeClient implements Closeable {
  private static final int REDIRECTS_MAX = 10;

  private final URI target;
  private final RequestHead head;
  private final Clock clock;
  private final Buffers.Pool pool;
  private final byte[] firstByte = new byte[1];
  private volatile @Nullable HttpConnection connection;
  private volatile boolean closed;

  ScrapeClient(URI target, RequestHead head, Clock clock, Buffers.Pool pool) {
    this.target = target;
    this.head = head;
    this.clock = clock;
    this.pool = pool;
  }

  /// Returns buffers with the body of a successful answer; close them.
  Buffers fetch(long timeoutMillis, long bodyLimit) throws IOException {
    var deadline = Deadline.in(timeoutMillis, clock);
    var uri = target;
    for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      var open = send(uri, deadline);
      var buffers = pool.borrow();
      boolean handedOver = false;
      try {
        var response = new ResponseReader(open, deadline, buffers.in, firstByte[0]);
        response.readHead();
        var next = redirect(response, uri);
        if (next == null) {
          body(response, buffers, bodyLimit);
          open.markUsed();
          if (!response.isReusable()) {
            drop();
          }
          handedOver = true;
          return buffers;
        }
        uri = next;
        drop();
      } catch (IOException | RuntimeException e) {
        drop();
        throw e;
      } finally {
        if (!handedOver) {
          buffers.close();
        }
      }
    }
    throw new IOException("redirects: more than " + REDIRECTS_MAX);
  }

  private void body(ResponseReader response, Buffers buffers, long limit) throws IOException {
    if (response.status() != 200) {
      throw new IOException("server returned HTTP status " + response.statusLine());
    }
    var type = response.contentType().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/vnd.google.protobuf")
        || type.startsWith("application/openmetrics-text")) {
      throw new IOException("content-type: " + response.contentType() + " (expected: text/plain)");
    }
    new BodyReader(response, buffers, limit).read();
  }

  /// Returns where the answer sends us, or null where it is an answer.
  private @Nullable URI redirect(ResponseReader response, URI from) throws IOException {
    boolean redirect =
        switch (response.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!redirect || !head.access().http().followRedirects() || response.location().isEmpty()) {
      return null;
    }
    try {
      var next = from.resolve(response.location());
      boolean http = "http".equals(next.getScheme()) || "https".equals(next.getScheme());
      if (!http || next.getHost() == null) {
        throw new IOException("redirect: " + response.location() + " (expected: an HTTP URL)");
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw new IOException("redirect: " + response.location() + " (expected: a URL)", e);
    }
  }

  /// Sends the request and reads the first byte of the answer. A kept connection that the server
  /// has closed meanwhile is replaced once.
  private HttpConnection send(URI uri, Deadline deadline) throws IOException {
    var kept = connection;
    if (kept != null && kept.serves(uri) && kept.wasUsed()) {
      try {
        if (answers(kept, uri, deadline)) {
          return kept;
        }
      } catch (SocketTimeoutException e) {
        drop();
        throw e;
      } catch (IOException stale) {
        // The server may close an idle connection at any time: ask again on a new one.
        deadline.leftMillis();
      }
    }
    drop();
    var open = head.access().connector().open(uri, deadline);
    connection = open;
    if (closed) {
      drop();
      throw new IOException("the scrape was ended");
    }
    if (!answers(open, uri, deadline)) {
      drop();
      throw new IOException("the server closed the connection without an answer");
    }
    return open;
  }

  private boolean answers(HttpConnection to, URI uri, Deadline deadline) throws IOException {
    to.write(head.bytes(to, uri, deadline, isTrusted(uri)));
    return to.read(firstByte, 0, 1, deadline) == 1;
  }

  /// Credentials go to the configured host only, and never from https to http.
  private boolean isTrusted(URI uri) {
    boolean downgrade = target.getScheme().equals("https") && uri.getScheme().equals("http");
    return !downgrade && target.getHost().equalsIgnoreCase(uri.getHost());
  }

  private void drop() {
    HttpConnection.closeQuietly(connection);
    connection = null;
  }

  @Override
  public void close() {
    closed = true;
    HttpConnection.closeQuietly(connection);
  }
}
