package io.tocsin.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Encodes one native histogram as remote write's `Histogram` message.
final class HistogramEncoder {
  private static final int COUNT = 1 << 3;
  private static final int SUM = (3 << 3) | 1;
  private static final int SCHEMA = 4 << 3;
  private static final int ZERO_THRESHOLD = (5 << 3) | 1;
  private static final int POSITIVE_SPANS = (11 << 3) | 2;
  private static final int POSITIVE_DELTAS = (12 << 3) | 2;
  private static final int TIMESTAMP = 15 << 3;
  private static final int SPAN_OFFSET = 1 << 3;
  private static final int SPAN_LENGTH = 2 << 3;
  private static final int FIXED_BYTES = 64;
  private static final int SPAN_BYTES = 16;
  private static final int VARINT_BYTES = 10;

  private final ByteBuffer out;

  HistogramEncoder(NativeHistogram histogram, long timeMillis) {
    int spans = histogram.spans().size() * SPAN_BYTES;
    int deltas = histogram.deltas().size() * VARINT_BYTES;
    this.out = ByteBuffer.allocate(FIXED_BYTES + spans + deltas).order(ByteOrder.LITTLE_ENDIAN);
    varint(COUNT).varint(histogram.count());
    varint(SUM).out.putDouble(histogram.sum());
    varint(SCHEMA).varint(zigzag(histogram.schema()));
    varint(ZERO_THRESHOLD).out.putDouble(NativeHistogram.ZERO_THRESHOLD);
    for (var span : histogram.spans()) {
      span(span);
    }
    deltas(histogram);
    varint(TIMESTAMP).varint(timeMillis);
  }

  byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  private void span(NativeHistogram.Span span) {
    long offset = zigzag(span.offset());
    varint(POSITIVE_SPANS).varint(2L + varintBytes(offset) + varintBytes(span.length()));
    varint(SPAN_OFFSET).varint(offset);
    varint(SPAN_LENGTH).varint(span.length());
  }

  private void deltas(NativeHistogram histogram) {
    int bytes = 0;
    for (long delta : histogram.deltas()) {
      bytes += varintBytes(zigzag(delta));
    }
    varint(POSITIVE_DELTAS).varint(bytes);
    for (long delta : histogram.deltas()) {
      varint(zigzag(delta));
    }
  }

  private HistogramEncoder varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.put((byte) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.put((byte) left);
    return this;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static int varintBytes(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }
}
