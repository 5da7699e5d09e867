package io.tocsin.tsdb.head;

import static io.tocsin.model.Appender.Outcome.ACCEPTED;
import static io.tocsin.model.Appender.Outcome.CONFLICT;
import static io.tocsin.model.Appender.Outcome.DUPLICATE;
import static io.tocsin.model.Appender.Outcome.OUT_OF_ORDER;
import static io.tocsin.model.Appender.Outcome.TOO_NEW;
import static io.tocsin.model.Appender.Outcome.TOO_OLD;
import static io.tocsin.model.Appender.Outcome.UNKNOWN_SERIES;

import io.tocsin.model.Appender;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One transaction into the head. What was judged here without a lock is judged again by the
/// commit, so that of two transactions with the same sample one wins.
public final class HeadAppender implements Appender {
  private final Head head;
  private final Object commitLock;
  private final CommitLog log;
  private final int group;
  private final SampleBatch batch = new SampleBatch();
  private final SampleBatch late = new SampleBatch(0);
  private final SampleBatch overtaken = new SampleBatch(0);

  // Open addressing: slot to the position behind its newest sample in the batch.
  private int[] positions = new int[128];
  private int distinct;
  private long now;

  // Since when the series counts of which the next sample is expected, and others beside it.
  private int startedSeries;
  private long startedMillis;
  private final Map<Integer, Long> otherStarts = new HashMap<>();
  private boolean isStarted;

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
  public void startTimestamp(int series, long startMillis) {
    isStarted = true;
    if (startedSeries == 0 || startedSeries == series) {
      startedSeries = series;
      startedMillis = startMillis;
    } else {
      otherStarts.put(series, startMillis);
    }
  }

  /// Returns since when the sample's counter counts that is now appended; 0 for unknown.
  private long start(int series) {
    if (startedSeries == series) {
      startedSeries = 0;
      otherStarts.remove(series);
      return startedMillis;
    }
    Long start = otherStarts.isEmpty() ? null : otherStarts.remove(series);
    return start == null ? 0 : start;
  }

  @Override
  public Outcome append(int series, long timestampMillis, double value) {
    long bits = Double.doubleToRawLongBits(value);
    return append(series, timestampMillis, bits, null, isStarted ? start(series) : 0);
  }

  @Override
  public Outcome append(int series, long timestampMillis, Histogram value) {
    long start = start(series);
    head.refused.check(value);
    // What came before it at its source need not be what is stored before it here.
    boolean isSure = value.hint() != ResetHint.NOT_RESET;
    var stored = isSure ? value : value.withHint(ResetHint.UNKNOWN);
    return append(series, timestampMillis, SampleBatch.bitsOf(stored), stored, start);
  }

  private Outcome append(
      int series, long timestampMillis, long bits, @Nullable Histogram histogram, long start) {
    int slot = head.rows.slot(series);
    if (slot == 0) {
      return refuse(UNKNOWN_SERIES);
    }
    int cell = cell(slot);
    int position = positions[cell] - 1;
    long lastTime = position < 0 ? head.rows.longAt(slot, Rows.LAST_TIME) : batch.time(position);
    if (timestampMillis <= lastTime) {
      long lastBits = position < 0 ? head.rows.longAt(slot, Rows.LAST_BITS) : batch.bits(position);
      if (timestampMillis == lastTime) {
        return refuse(lastBits == bits ? DUPLICATE : CONFLICT);
      }
      var outcome = lateOutcome(slot, timestampMillis, bits, lastTime);
      if (outcome == ACCEPTED) {
        head.rows.touch(slot);
        late.add(series, timestampMillis, bits, histogram, start);
      }
      return outcome;
    }
    if (timestampMillis < now() - head.options.retentionMillis()) {
      return refuse(TOO_OLD);
    }
    if (timestampMillis > now() + head.options.aheadMillis()) {
      return refuse(TOO_NEW);
    }
    head.rows.touch(slot);
    if (histogram == null && start == 0) {
      batch.add(series, timestampMillis, bits);
    } else {
      batch.add(series, timestampMillis, bits, histogram, start);
    }
    remember(cell, position < 0);
    return ACCEPTED;
  }

  private long now() {
    if (now == 0) {
      now = head.clock.millis();
    }
    return now;
  }

  /// Judges a sample that is older than its series' last.
  private Outcome lateOutcome(int slot, long time, long bits, long lastTime) {
    if (head.options.lateMillis() == 0) {
      return refuse(OUT_OF_ORDER);
    }
    if (isTooLate(time, lastTime) || time < now() - head.options.retentionMillis()) {
      return refuse(TOO_OLD);
    }
    var outcome = head.judge(slot, time, bits);
    return outcome == ACCEPTED ? outcome : refuse(outcome);
  }

  private boolean isTooLate(long time, long lastTime) {
    return time < lastTime - head.options.lateMillis();
  }

  private Outcome refuse(Outcome outcome) {
    return head.refused.count(outcome, 1);
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

  /// Tells whether the id has not been dropped.
  public boolean isKnown(int series) {
    return head.rows.slot(series) != 0;
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
      if (batch.size() + late.size() == 0) {
        return 0;
      }
      int stored;
      long position;
      long oldest = Math.min(batch.minTime(), late.minTime());
      head.changes().begin(oldest);
      try {
        synchronized (commitLock) {
          position = log.samples(group, batch, late);
          stored = head.apply(batch, overtaken) + applyLate();
          if (overtaken.size() > 0) {
            batch.clear();
            late.clear();
            judgeOvertaken();
            position = Math.max(position, log.samples(group, batch, late));
            stored += applyLate();
          }
        }
      } finally {
        head.changes().end(oldest);
      }
      if (durability == Durability.SYNCED) {
        log.sync(position);
      }
      return stored;
    } finally {
      close();
    }
  }

  private int applyLate() {
    int stored = late.size() == 0 ? 0 : head.applyLate(late);
    head.refused.count(DUPLICATE, late.size() - stored);
    return stored;
  }

  /// Judges again what another transaction has made late since it was appended here.
  private void judgeOvertaken() {
    for (int i = 0; i < overtaken.size(); i++) {
      int id = overtaken.id(i);
      long time = overtaken.time(i);
      long last = head.rows.longAt(id & Rows.SLOT_MASK, Rows.LAST_TIME);
      if (time == last) {
        refuse(DUPLICATE);
      } else if (head.options.lateMillis() == 0) {
        refuse(OUT_OF_ORDER);
      } else if (isTooLate(time, last)) {
        refuse(TOO_OLD);
      } else {
        late.addFrom(overtaken, i);
      }
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
    now = 0;
    if (isStarted) {
      isStarted = false;
      startedSeries = 0;
      otherStarts.clear();
    }
    batch.clear();
    late.clear();
    overtaken.clear();
  }
}
