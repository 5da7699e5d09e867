package io.tocsin.tsdb.head;

import static io.tocsin.model.Appender.Outcome.ACCEPTED;
import static io.tocsin.model.Appender.Outcome.CONFLICT;
import static io.tocsin.model.Appender.Outcome.DUPLICATE;
import static io.tocsin.model.Appender.Outcome.OUT_OF_ORDER;
import static io.tocsin.model.Appender.Outcome.TOO_NEW;
import static io.tocsin.model.Appender.Outcome.TOO_OLD;
import static io.tocsin.model.Appender.Outcome.UNKNOWN_SERIES;

import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.util.Arrays;

/// One transaction into the head. What was judged here without a lock is judged again by the
/// commit, so that of two transactions with the same sample one wins.
public final class HeadAppender implements Appender {
  private final Head head;
  private final Object commitLock;
  private final CommitLog log;
  private final int group;
  private final SampleBatch batch = new SampleBatch();

  // Open addressing: slot to the position behind its newest sample in the batch.
  private int[] positions = new int[128];
  private int distinct;
  private long now;

  /// All appenders of a head share the lock: it keeps the log in the order of the samples.
  public HeadAppender(Head head, CommitLog log, Object commitLock, int group) {
    this.head = head;
    this.log = log;
    this.commitLock = commitLock;
    this.group = group;
  }

  @Override
  public int series(Labels labels) {
    return head.series(labels, log);
  }

  @Override
  public Outcome append(int series, long timestampMillis, double value) {
    int slot = head.rows.slot(series);
    if (slot == 0) {
      return refuse(UNKNOWN_SERIES);
    }
    long bits = Double.doubleToRawLongBits(value);
    int cell = cell(slot);
    int position = positions[cell] - 1;
    long lastTime = position < 0 ? head.rows.longAt(slot, Rows.LAST_TIME) : batch.time(position);
    if (timestampMillis <= lastTime) {
      long lastBits = position < 0 ? head.rows.longAt(slot, Rows.LAST_BITS) : batch.bits(position);
      return late(timestampMillis == lastTime, lastBits == bits);
    }
    if (batch.size() == 0) {
      now = head.clock.millis();
    }
    if (timestampMillis < now - head.options.retentionMillis()) {
      return refuse(TOO_OLD);
    }
    if (timestampMillis > now + head.options.aheadMillis()) {
      return refuse(TOO_NEW);
    }
    head.rows.touch(slot);
    batch.add(series, timestampMillis, bits);
    remember(cell, position < 0);
    return ACCEPTED;
  }

  private Outcome late(boolean sameTime, boolean sameBits) {
    if (!sameTime) {
      return refuse(OUT_OF_ORDER);
    }
    return sameBits ? DUPLICATE : refuse(CONFLICT);
  }

  private Outcome refuse(Outcome outcome) {
    head.refused.increment();
    return outcome;
  }

  /// Returns the cell of the slot's position, empty (0) if the batch has no sample of it.
  private int cell(int slot) {
    int mask = positions.length - 1;
    int i = ((slot * 0x9e37_79b9) >>> 7) & mask;
    while (positions[i] != 0 && (batch.id(positions[i] - 1) & Rows.SLOT_MASK) != slot) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void remember(int cell, boolean first) {
    positions[cell] = batch.size();
    if (first && ++distinct * 2 > positions.length) {
      var old = positions;
      positions = new int[old.length * 2];
      for (int position : old) {
        if (position != 0) {
          positions[cell(batch.id(position - 1) & Rows.SLOT_MASK)] = position;
        }
      }
    }
  }

  @Override
  public long lastTimestamp(int series) {
    int slot = head.rows.slot(series);
    if (slot == 0) {
      return Long.MIN_VALUE;
    }
    int position = positions[cell(slot)] - 1;
    return position < 0 ? head.rows.longAt(slot, Rows.LAST_TIME) : batch.time(position);
  }

  @Override
  public Labels labels(int series) {
    int slot = head.rows.slot(series);
    if (slot == 0) {
      throw new IllegalArgumentException("series: " + series + " (expected: a known id)");
    }
    return head.labels(slot);
  }

  @Override
  public int commit(Durability durability) throws IOException {
    try {
      if (batch.size() == 0) {
        return 0;
      }
      int stored;
      long position;
      synchronized (commitLock) {
        position = log.samples(group, batch);
        stored = head.apply(batch);
      }
      if (durability == Durability.SYNCED) {
        log.sync(position);
      }
      return stored;
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (distinct > 0) {
      if (positions.length > 1 << 16) {
        positions = new int[128];
      } else {
        Arrays.fill(positions, 0);
      }
    }
    distinct = 0;
    batch.clear();
  }
}
