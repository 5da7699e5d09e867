package io.tocsin.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// The lines of all open connections: puts a [ClientLine] between each socket and the HTTP
/// protocol. Safe for use by many threads.
public final class ClientLines implements ServerConnectionSelector, Closeable {
  private static final long WATCH_NANOS = 1_000_000_000;

  private final ServerConnectionSelector http;
  private final Patience patience;
  private final Map<String, ClientLine> lines = new ConcurrentHashMap<>();
  private final Thread watch;

  /// How long a client may take over a request's head, its body, and between requests.
  public record Times(Duration head, Duration body, Duration idle) {}

  /// Begins to watch.
  ///
  /// @param http the protocol that is spoken
  public ClientLines(ServerConnectionSelector http, Times times, HttpMetrics metrics, Clock clock) {
    this.http = http;
    this.patience =
        new Patience(
            clock, times.head.toNanos(), times.body.toNanos(), times.idle.toNanos(), metrics.slow);
    this.watch = Thread.ofVirtual().name("http-watch").start(this::watch);
  }

  private void watch() {
    long pause = Math.min(WATCH_NANOS, patience.headNanos());
    try {
      while (true) {
        patience.clock().sleepNanos(pause);
        lines.values().forEach(ClientLine::closeIfOverdue);
      }
    } catch (InterruptedException ignored) {
      // closed
    }
  }

  /// Ends the watch.
  @Override
  public void close() {
    watch.interrupt();
  }

  @Nullable ClientLine of(ServerRequest request) {
    return lines.get(request.socketId());
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0; // one protocol needs no telling, and a silent client must be watched too
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var line = new ClientLine(context.dataReader(), context.serverSocket(), patience);
    var id = context.childSocketId();
    var writer = new LineWriter(context.dataWriter(), line::isOld);
    var inner = http.connection(new LineContext(context, new DataReader(line), writer));
    return new ServerConnection() {
      @Override
      public void handle(Limit limit) throws InterruptedException {
        lines.put(id, line);
        try {
          inner.handle(limit);
          line.linger();
        } finally {
          lines.remove(id);
        }
      }

      @Override
      public Duration idleTime() {
        return inner.idleTime();
      }

      @Override
      public void close(boolean interrupt) {
        inner.close(interrupt);
      }
    };
  }

  /// A connection as Helidon made it, but for its reader and its writer.
  private record LineContext(
      ConnectionContext context, DataReader dataReader, DataWriter dataWriter)
      implements ConnectionContext {
    @Override
    public ListenerContext listenerContext() {
      return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return context.executor();
    }

    @Override
    public Router router() {
      return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return context.localPeer();
    }

    @Override
    public boolean isSecure() {
      return context.isSecure();
    }

    @Override
    public String socketId() {
      return context.socketId();
    }

    @Override
    public String childSocketId() {
      return context.childSocketId();
    }
  }
}
