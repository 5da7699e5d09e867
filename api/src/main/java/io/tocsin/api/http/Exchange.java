package io.tocsin.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tocsin.security.Actor;
import io.tocsin.security.Caller;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// One request and its answer. For the thread that runs the request.
public final class Exchange {
  private static final int GZIP_MIN_BYTES = 1024;
  private static final int GZIP_BUFFER_BYTES = 8192;

  private final ServerRequest request;
  private final ServerResponse response;
  private final String path;
  private final BooleanSupplier gone;
  private String pathValue = "";
  private boolean streaming;
  private boolean last;
  private String varies = "";
  private @Nullable Parameters parameters;
  private @Nullable Caller caller;
  private String changed = "";
  private String external = "";
  private String base = "";

  Exchange(ServerRequest request, ServerResponse response, String path, BooleanSupplier gone) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.gone = gone;
  }

  public String method() {
    return request.prologue().method().text();
  }

  /// Returns the path below the route prefix, decoded.
  public String path() {
    return path;
  }

  /// Returns the part of the path that stands for the variable part of the route's.
  public String pathValue() {
    return pathValue;
  }

  void pathValue(String value) {
    pathValue = value;
  }

  /// Returns who asks, null where nobody said.
  public @Nullable Caller caller() {
    return caller;
  }

  /// Says who asks: for the [Gate].
  public void caller(Caller known) {
    caller = known;
  }

  /// Returns who asks and from where, for the audit log.
  public Actor actor() {
    var known = caller == null ? Caller.EVERYBODY : caller;
    return new Actor(known.name(), address());
  }

  /// Says in a few words what the request changed, for the audit log.
  public void changed(String what) {
    changed = what;
  }

  /// Returns what was said of the change; empty for nothing.
  public String changed() {
    return changed;
  }

  /// Says how browsers see this server: for the [Gate].
  ///
  /// @param externalUrl empty for its own address
  /// @param seenBase path before every route, without a slash at its end
  public void place(String externalUrl, String seenBase) {
    external = externalUrl;
    base = seenBase;
  }

  /// Returns the path that the browser sees before every route, without a slash at its end.
  public String base() {
    return base;
  }

  /// Returns the URL under which the browser sees this server, without a slash at its end.
  public String externalUrl() {
    return external.isEmpty()
        ? (isSecure() ? "https://" : "http://") + header("Host") + base
        : external;
  }

  /// Returns the address that the request comes from. What a proxy on this machine passes on comes
  /// from the address that it names.
  public String address() {
    var peer =
        request.remotePeer().address() instanceof InetSocketAddress known
            ? known.getAddress()
            : null;
    var passed = header("X-Forwarded-For");
    if (peer != null && peer.isLoopbackAddress() && !passed.isEmpty()) {
      // what stands before the last one is only what the proxy was told
      return passed.substring(passed.lastIndexOf(',') + 1).strip();
    }
    return peer == null ? "" : peer.getHostAddress();
  }

  /// Tells whether a proxy says that it has passed the request on.
  public boolean isForwarded() {
    for (var header : request.headers()) {
      var name = header.headerName().lowerCase();
      if (name.equals("forwarded") || name.startsWith("x-forwarded-")) {
        return true;
      }
    }
    return false;
  }

  /// Tells whether the browser sees this server by TLS: its own, or that of a proxy.
  public boolean isSecure() {
    return request.isSecure() || header("X-Forwarded-Proto").equalsIgnoreCase("https");
  }

  /// Tells whether a browser asks, which has a page to sign in with.
  public boolean isOfBrowser() {
    return !header("Sec-Fetch-Mode").isEmpty() || header("User-Agent").startsWith("Mozilla/");
  }

  /// Returns the cookie's value, the empty string where there is none.
  public String cookie(String name) {
    for (var line : request.headers().all(HeaderNames.COOKIE, List::of)) {
      for (var pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          return pair.substring(equals + 1).strip();
        }
      }
    }
    return "";
  }

  /// Adds a header beside others of its name.
  public Exchange add(String header, String value) {
    response.headers().add(HeaderNames.create(header), value);
    return this;
  }

  /// Returns the query string as it came, without the question mark.
  public String rawQuery() {
    return request.query().rawValue();
  }

  /// Returns the header's first value, or an empty string.
  public String header(String name) {
    return request.headers().first(HeaderNames.create(name)).orElse("");
  }

  /// Returns the parameters of the body's form and of the query string.
  public Parameters parameters() throws IOException {
    var known = parameters;
    if (known == null) {
      known = Parameters.parse(isForm() ? form() : "", rawQuery());
      parameters = known;
    }
    return known;
  }

  /// Tells whether the body is a form in a request that may have one.
  boolean isForm() {
    var type = header("Content-Type").toLowerCase(Locale.ROOT);
    return !method().equals("GET") && type.startsWith("application/x-www-form-urlencoded");
  }

  private String form() throws IOException {
    var encoding = header("Content-Encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw new HttpError(415, "Content-Encoding: " + encoding + " (expected: identity)");
    }
    return new String(body(), StandardCharsets.UTF_8);
  }

  /// Reads the whole body; the server's limit on its size holds.
  ///
  /// @throws HttpError if it is too large, or its chunks are malformed; the connection ends then
  public byte[] body() throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try {
      return content();
    } catch (RequestException | NumberFormatException e) {
      endConnection(); // nobody knows where the next request begins
      throw e instanceof RequestException refused
              && refused.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413)
          ? new HttpError(413, "body: too large")
          : new HttpError(400, "body: malformed chunks (expected: size in hexadecimal, content)");
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new EOFException("body: the client has closed the connection");
    }
  }

  private byte[] content() throws IOException {
    // never closed: that would wait for the rest of a body that cannot be read
    InputStream in = request.content().inputStream();
    long length = request.headers().contentLength().orElse(-1);
    if (length < 0) {
      return in.readAllBytes();
    }
    // the server has refused lengths beyond its limit
    var body = new byte[Math.toIntExact(length)];
    int read = in.readNBytes(body, 0, body.length);
    if (read < body.length) {
      throw new EOFException("body: " + read + " bytes (expected: " + body.length + ")");
    }
    return body;
  }

  /// Returns a question that turns true when the client has gone away.
  public BooleanSupplier gone() {
    return gone;
  }

  /// Tells whether the connection comes from this machine; what a proxy here passes on does too.
  public boolean isFromThisMachine() {
    return request.remotePeer().address() instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress();
  }

  public Exchange set(String header, String value) {
    response.header(header, value);
    return this;
  }

  /// Says that the answer depends on a header of the request, beside others.
  public Exchange vary(String header) {
    varies = varies.isEmpty() ? header : varies + ", " + header;
    return set("Vary", varies);
  }

  /// Returns what is wrong with what the head says of the body's length, or the empty string. Two
  /// readers of such a head would not agree on where the next request begins.
  String badLength() {
    var lengths = request.headers().all(HeaderNames.CONTENT_LENGTH, List::of);
    var codings = request.headers().all(HeaderNames.TRANSFER_ENCODING, List::of);
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      return "Content-Length: beside Transfer-Encoding (expected: one of them)";
    }
    if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
      return "Transfer-Encoding: " + String.join(", ", codings) + " (expected: chunked)";
    }
    if (lengths.size() > 1 || !lengths.stream().allMatch(Exchange::isLength)) {
      return "Content-Length: " + String.join(", ", lengths) + " (expected: one whole number)";
    }
    return "";
  }

  private static boolean isLength(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// Answers with plain text, and ends the connection.
  void sendLast(int status, String text) {
    endConnection();
    sendText(status, text);
  }

  private void endConnection() {
    last = true;
    response.header(HeaderValues.CONNECTION_CLOSE);
  }

  /// Tells whether the connection must end with this answer.
  boolean isLast() {
    return last;
  }

  /// Tells whether the exception is about the connection, so that no answer can be given.
  public static boolean isLoss(RuntimeException e) {
    return e instanceof RequestException
        || e instanceof CloseConnectionException
        || e instanceof UncheckedIOException;
  }

  /// Answers without a body.
  public void send(int status) {
    response.status(Status.create(status)).send();
  }

  /// Answers with plain text.
  public void sendText(int status, String text) {
    send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// Answers with these bytes, compressed where that is accepted and pays.
  public void send(int status, String contentType, byte[] body) {
    response.status(Status.create(status));
    set("Content-Type", contentType);
    if (method().equals("HEAD")) {
      response.send();
    } else if (body.length >= GZIP_MIN_BYTES && acceptsGzip()) {
      sendGzipped(body);
    } else {
      response.send(body);
    }
  }

  private void sendGzipped(byte[] body) {
    set("Content-Encoding", "gzip").vary("Accept-Encoding");
    response.send(Gzip.compress(body));
  }

  /// Answers with these bytes, which are compressed already.
  void sendCompressed(String contentType, byte[] body) {
    response.status(Status.OK_200);
    set("Content-Type", contentType).set("Content-Encoding", "gzip").vary("Accept-Encoding");
    if (method().equals("HEAD")) {
      response.send();
    } else {
      response.send(body);
    }
  }

  /// Begins an answer of unknown length; close the stream to end it. Closing is left out when
  /// writing failed, so that the client sees a cut answer and not a whole one.
  public OutputStream stream(int status, String contentType) throws IOException {
    response.status(Status.create(status));
    set("Content-Type", contentType);
    vary("Accept-Encoding");
    streaming = true;
    if (!acceptsGzip()) {
      return response.outputStream();
    }
    set("Content-Encoding", "gzip");
    return new GZIPOutputStream(response.outputStream(), GZIP_BUFFER_BYTES);
  }

  /// Begins an answer of unknown length that is compressed already or must leave at once; as
  /// [#stream] otherwise.
  public OutputStream streamAsIs(int status, String contentType) {
    response.status(Status.create(status));
    set("Content-Type", contentType);
    streaming = true;
    return response.outputStream();
  }

  public boolean acceptsGzip() {
    return Gzip.isAccepted(header("Accept-Encoding"));
  }

  public void redirect(int status, String location) {
    set("Location", location).send(status);
  }

  /// Leads from the root to the prefix; everything else beside the prefix is not here.
  void redirectOutside(String prefix) {
    var raw = request.path().rawPath();
    if (raw.equals("/") || raw.equals(prefix)) {
      redirect(302, prefix + "/");
    } else {
      sendText(404, "404 page not found\n");
    }
  }

  /// Tells whether the answer has begun, so that no other can be given.
  public boolean isSent() {
    return streaming || response.isSent();
  }

  int status() {
    return response.status().code();
  }
}
