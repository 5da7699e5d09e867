package io.tocsin.rules.eval;

import io.tocsin.kit.Clock;
import io.tocsin.rules.RuleGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates a group at its times until it is stopped. Runs on a virtual thread of its own; the
/// other methods are for any thread.
public final class GroupLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);

  private final GroupRun run;
  private final Clock clock;
  private final long interval;
  private final boolean restores;
  private final Object sleepLock = new Object();
  private @Nullable Thread sleeper;
  private @Nullable Thread thread;
  private volatile boolean stopped;
  private volatile boolean marksStale;

  public GroupLoop(GroupRun run, boolean restores) {
    this.run = run;
    this.clock = run.context().parts().clock();
    this.interval = run.group().intervalMillis();
    this.restores = restores;
  }

  public GroupRun group() {
    return run;
  }

  /// Tells whether the group is evaluated as this group and context say.
  public boolean isSame(RuleGroup group, Context context) {
    return run.group().equals(group) && run.context().equals(context);
  }

  /// Begins. With `before`, goes on where that one has stopped.
  public void start(@Nullable GroupLoop before) {
    if (before != null) {
      before.stop();
      run.takeOver(before.run);
    }
    thread = Thread.ofVirtual().name("rules " + run.group().name()).start(this);
  }

  /// Ends the loop and waits for an evaluation under way.
  public void stop() {
    synchronized (sleepLock) {
      stopped = true;
      if (sleeper != null) {
        sleeper.interrupt();
      }
    }
    var running = thread;
    if (running != null && !marksStale) {
      joinQuietly(running);
    }
  }

  /// Ends the loop of a group that is gone; its series get their markers two intervals later,
  /// unless another group goes on with them.
  public void retire() {
    marksStale = true;
    stop();
  }

  /// Ends waiting to mark series, too.
  public void shutDown() {
    marksStale = false;
    stop();
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      evaluateUntilStopped();
      if (marksStale) {
        markStale();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("evaluation of group {} ended: {}", run.group().key(), e.getMessage(), e);
      throw e;
    }
  }

  private void evaluateUntilStopped() {
    long at = run.group().slot(clock.millis()) + interval;
    boolean toRestore = restores;
    boolean first = true;
    while (sleepUntil(at)) {
      long now = clock.millis();
      if (now < at - interval) {
        // The clock was set back: go on from where it is.
        at = run.group().slot(now) + interval;
        continue;
      }
      run.evaluate(at, () -> stopped);
      if (toRestore && !first && !stopped) {
        // Not after the first: series that rules make are seen by others from the second on.
        run.restore(clock.millis());
        toRestore = false;
      }
      first = false;
      at = next(at);
    }
  }

  /// Returns the time of the next evaluation; what has passed meanwhile counts as missed.
  private long next(long at) {
    long missed = Math.max(0, (clock.millis() - at) / interval - 1);
    if (missed > 0) {
      var metrics = run.context().metrics();
      metrics.iterationsMissed.labelValues(run.group().key()).inc(missed);
      metrics.iterations.labelValues(run.group().key()).inc(missed);
    }
    return at + (missed + 1) * interval;
  }

  /// Returns false if the loop was stopped. Returns early if the clock was set back.
  private boolean sleepUntil(long millis) {
    synchronized (sleepLock) {
      if (stopped) {
        return false;
      }
      sleeper = Thread.currentThread();
    }
    try {
      long left = millis - clock.millis();
      while (left > 0 && left <= interval) {
        clock.sleepNanos(left * 1_000_000);
        left = millis - clock.millis();
      }
    } catch (InterruptedException ended) {
      LOG.debug("group {} stopped", run.group().key());
    } finally {
      awake();
    }
    return !stopped;
  }

  private void awake() {
    synchronized (sleepLock) {
      sleeper = null;
      Thread.interrupted();
    }
  }

  private void markStale() {
    long until = clock.millis();
    synchronized (sleepLock) {
      sleeper = Thread.currentThread();
    }
    try {
      if (marksStale) {
        clock.sleepNanos(2 * interval * 1_000_000);
      }
    } catch (InterruptedException ended) {
      return;
    } finally {
      awake();
    }
    if (marksStale) {
      run.markAllStale(until);
    }
  }
}
