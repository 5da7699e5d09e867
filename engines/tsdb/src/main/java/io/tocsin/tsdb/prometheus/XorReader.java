package io.tocsin.tsdb.prometheus;

import io.tocsin.model.SampleBuffer;

/// Decoder of XOR chunks: times as differences of differences, values as differences of bits.
final class XorReader {
  private static final int[] WIDTHS = {0, 14, 17, 20, 64};

  private final XorValue value = new XorValue();

  /// Appends the samples of a chunk, of which there are `count`.
  void read(BitInput in, int count, SampleBuffer out) {
    if (count == 0) {
      return;
    }
    out.reserve(count);
    long time = in.zigzag();
    value.clear(in.number());
    put(out, 0, time);
    long delta = 0;
    for (int i = 1; i < count; i++) {
      if (i == 1) {
        delta = in.varint();
      } else {
        int step = in.ones(4);
        delta += step == 0 ? 0 : in.signed(WIDTHS[step]);
      }
      time += delta;
      value.read(in);
      put(out, i, time);
    }
    out.grow(count);
  }

  private void put(SampleBuffer out, int i, long time) {
    int at = out.size() + i;
    out.timestamps()[at] = time;
    out.values()[at] = value.value();
  }
}
