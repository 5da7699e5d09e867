package io.tocsin.tsdb.prometheus;

import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;

/// Decoder of XOR2 chunks: like XOR, but one prefix says what changed of time and value, staleness
/// markers have a code of their own, and start timestamps may stand behind the samples.
final class Xor2Reader {
  private static final int[] WIDTHS = {0, 0, 13, 20, 64};
  private static final int STALE = 5;

  private final XorValue value = new XorValue();
  private final StartTimes starts = new StartTimes();
  private boolean isStale;

  /// Appends the samples of a chunk, of which there are `count`.
  ///
  /// @param header the byte that says which samples have a start timestamp
  void read(BitInput in, int count, int header, SampleBuffer out) {
    starts.clear(header);
    long time = 0;
    long delta = 0;
    for (int i = 0; i < count; i++) {
      long before = time;
      if (i == 0) {
        time = in.zigzag();
        readFirst(in);
      } else if (i == 1) {
        delta = in.varint();
        time += delta;
        readValue(in);
      } else {
        int step = in.ones(STALE);
        delta += step < 2 || step == STALE ? 0 : difference(in, WIDTHS[step]);
        time += delta;
        readValue(in, step);
      }
      long start = starts.read(in, i, time, before);
      out.add(time, isStale ? StaleNan.VALUE : value.value());
      out.startAt(out.size() - 1, start);
    }
  }

  /// A two's complement, other than in XOR.
  private static long difference(BitInput in, int width) {
    int unused = 64 - width;
    return (in.bits(width) << unused) >> unused;
  }

  private void readFirst(BitInput in) {
    double first = in.number();
    isStale = StaleNan.is(first);
    value.clear(isStale ? 0 : first);
  }

  private void readValue(BitInput in, int step) {
    isStale = step == STALE;
    if (step == 1) {
      if (in.bit()) {
        value.readWithWindow(in);
      } else {
        value.readInWindow(in);
      }
    } else if (step > 1 && step < STALE) {
      readValue(in);
    }
  }

  private void readValue(BitInput in) {
    int ones = in.ones(3);
    isStale = ones == 3;
    if (ones == 1) {
      value.readInWindow(in);
    } else if (ones == 2) {
      value.readWithWindow(in);
    }
  }
}
