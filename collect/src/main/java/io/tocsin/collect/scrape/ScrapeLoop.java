package io.tocsin.collect.scrape;

import io.tocsin.collect.TargetHealth;
import io.tocsin.collect.config.ScrapeSettings;
import io.tocsin.collect.exposition.ExpositionException;
import io.tocsin.collect.relabel.Relabeling;
import io.tocsin.model.Appender;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.StoreException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Scrapes one target at its times until it is ended. Runs on a virtual thread of its own; the
/// other methods are safe to call from any.
///
/// The thread is interrupted only while it sleeps: an interrupt would close the store's files under
/// a commit.
final class ScrapeLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapeLoop.class);
  private static final long TOLERANCE_MAX_MILLIS = 2;

  /// How a loop comes to its end.
  enum Ending {
    /// Another loop goes on with the target: leave its series alone.
    REPLACED,
    /// The target is gone: mark its series.
    GONE,
    /// The process ends.
    SHUTDOWN
  }

  private final ScrapeEnvironment environment;
  private final ScrapeSettings settings;
  private final Target target;
  private final ScrapeClient client;
  private final SampleWriter writer;
  private final ReportWriter reports;
  private final int group;
  private final Object sleepLock = new Object();

  /// Of the scrape that is under way, unpacked.
  private long bodyBytes;

  private @Nullable Thread sleeper;
  private volatile @Nullable Ending ending;
  private volatile String forcedError = "";
  private volatile State state = new State(TargetHealth.UNKNOWN, "", 0, 0);

  /// What the last scrape said.
  record State(TargetHealth health, String error, long beganMillis, double seconds) {}

  ScrapeLoop(
      ScrapeEnvironment environment, ScrapeSettings settings, Target target, ScrapeAccess access) {
    this.environment = environment;
    this.settings = settings;
    this.target = target;
    var labels =
        new SampleLabels(
            target.key().labels(),
            settings.sampling().honorLabels(),
            new Relabeling(settings.metricRelabel()),
            settings.limits());
    var head = new RequestHead(access, settings.compression(), environment.userAgent());
    this.client =
        new ScrapeClient(target.key().uri(), head, environment.clock(), environment.buffers());
    this.writer = new SampleWriter(labels, settings.sampling(), environment);
    this.reports = new ReportWriter(labels, settings);
    this.group = environment.store().openGroup();
  }

  State state() {
    return state;
  }

  Map<String, MetricMetadata> metadata() {
    return writer.metadata();
  }

  /// Makes every scrape fail with this message without asking the target; empty to ask again.
  void forceError(String message) {
    forcedError = message;
  }

  /// Ends the loop; a loop that waits to mark the series of a gone target can still be shut down.
  void end(Ending how) {
    synchronized (sleepLock) {
      if (ending == null || how == Ending.SHUTDOWN) {
        ending = how;
      }
      if (sleeper != null) {
        sleeper.interrupt();
      }
    }
    client.close();
  }

  @Override
  public void run() {
    long interval = target.key().intervalMillis();
    long now = environment.clock().millis();
    long next = now - Math.floorMod(now - target.phaseMillis(), interval) + interval;
    if (next - now == interval) {
      next = now;
    }
    try {
      while (sleepUntil(next)) {
        scrape(aligned(next));
        long late = environment.clock().millis() - next;
        next += interval * Math.max(1, (late + interval - 1) / interval);
      }
      if (ending == Ending.GONE) {
        markGone(next);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("scrape loop of {} ended: {}", target.key().uri(), e.getMessage(), e);
      throw e;
    } finally {
      client.close();
      environment.store().closeGroup(group);
    }
  }

  /// Returns the scheduled time where we are so close to it that the difference is not worth
  /// storing, otherwise the time that it is.
  private long aligned(long scheduled) {
    long tolerance = Math.min(target.key().intervalMillis() / 100, TOLERANCE_MAX_MILLIS);
    long now = environment.clock().millis();
    return now - scheduled <= tolerance ? scheduled : now;
  }

  /// Returns false once the loop is to end.
  private boolean sleepUntil(long millis) {
    synchronized (sleepLock) {
      if (ending != null) {
        return false;
      }
      sleeper = Thread.currentThread();
    }
    try {
      environment.clock().sleepUntil(millis);
    } catch (InterruptedException ended) {
      return false;
    } finally {
      synchronized (sleepLock) {
        sleeper = null;
        // An interrupt that came between waking up and here must not reach the store.
        Thread.interrupted();
      }
    }
    return ending == null;
  }

  /// Marks the series at the time of the scrape that no longer happens, but only after the target
  /// had the time to come back under another pool or loop, whose newer samples then win.
  private void markGone(long scheduled) {
    synchronized (sleepLock) {
      if (ending == Ending.SHUTDOWN) {
        return;
      }
      sleeper = Thread.currentThread();
    }
    try {
      long interval = target.key().intervalMillis();
      environment.clock().sleepUntil(scheduled + interval + interval / 10);
    } catch (InterruptedException shutDown) {
      return;
    } finally {
      synchronized (sleepLock) {
        sleeper = null;
        Thread.interrupted();
      }
    }
    try (var appender = environment.store().appender(group)) {
      writer.end(appender, scheduled);
      reports.end(appender, scheduled);
      commit(appender);
    } catch (StoreException e) {
      LOG.warn("staleness markers of {}: {}", target.key().uri(), e.getMessage());
    }
  }

  private void scrape(long millis) {
    var clock = environment.clock();
    environment.metrics().scrapes.inc();
    long began = clock.nanos();
    var error = "";
    writer.begin();
    bodyBytes = 0;
    try {
      check();
      fetch(millis, began);
    } catch (IOException | ScrapeFailure | ExpositionException | StoreException e) {
      if (ending != null) {
        return;
      }
      error = message(e);
      if (e instanceof BodyTooLargeException) {
        bodyBytes = -1;
      }
      fail(millis, began);
    } catch (RuntimeException e) {
      LOG.error("scrape of {}: {}", target.key().uri(), e.getMessage(), e);
      error = "internal error: " + e;
      fail(millis, began);
    }
    double seconds = (clock.nanos() - began) / 1e9;
    var health = error.isEmpty() ? TargetHealth.UP : TargetHealth.DOWN;
    state = new State(health, error, millis, seconds);
  }

  private static String message(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void check() throws ScrapeFailure {
    var forced = target.problem().isEmpty() ? forcedError : target.problem();
    if (!forced.isEmpty()) {
      throw new ScrapeFailure(forced);
    }
  }

  private void fetch(long millis, long began) throws IOException, ScrapeFailure {
    long timeout = target.key().timeoutMillis();
    try (var buffers = client.fetch(timeout, settings.limits().bodyBytes());
        var appender = environment.store().appender(group)) {
      bodyBytes = buffers.bodyLength();
      writer.write(buffers, appender, millis);
      report(appender, millis, began, true);
      commit(appender);
    }
  }

  private void fail(long millis, long began) {
    environment.metrics().failures.inc();
    try (var appender = environment.store().appender(group)) {
      writer.end(appender, millis);
      report(appender, millis, began, false);
      commit(appender);
    } catch (StoreException e) {
      LOG.warn("report of {}: {}", target.key().uri(), e.getMessage());
    }
  }

  private void report(Appender appender, long millis, long began, boolean up) {
    double seconds = (environment.clock().nanos() - began) / 1e9;
    reports.report(
        appender,
        millis,
        new ReportWriter.Scrape(
            up, seconds, writer.counts(), bodyBytes, target.key().timeoutMillis()));
  }

  private void commit(Appender appender) {
    try {
      environment.metrics().samples.inc(appender.commit(Appender.Durability.WRITTEN));
    } catch (IOException e) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, message(e), e);
    }
  }
}
