package io.tocsin.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.HttpServer;
import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.LogManager;

/// Begins to listen on a thread of its own, while the store is loaded: the two take as long as each
/// other on an empty store, and on a full one the process says meanwhile that it lives. For one
/// thread.
public final class Listening implements Closeable {
  private final FutureTask<HttpServer> starting;

  /// Begins to listen.
  public Listening(HttpOptions options, PrometheusRegistry metrics, Clock clock) {
    starting = new FutureTask<>(() -> HttpServer.listen(options, metrics, clock));
    Thread.ofPlatform().name("listen").daemon().start(starting);
  }

  /// Helidon logs through `java.util.logging`, in its own form; what is wrong comes back to us.
  public static void quietLibraries() {
    for (var handler : LogManager.getLogManager().getLogger("").getHandlers()) {
      handler.setLevel(Level.OFF);
    }
  }

  /// Returns the server once it listens.
  ///
  /// @throws IllegalArgumentException if the address is refused
  /// @throws IllegalStateException if the address is taken
  public HttpServer await() throws IOException {
    try {
      return starting.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IOException("listen: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("listen: interrupted (expected: to be left alone)", e);
    }
  }

  /// Closes the port if it was opened.
  @Override
  public void close() throws IOException {
    try {
      starting.get().close();
    } catch (ExecutionException neverOpened) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
