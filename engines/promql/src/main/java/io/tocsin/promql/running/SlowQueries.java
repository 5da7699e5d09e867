package io.tocsin.promql.running;

import io.prometheus.metrics.core.metrics.Counter;
import io.tocsin.kit.Durations;
import io.tocsin.promql.eval.Scope;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log which queries took long. Safe for use by many threads.
public final class SlowQueries {
  private static final Logger LOG = LoggerFactory.getLogger(SlowQueries.class);
  private static final int TEXT_MAX = 2_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long thresholdNanos;
  private final Counter counted;

  /// @param thresholdMillis from which on a query is slow; 0 to log none
  /// @param counted counts them
  public SlowQueries(long thresholdMillis, Counter counted) {
    this.thresholdNanos = thresholdMillis * 1_000_000;
    this.counted = counted;
  }

  public void ended(QueryRun run, String outcome) {
    long nanos = run.elapsedNanos();
    if (thresholdNanos == 0 || nanos < thresholdNanos) {
      return;
    }
    counted.inc();
    var frame = run.frame();
    LOG.atWarn()
        .addKeyValue("query", text(frame))
        .addKeyValue("duration_seconds", nanos / NANOS_PER_SECOND)
        .addKeyValue("samples", run.budget().samplesRead())
        .addKeyValue("peak_samples", run.budget().peak())
        .addKeyValue("start", Instant.ofEpochMilli(frame.startMillis()))
        .addKeyValue("end", Instant.ofEpochMilli(frame.endMillis()))
        .addKeyValue("step", Durations.print(frame.intervalMillis()))
        .addKeyValue("outcome", outcome)
        .log("slow query");
  }

  private static String text(Scope.Frame frame) {
    var text = frame.text();
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
  }
}
