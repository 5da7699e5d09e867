package io.tocsin.tsdb.prometheus;

import io.tocsin.model.SampleBuffer;

/// Encoder of XOR chunks.
final class XorWriter {
  private final XorValue value = new XorValue();

  /// Writes the float samples from `start` to `end` (excluded) of a buffer as one chunk.
  void write(SampleBuffer samples, int start, int end, BitOutput out) {
    out.bits(end - start, 16);
    long time = samples.timestamps()[start];
    out.zigzag(time);
    out.number(samples.values()[start]);
    value.clear(samples.values()[start]);
    long delta = 0;
    for (int i = start + 1; i < end; i++) {
      long next = samples.timestamps()[i] - time;
      if (i == start + 1) {
        out.varint(next);
      } else {
        writeTime(next - delta, out);
      }
      delta = next;
      time = samples.timestamps()[i];
      value.write(samples.values()[i], out);
    }
  }

  private static void writeTime(long difference, BitOutput out) {
    if (difference == 0) {
      out.bits(0, 1);
    } else if (BitOutput.fits(difference, 14)) {
      out.bits(0b10, 2);
      out.bits(difference, 14);
    } else if (BitOutput.fits(difference, 17)) {
      out.bits(0b110, 3);
      out.bits(difference, 17);
    } else if (BitOutput.fits(difference, 20)) {
      out.bits(0b1110, 4);
      out.bits(difference, 20);
    } else {
      out.bits(0b1111, 4);
      out.bits(difference, 64);
    }
  }
}
