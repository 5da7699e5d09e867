package io.tocsin.http;

import io.tocsin.kit.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Asks servers over HTTP/1.1 as one set of settings says, and waits for their answers: made for
/// virtual threads. Keeps a few idle connections. Safe for use by many threads; one that is
/// interrupted while it waits fails.
///
/// Not the JDK's client, which knows neither `server_name` nor the headers of a proxy's tunnel, nor
/// a time-out for the body of an answer.
public final class HttpSender implements Closeable {
  private static final int REDIRECTS_MAX = 10;
  private static final int IDLE_MAX = 4;
  private static final long IDLE_MILLIS = 30_000;
  private static final int IN_BYTES = 16 << 10;

  private final HttpSettings settings;
  private final HttpSurroundings surroundings;
  private final Connector connector;
  private final Authorizer authorizer;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  private record Idle(HttpConnection connection, long sinceMillis) {}

  public HttpSender(HttpSettings settings, HttpSurroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.connector = new Connector(settings, surroundings.secrets());
    this.authorizer = new Authorizer(settings, surroundings);
  }

  /// Sends a request and returns the answer, whatever its status.
  ///
  /// @throws java.net.SocketTimeoutException if there is no complete answer in time
  /// @throws IOException if there is none at all; its message has no secret and no more of the URL
  ///   than host and port
  public HttpAnswer send(HttpAsk ask) throws IOException {
    var deadline = Deadline.in(ask.timeoutMillis(), clock());
    var asked = ask;
    for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      var exchange = exchange(asked, ask.uri(), deadline);
      var next = redirect(exchange.status(), exchange.location(), asked.uri());
      if (next == null) {
        return exchange.answer();
      }
      boolean keepsBody = exchange.status() == 307 || exchange.status() == 308;
      boolean plainGet = asked.method().equals("GET");
      asked = asked.redirected(next, keepsBody || plainGet);
    }
    throw new IOException("redirects: more than " + REDIRECTS_MAX);
  }

  private record Exchange(int status, String location, HttpAnswer answer) {}

  private Clock clock() {
    return surroundings.clock();
  }

  private @Nullable URI redirect(int status, String location, URI from) throws IOException {
    boolean redirect =
        switch (status) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!redirect || !settings.followRedirects() || location.isEmpty()) {
      return null;
    }
    try {
      var next = from.resolve(location);
      requireHttp(next);
      return next;
    } catch (IllegalArgumentException e) {
      throw new IOException("redirect: no URL (expected: an HTTP URL)", e);
    }
  }

  private static void requireHttp(URI uri) throws IOException {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || Address.of(uri).host().isEmpty()) {
      throw new IOException("url: unsupported (expected: http or https and a host)");
    }
  }

  private Exchange exchange(HttpAsk ask, URI configured, Deadline deadline) throws IOException {
    requireHttp(ask.uri());
    var connection = connection(ask.uri(), deadline);
    boolean kept = false;
    try {
      connection.write(request(ask, configured, connection, deadline));
      var in = new byte[IN_BYTES];
      if (connection.read(in, 0, 1, deadline) != 1) {
        throw new IOException("the server closed the connection without an answer");
      }
      var reader = new ResponseReader(connection, deadline, in, in[0]);
      reader.readHead();
      var answer = answer(reader, in, ask);
      if (reader.isReusable()) {
        connection.markUsed();
        kept = keep(connection);
      }
      return new Exchange(reader.status(), reader.location(), answer);
    } finally {
      if (!kept) {
        connection.close();
      }
    }
  }

  private byte[] request(HttpAsk ask, URI configured, HttpConnection to, Deadline deadline)
      throws IOException {
    var head = new RequestText(ask.method() + " " + to.target(ask.uri()) + " HTTP/1.1");
    var names = new HashMap<String, String>();
    ask.headers().forEach((name, value) -> names.put(name.toLowerCase(Locale.ROOT), value));
    head.header("Host", HttpConnection.authority(ask.uri()));
    if (!names.containsKey("user-agent")) {
      head.header("User-Agent", surroundings.userAgent());
    }
    if (to.proxyAuthorization() != null) {
      head.header("Proxy-Authorization", to.proxyAuthorization());
    }
    for (var header : ask.headers().entrySet()) {
      boolean secret = header.getKey().equalsIgnoreCase("Authorization");
      if (!secret || isTrusted(ask.uri(), configured)) {
        head.header(header.getKey(), header.getValue());
      }
    }
    if (isTrusted(ask.uri(), configured)) {
      credentials(head, names, deadline);
    }
    boolean hasBody = ask.body().length > 0 || !ask.method().matches("GET|HEAD|DELETE");
    if (hasBody) {
      head.header("Content-Length", Integer.toString(ask.body().length));
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.bytes());
    bytes.writeBytes(ask.body());
    return bytes.toByteArray();
  }

  /// Credentials go to the configured host only, and never from https to http.
  private static boolean isTrusted(URI uri, URI configured) {
    boolean downgrade = configured.getScheme().equals("https") && uri.getScheme().equals("http");
    return !downgrade && Address.of(configured).host().equalsIgnoreCase(Address.of(uri).host());
  }

  private void credentials(RequestText head, Map<String, String> names, Deadline deadline)
      throws IOException {
    var authorization = authorizer.header(deadline);
    if (authorization != null && !names.containsKey("authorization")) {
      head.header("Authorization", authorization);
    }
    for (var entry : settings.headers().entrySet()) {
      for (var value : entry.getValue()) {
        head.header(entry.getKey(), surroundings.secrets().read(value));
      }
    }
  }

  private static HttpAnswer answer(ResponseReader reader, byte[] in, HttpAsk ask)
      throws IOException {
    var body = new ByteArrayOutputStream();
    int max = ask.answerMaxBytes();
    boolean cut = false;
    boolean bodiless = ask.method().equals("HEAD");
    while (!cut && !bodiless && reader.nextRun()) {
      int length = reader.runEnd() - reader.runStart();
      cut = body.size() + length > max;
      body.write(in, reader.runStart(), Math.min(length, max - body.size()));
    }
    var bytes = body.toByteArray();
    if (reader.isGzip() && !cut) {
      try (var plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = plain.readNBytes(max);
        cut = plain.read() >= 0;
      }
    }
    return new HttpAnswer(
        reader.status(),
        reader.statusLine(),
        reader.contentType(),
        bytes,
        cut,
        reader.retryAfter());
  }

  private HttpConnection connection(URI uri, Deadline deadline) throws IOException {
    for (var known = idle(uri); known != null; known = idle(uri)) {
      if (!known.isStale()) {
        return known;
      }
      known.close();
    }
    return connector.open(uri, deadline);
  }

  private synchronized @Nullable HttpConnection idle(URI uri) {
    long oldest = clock().millis() - IDLE_MILLIS;
    for (var it = idle.iterator(); it.hasNext(); ) {
      var next = it.next();
      if (next.sinceMillis() < oldest) {
        it.remove();
        next.connection().close();
      } else if (next.connection().serves(uri)) {
        it.remove();
        return next.connection();
      }
    }
    return null;
  }

  private synchronized boolean keep(HttpConnection connection) {
    if (closed) {
      return false;
    }
    if (idle.size() == IDLE_MAX) {
      idle.removeFirst().connection().close();
    }
    idle.addLast(new Idle(connection, clock().millis()));
    return true;
  }

  /// Closes idle connections, and those in use when their answer has come.
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(i -> i.connection().close());
    idle.clear();
  }
}
