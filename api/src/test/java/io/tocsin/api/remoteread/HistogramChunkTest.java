package io.tocsin.api.remoteread;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramChunkTest {
  private record Sample(long time, Histogram histogram) {}

  /// The plain reading of the format's description, a bit at a time.
  private static final class Decoder {
    private final byte[] bytes;
    private final boolean whole;
    private int bit = 24;

    // Of floats: leading zeros and width of each one's window.
    private int[] leading = new int[0];
    private int[] width = new int[0];

    Decoder(byte[] bytes, boolean whole) {
      this.bytes = bytes;
      this.whole = whole;
    }

    private long bits(int count) {
      long value = 0;
      for (int i = 0; i < count; i++, bit++) {
        value = value << 1 | (bytes[bit >> 3] >> (7 - (bit & 7)) & 1);
      }
      return value;
    }

    private int variableWidth() {
      int[] widths = {0, 3, 6, 9, 12, 18, 25, 56, 64};
      int ones = 0;
      while (ones < 8 && bits(1) == 1) {
        ones++;
      }
      return widths[ones];
    }

    private long unsigned() {
      return bits(variableWidth());
    }

    private long signed() {
      int count = variableWidth();
      long value = bits(count);
      return count > 0 && count < 64 && value > 1L << (count - 1) ? value - (1L << count) : value;
    }

    private BucketLayout layout() {
      int code = (int) bits(8);
      double threshold =
          code == 0
              ? 0
              : code == 255 ? Double.longBitsToDouble(bits(64)) : Math.scalb(0.5, code - 243);
      int schema = (int) signed();
      int[] positive = spans();
      int[] negative = spans();
      if (schema != BucketLayout.CUSTOM_SCHEMA) {
        return BucketLayout.exponential(schema, threshold, positive, negative);
      }
      var bounds = new double[(int) unsigned()];
      for (int i = 0; i < bounds.length; i++) {
        long thousand = unsigned();
        bounds[i] = thousand == 0 ? Double.longBitsToDouble(bits(64)) : (thousand - 1) / 1000.0;
      }
      return BucketLayout.custom(bounds, positive);
    }

    private int[] spans() {
      var indexes = new ArrayList<Integer>();
      int next = 0;
      for (long spans = unsigned(); spans > 0; spans--) {
        long length = unsigned();
        next += (int) signed();
        for (; length > 0; length--) {
          indexes.add(next++);
        }
      }
      return indexes.stream().mapToInt(Integer::intValue).toArray();
    }

    private double xor(int of, double before) {
      long value = Double.doubleToRawLongBits(before);
      if (bits(1) == 1) {
        if (bits(1) == 1) {
          leading[of] = (int) bits(5);
          width[of] = (int) bits(6);
          width[of] = width[of] == 0 ? 64 : width[of];
        }
        value ^= bits(width[of]) << (64 - leading[of] - width[of]);
      }
      return Double.longBitsToDouble(value);
    }

    List<Sample> samples() {
      int count = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
      var layout = layout();
      int numbers = 3 + layout.size();
      leading = new int[numbers];
      width = new int[numbers];
      var samples = new ArrayList<Sample>();
      long time = 0;
      long timeDelta = 0;
      var values = new double[numbers];
      var raw = new long[numbers];
      var deltas = new long[numbers];
      for (int i = 0; i < count; i++) {
        if (i == 0) {
          time = signed();
        } else {
          timeDelta += signed();
          time += timeDelta;
        }
        // Count, zero count, sum, buckets.
        for (int n = 0; n < numbers; n++) {
          if (whole && n != 2) {
            boolean first = i == 0;
            deltas[n] = first ? 0 : deltas[n] + signed();
            raw[n] = first ? (n < 2 ? unsigned() : signed()) : raw[n] + deltas[n];
            values[n] = raw[n];
          } else {
            values[n] = i == 0 ? Double.longBitsToDouble(bits(64)) : xor(n, values[n]);
          }
        }
        samples.add(new Sample(time, histogram(layout, values)));
      }
      return samples;
    }

    private Histogram histogram(BucketLayout layout, double[] values) {
      var buckets = Arrays.copyOfRange(values, 3, values.length);
      for (int i = 1; i < buckets.length && whole; i++) {
        buckets[i] += i == layout.positive().length ? 0 : buckets[i - 1];
      }
      return new Histogram(layout, ResetHint.UNKNOWN, values[0], values[2], values[1], buckets);
    }
  }

  private static int[] indexes(Random random, int from) {
    var indexes = new int[random.nextInt(12)];
    int next = from;
    for (int i = 0; i < indexes.length; i++) {
      next += random.nextInt(3) == 0 ? 2 + random.nextInt(900) : 1;
      indexes[i] = next;
    }
    return indexes;
  }

  private static BucketLayout layout(Random random) {
    if (random.nextInt(4) == 0) {
      double[] bounds = {-1.5, 0, 0.005, 0.1, 1.0 / 3, 33_554.43, 33_554.431, 1e300};
      return BucketLayout.custom(bounds, new int[] {0, 1, 3, 8});
    }
    double[] thresholds = {0, 0x1p-128, 0x1p-243, 0x1p-244, 0x1p10, 0x1p11, 0.001, 1};
    return BucketLayout.exponential(
        random.nextInt(-4, 9),
        thresholds[random.nextInt(thresholds.length)],
        indexes(random, random.nextInt(-5000, 5000)),
        indexes(random, -3));
  }

  private static List<Sample> samples(Random random) {
    var layout = layout(random);
    boolean whole = random.nextBoolean();
    var samples = new ArrayList<Sample>();
    var buckets = new double[layout.size()];
    long time = random.nextLong(-1_000_000, 2_000_000_000_000L);
    double sum = 0;
    double count = 0;
    for (int i = random.nextInt(XorChunk.SAMPLES_MAX); i >= 0; i--) {
      for (int b = 0; b < buckets.length; b++) {
        long more = random.nextInt(3) == 0 ? random.nextLong(1L << random.nextInt(1, 40)) : 0;
        buckets[b] += more;
        count += more;
      }
      double zero = whole ? 3 : 3.5;
      sum += random.nextDouble() - 0.3;
      samples.add(
          new Sample(
              time, new Histogram(layout, ResetHint.UNKNOWN, count, sum, zero, buckets.clone())));
      time += random.nextInt(4) == 0 ? random.nextInt(1, 1 << 20) : 15_000;
    }
    return samples;
  }

  @SeededTest
  void decodesToWhatWentIn(Random random) {
    var chunk = new HistogramChunk();
    for (int round = 0; round < 10; round++) {
      var samples = samples(random);
      var found = new ArrayList<Sample>();
      chunk.clear();
      for (var sample : samples) {
        if (!chunk.takes(sample.histogram())) {
          found.addAll(decoded(chunk));
          chunk.clear();
        }
        chunk.add(sample.time(), sample.histogram(), false);
      }
      found.addAll(decoded(chunk));
      assertThat(found).isEqualTo(samples);
    }
  }

  private static List<Sample> decoded(HistogramChunk chunk) {
    var samples = new Decoder(chunk.array(), chunk.encoding() == HistogramChunk.WHOLE).samples();
    assertThat(samples).hasSize(chunk.samples());
    assertThat(chunk.firstTime()).isEqualTo(samples.getFirst().time());
    assertThat(chunk.lastTime()).isEqualTo(samples.getLast().time());
    return samples;
  }

  private static final BucketLayout ONE = BucketLayout.exponential(0, 0, new int[] {0}, new int[0]);

  private static Histogram counting(ResetHint hint, double count) {
    return new Histogram(ONE, hint, count, count, 0, new double[] {count});
  }

  @Test
  void aChunkEndsWhereCountingBeginsAnewOrTheKindChanges() {
    var chunk = new HistogramChunk();
    chunk.clear();
    chunk.add(1, counting(ResetHint.UNKNOWN, 5), true);
    assertThat(chunk.takes(counting(ResetHint.UNKNOWN, 5))).isTrue();
    assertThat(chunk.takes(counting(ResetHint.NOT_RESET, 5))).isTrue();
    assertThat(chunk.takes(counting(ResetHint.UNKNOWN, 4))).isFalse();
    assertThat(chunk.takes(counting(ResetHint.RESET, 6))).isFalse();
    assertThat(chunk.takes(counting(ResetHint.GAUGE, 6))).isFalse();
    assertThat(chunk.takes(counting(ResetHint.UNKNOWN, 5.5))).isFalse();
    chunk.clear();
    chunk.add(1, counting(ResetHint.GAUGE, 5), true);
    assertThat(chunk.takes(counting(ResetHint.GAUGE, 4))).isTrue();
    assertThat(chunk.takes(counting(ResetHint.UNKNOWN, 6))).isFalse();
  }

  @Test
  void theHeaderSaysWhatIsKnownOfResets() {
    assertThat(header(ResetHint.UNKNOWN, false)).isZero();
    assertThat(header(ResetHint.RESET, true)).isEqualTo((byte) 0x80);
    assertThat(header(ResetHint.NOT_RESET, false)).isEqualTo((byte) 0x40);
    assertThat(header(ResetHint.NOT_RESET, true)).isZero();
    assertThat(header(ResetHint.GAUGE, true)).isEqualTo((byte) 0xc0);
  }

  private static byte header(ResetHint hint, boolean begins) {
    var chunk = new HistogramChunk();
    chunk.clear();
    chunk.add(1, counting(hint, 5), begins);
    return chunk.array()[2];
  }
}
