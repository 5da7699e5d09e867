package io.tocsin.promql.block;

import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.rollup.Row;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// What one query may use: samples, bytes and time. Counts what the answer is made from. For the
/// thread that runs the query; [#samplesRead] for any.
public final class Budget {
  private static final int CELL_BYTES = 8;
  private static final int ROW_BYTES = 64;

  private final Limits limits;
  private final BooleanSupplier canceled;
  private final Clock clock;
  private final long startNanos;

  private long heldCells;
  private long heldBytes;
  private long queryable;
  private int subqueries;

  /// Written by one thread, and looked at by those who list running queries.
  private final AtomicLong read = new AtomicLong();

  /// How much is too much.
  ///
  /// @param samples held at the same time
  /// @param bytes held at the same time
  public record Limits(long samples, long bytes, long timeoutMillis) {}

  public Budget(Limits limits, BooleanSupplier canceled, Clock clock) {
    this.limits = limits;
    this.canceled = canceled;
    this.clock = clock;
    this.startNanos = clock.nanos();
  }

  /// Counts a row that stays in memory: `cells` values in an array of `steps`.
  public void hold(int cells, int steps) {
    heldCells += cells;
    heldBytes += (long) steps * CELL_BYTES + ROW_BYTES;
    if (heldCells > limits.samples()) {
      throw new QueryException(
          QueryException.Kind.LIMIT,
          "query processing would load too many samples into memory in query execution"
              + " (query.max-samples: "
              + limits.samples()
              + ")");
    }
    if (heldBytes > limits.bytes()) {
      throw new QueryException(
          QueryException.Kind.LIMIT,
          "query memory: "
              + heldBytes
              + " bytes (expected: at most query.max-memory, "
              + limits.bytes()
              + " bytes)");
    }
  }

  /// Forgets what was held: it is gone, and the query begins anew.
  public void releaseAll() {
    heldCells = 0;
    heldBytes = 0;
  }

  /// Counts a row that stays in memory.
  public void hold(Row row) {
    hold(row.samples(), row.hasHistograms() ? 2 * row.samples() : row.steps());
  }

  /// Counts samples that were looked at.
  ///
  /// @param seen counted at each step that sees them; of what is inside a subquery, none are
  /// @param distinct counted once
  public void countRead(long seen, long distinct) {
    queryable += subqueries == 0 ? seen : 0;
    read.setOpaque(read.getPlain() + distinct);
  }

  /// From here on, until [#leavesSubquery], what is read is for steps that nobody asked for.
  public void entersSubquery() {
    subqueries++;
  }

  public void leavesSubquery() {
    subqueries--;
  }

  /// Returns how many samples all steps together saw.
  public long samplesQueryable() {
    return queryable;
  }

  public long samplesRead() {
    return read.getOpaque();
  }

  /// Returns how many samples are held: nothing is given back before the query ends, so that this
  /// is also the most that were.
  public long peak() {
    return heldCells;
  }

  /// Ends the query if its time is over or nobody waits for it; called once per row or so.
  public void check() {
    if (canceled.getAsBoolean()) {
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in expression evaluation");
    }
    if (clock.nanos() - startNanos > limits.timeoutMillis() * 1_000_000) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT,
          "query timed out in expression evaluation (query.timeout: "
              + Durations.print(limits.timeoutMillis())
              + ")");
    }
  }
}
