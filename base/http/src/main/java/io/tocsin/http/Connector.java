package io.tocsin.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Opens connections as settings ask: directly or through a proxy, plain or TLS. Safe for use by
/// many threads.
public final class Connector {
  private static final int HEAD_MAX_BYTES = 16 << 10;

  private final HttpSettings settings;
  private final Proxies proxies;
  private final TlsClient tls;

  public Connector(HttpSettings settings, SecretReader secrets) {
    this.settings = settings;
    this.proxies = new Proxies(settings.proxy(), secrets.files());
    this.tls = new TlsClient(settings.tls(), secrets);
  }

  /// Opens a connection to the server that an `http` or `https` URL names.
  ///
  /// @throws IOException that says in words what did not work, without any secret
  public HttpConnection open(URI uri, Deadline deadline) throws IOException {
    var proxy = proxies.choose(uri);
    if (proxy == null) {
      return over(new Socket(), uri, uri, deadline);
    }
    if (proxy.getScheme().equals("none")) {
      throw new IOException("proxy_url: no proxy (expected: a URL with http, https or socks5)");
    }
    if (proxy.getScheme().startsWith("socks5")) {
      if (proxy.getRawUserInfo() != null) {
        throw new IOException("proxy: SOCKS5 with a password (expected: one without)");
      }
      var address = socketAddress(proxy);
      return over(new Socket(new Proxy(Proxy.Type.SOCKS, address)), uri, uri, deadline);
    }
    return over(new Socket(), proxy, uri, deadline);
  }

  /// Connects to the `first` of the way, then on to `uri`.
  private HttpConnection over(Socket socket, URI first, URI uri, Deadline deadline)
      throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(socketAddress(first), deadline.leftMillis());
      socket.setSoTimeout(deadline.leftMillis());
      return talking(socket, first, uri, deadline);
    } catch (SocketTimeoutException e) {
      socket.close();
      throw deadline.exceeded();
    } catch (SocketException | UnknownHostException | SSLException e) {
      socket.close();
      var address = Address.of(first);
      throw ConnectError.of(e, address.host(), address.port());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static InetSocketAddress socketAddress(URI uri) {
    var address = Address.of(uri);
    return new InetSocketAddress(address.host(), address.port());
  }

  private HttpConnection talking(Socket socket, URI first, URI uri, Deadline deadline)
      throws IOException {
    boolean secure = uri.getScheme().equals("https");
    if (first.equals(uri)) {
      return new HttpConnection(secure ? tls(socket, uri) : socket, uri, false, null);
    }
    var toProxy = first.getScheme().equals("https") ? tls(socket, first) : socket;
    var authorization = authorization(first);
    if (!secure) {
      return new HttpConnection(toProxy, uri, true, authorization);
    }
    tunnel(new HttpConnection(toProxy, uri, true, authorization), uri, deadline);
    return new HttpConnection(tls(toProxy, uri), uri, false, null);
  }

  private Socket tls(Socket socket, URI uri) throws IOException {
    var address = Address.of(uri);
    return tls.over(socket, address.host(), address.port());
  }

  private static @Nullable String authorization(URI proxy) {
    var user = proxy.getUserInfo();
    return user == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /// Asks the proxy to connect to the server, RFC 9110 9.3.6.
  private void tunnel(HttpConnection proxy, URI uri, Deadline deadline) throws IOException {
    var server = Address.of(uri).toString();
    var request = new RequestText("CONNECT " + server + " HTTP/1.1");
    request.header("Host", server);
    if (proxy.proxyAuthorization() != null) {
      request.header("Proxy-Authorization", proxy.proxyAuthorization());
    }
    for (var entry : settings.proxy().connectHeaders().entrySet()) {
      for (var value : entry.getValue()) {
        request.header(entry.getKey(), value.reveal());
      }
    }
    proxy.write(request.bytes());
    var line = head(proxy, deadline);
    if (!line.matches("HTTP/1\\.[01] 2[0-9][0-9].*")) {
      throw new IOException("proxy: " + line + " (expected: a tunnel to " + server + ")");
    }
  }

  /// Reads byte by byte, so that nothing of what the server says next is taken; returns the first
  /// line.
  private static String head(HttpConnection proxy, Deadline deadline) throws IOException {
    var head = new StringBuilder();
    var one = new byte[1];
    while (head.indexOf("\r\n\r\n") < 0) {
      if (head.length() > HEAD_MAX_BYTES || proxy.read(one, 0, 1, deadline) < 0) {
        throw new IOException("proxy: closed the connection without an answer");
      }
      head.append((char) (one[0] & 0xff));
    }
    return head.substring(0, head.indexOf("\r\n"));
  }
}
