package io.tocsin.collect.scrape;

import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One open socket to a server, plain or TLS, whose reads end at a deadline. For one thread, but
/// [#close] may be called by any.
final class Connection implements Closeable {
  private final Socket socket;
  private final String origin;
  private boolean used;

  private Connection(Socket socket, String origin) {
    this.socket = socket;
    this.origin = origin;
  }

  /// A point in time after which nothing is waited for.
  record Deadline(Clock clock, long nanos, long timeoutMillis) {
    static Deadline in(long timeoutMillis, Clock clock) {
      return new Deadline(clock, clock.nanos() + timeoutMillis * 1_000_000, timeoutMillis);
    }

    int leftMillis() throws SocketTimeoutException {
      long left = (nanos - clock.nanos() + 999_999) / 1_000_000;
      if (left <= 0) {
        throw exceeded();
      }
      return (int) Math.min(left, Integer.MAX_VALUE);
    }

    SocketTimeoutException exceeded() {
      return new SocketTimeoutException("timeout: no complete answer in " + timeoutMillis + " ms");
    }
  }

  static Connection open(URI uri, Tls tls, Deadline deadline) throws IOException {
    boolean secure = uri.getScheme().equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    var host = uri.getHost();
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(bare, port), deadline.leftMillis());
      socket.setSoTimeout(deadline.leftMillis());
      return new Connection(secure ? tls.over(socket, bare, port) : socket, origin(uri));
    } catch (SocketTimeoutException e) {
      socket.close();
      throw deadline.exceeded();
    } catch (SocketException | UnknownHostException | SSLException e) {
      socket.close();
      throw ConnectError.of(e, bare, port);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /// Returns what two URIs share when one connection serves both.
  static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  boolean serves(URI uri) {
    return origin.equals(origin(uri)) && !socket.isClosed();
  }

  /// Tells whether an answer came over it before, so that the server may have closed it since.
  boolean wasUsed() {
    return used;
  }

  void markUsed() {
    used = true;
  }

  void write(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /// Reads some bytes; -1 at the end.
  int read(byte[] into, int at, int length, Deadline deadline) throws IOException {
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

  static void closeQuietly(@Nullable Connection connection) {
    if (connection != null) {
      connection.close();
    }
  }
}
