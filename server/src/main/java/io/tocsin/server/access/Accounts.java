package io.tocsin.server.access;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogPart;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Clock;
import io.tocsin.security.Security;
import io.tocsin.security.SecurityOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The catalog and what stands on it, opened while the series store is loaded: loading SQLite takes
/// about as long as loading an empty store. For one thread.
public final class Accounts implements Closeable {
  /// The parts whose tables the catalog has.
  public static final List<CatalogPart> PARTS = List.of(Security.PART);

  private final FutureTask<Opened> opening;

  /// What is open.
  public record Opened(Catalog catalog, Security security) {}

  /// Begins to open.
  ///
  /// @param folder of the catalog
  public Accounts(
      Path folder,
      SecurityOptions options,
      HttpSurroundings around,
      Clock clock,
      PrometheusRegistry metrics) {
    opening =
        new FutureTask<>(() -> {
          var catalog = Catalog.open(folder, PARTS, clock, metrics);
          return new Opened(catalog, new Security(catalog, options, around, clock, metrics));
        });
    Thread.ofPlatform().name("catalog").daemon().start(opening);
  }

  /// Returns what was opened once it is.
  ///
  /// @throws io.tocsin.catalog.CatalogException if the catalog is refused
  public Opened await() throws IOException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException refused -> throw refused;
        case IOException failed -> throw failed;
        case null, default -> throw new IOException("catalog: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("catalog: interrupted (expected: to be left alone)", e);
    }
  }

  /// Closes what was opened.
  @Override
  public void close() throws IOException {
    try {
      var opened = opening.get();
      opened.security().close();
      opened.catalog().close();
    } catch (ExecutionException neverOpened) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
