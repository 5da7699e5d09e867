package io.tocsin.promql.running;

import io.tocsin.kit.Clock;
import io.tocsin.promql.RunningQuery;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.eval.Scope;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One query from its arrival to its end. [#cancel] and [#view] are for any thread, the rest for
/// the thread that runs the query.
public final class QueryRun {
  private final long id;
  private final Scope.Frame frame;
  private final Clock clock;
  private final BooleanSupplier gone;
  private final Budget budget;
  private final long beganMillis;
  private final long beganNanos;
  private volatile boolean canceled;
  private @Nullable Thread waiting;

  QueryRun(long id, Scope.Frame frame, Budget.Limits limits, BooleanSupplier gone, Clock clock) {
    this.id = id;
    this.frame = frame;
    this.clock = clock;
    this.gone = gone;
    this.beganMillis = clock.millis();
    this.beganNanos = clock.nanos();
    this.budget = new Budget(limits, this::isUnwanted, clock);
  }

  long id() {
    return id;
  }

  public Budget budget() {
    return budget;
  }

  public Scope.Frame frame() {
    return frame;
  }

  public boolean isCanceled() {
    return canceled;
  }

  private boolean isUnwanted() {
    return canceled || gone.getAsBoolean();
  }

  /// Ends the query at its next step, or at once while it waits for its turn.
  synchronized void cancel() {
    canceled = true;
    var thread = waiting;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// From here on a cancel interrupts the thread.
  public synchronized void beginsToWait() throws InterruptedException {
    if (canceled) {
      throw new InterruptedException("canceled");
    }
    waiting = Thread.currentThread();
  }

  /// From here on a cancel only leaves word. An interrupt that came too late to end the wait is
  /// taken back, so that it does not hit something else.
  public synchronized void endsToWait() {
    waiting = null;
    if (canceled) {
      Thread.interrupted();
    }
  }

  private synchronized boolean isWaiting() {
    return waiting != null;
  }

  public long elapsedNanos() {
    return clock.nanos() - beganNanos;
  }

  RunningQuery view() {
    return new RunningQuery(
        id,
        frame.text(),
        frame.startMillis(),
        frame.endMillis(),
        frame.intervalMillis(),
        beganMillis,
        elapsedNanos(),
        budget.samplesRead(),
        isWaiting());
  }
}
