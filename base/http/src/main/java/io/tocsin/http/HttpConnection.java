package io.tocsin.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One open socket to a server, plain or TLS, whose reads end at a deadline. For one thread, but
/// [#close] may be called by any. A [Connector] opens it.
public final class HttpConnection implements Closeable {
  private final Socket socket;
  private final String origin;
  private final @Nullable String proxyAuthorization;
  private final boolean wholeTarget;
  private boolean used;

  /// @param wholeTarget whether requests name the server, as a proxy wants it
  HttpConnection(Socket socket, URI uri, boolean wholeTarget, @Nullable String proxyAuthorization) {
    this.socket = socket;
    this.origin = origin(uri);
    this.wholeTarget = wholeTarget;
    this.proxyAuthorization = proxyAuthorization;
  }

  /// Returns what two URIs share when one connection serves both.
  static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /// Returns what stands in the first line of a request for `uri`.
  public String target(URI uri) {
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var query = uri.getRawQuery();
    var rest = query == null || query.isEmpty() ? path : path + "?" + query;
    return wholeTarget ? uri.getScheme() + "://" + authority(uri) + rest : rest;
  }

  /// Returns the value of a request's header `Host`.
  public static String authority(URI uri) {
    var authority = uri.getRawAuthority();
    return authority.substring(authority.indexOf('@') + 1);
  }

  /// Returns the value of the header `Proxy-Authorization`, null where there is none to send.
  public @Nullable String proxyAuthorization() {
    return proxyAuthorization;
  }

  public boolean serves(URI uri) {
    return origin.equals(origin(uri)) && !socket.isClosed();
  }

  /// Tells whether an answer came over it before, so that the server may have closed it since.
  public boolean wasUsed() {
    return used;
  }

  public void markUsed() {
    used = true;
  }

  /// Tells whether the server has closed it, or sent what nobody asked for. Takes a millisecond.
  boolean isStale() {
    try {
      socket.setSoTimeout(1);
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException quiet) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  public void write(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /// Reads some bytes; -1 at the end.
  public int read(byte[] into, int at, int length, Deadline deadline) throws IOException {
    socket.setSoTimeout(deadline.leftMillis());
    try {
      return socket.getInputStream().read(into, at, length);
    } catch (SocketTimeoutException e) {
      throw deadline.exceeded();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // Nothing is lost: the connection is not used again.
      return;
    }
  }

  public static void closeQuietly(@Nullable HttpConnection connection) {
    if (connection != null) {
      connection.close();
    }
  }
}
