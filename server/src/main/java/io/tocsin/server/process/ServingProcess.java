package io.tocsin.server.process;

import io.tocsin.api.Lifecycle;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process that serves until it is told to end, and then closes what it serves within 30 s before
/// the virtual machine goes.
public final class ServingProcess implements Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ServingProcess.class);
  private static final long STOP_SECONDS_MAX = 30;

  private final Runnable reload;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /// What happens once requests are answered.
  @FunctionalInterface
  public interface Started {
    void run() throws IOException, InterruptedException;
  }

  /// @param reload reads the configuration again; an `IllegalArgumentException` says that the old
  ///   one stays
  public ServingProcess(Runnable reload) {
    this.reload = reload;
  }

  /// Returns when it was told to end, by a signal or by [#quit], and everything is closed.
  public void serve(Closeable running, Started started) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::awaitStop, "shutdown"));
    Signals.on("HUP", this::reloadQuietly);
    // Asked to end, it ends with 0, as Prometheus does and service managers expect.
    Signals.on("TERM", this::quit);
    Signals.on("INT", this::quit);
    try {
      started.run();
      stop.await();
    } finally {
      LOG.info("stopping");
      close(running);
    }
  }

  private void close(Closeable running) throws IOException {
    try {
      running.close();
    } finally {
      LOG.info("stopped");
      stopped.countDown();
    }
  }

  private void reloadQuietly() {
    try {
      reload();
    } catch (IllegalArgumentException e) {
      LOG.atDebug().setCause(e).log("reload failed"); // said by who refused it
    }
  }

  /// Runs when the process is told to end: lets [#serve] close everything first.
  private void awaitStop() {
    stop.countDown();
    try {
      if (!stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.error("gave up stopping after 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void reload() {
    reload.run();
  }

  @Override
  public void quit() {
    stop.countDown();
  }
}
