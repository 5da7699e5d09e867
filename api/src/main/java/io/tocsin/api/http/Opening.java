package io.tocsin.api.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The routes behind the door, which may come later than the first request: the port is listened on
/// while the stores are still loaded. Until then the `before` table answers what it knows at once,
/// and everything else waits. Safe for use by many threads.
public final class Opening {
  private final CompletableFuture<Served> opened = new CompletableFuture<>();
  private final Served before;
  private final long patienceMillis;

  /// What is answered, and to whom.
  public record Served(RouteTable routes, Gate gate) {}

  /// @param patience how long a request waits for the door to open
  public Opening(Served before, Duration patience) {
    this.before = before;
    this.patienceMillis = patience.toMillis();
  }

  /// Lets in who waits, and everybody from now on.
  public void open(Served served) {
    opened.complete(served);
  }

  /// Returns what answers a request to `path`, null if it did not open in time.
  @Nullable Served served(String method, String path) throws InterruptedException {
    if (!opened.isDone() && before.routes().find(method, path) != null) {
      return before;
    }
    try {
      return opened.get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return null;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
