package io.tocsin.api.remoteread;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XorChunkTest {
  private record Sample(long time, long value) {}

  /// The plain reading of the format's description, a bit at a time.
  private static final class Decoder {
    private final byte[] bytes;
    private int bit = 16;

    Decoder(byte[] bytes) {
      this.bytes = bytes;
    }

    private long bits(int width) {
      long value = 0;
      for (int i = 0; i < width; i++, bit++) {
        value = value << 1 | (bytes[bit >> 3] >> (7 - (bit & 7)) & 1);
      }
      return value;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        long next = bits(8);
        value |= (next & 0x7f) << shift;
        if (next < 0x80) {
          return value;
        }
      }
    }

    private long difference() {
      for (int width : new int[] {0, 14, 17, 20}) {
        if (bits(1) == 0) {
          long value = bits(width);
          return width > 0 && value > 1L << (width - 1) ? value - (1L << width) : value;
        }
      }
      return bits(64);
    }

    List<Sample> samples() {
      var samples = new ArrayList<Sample>();
      int count = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
      long time = 0;
      long delta = 0;
      long value = 0;
      int leading = 0;
      int width = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0) {
          long zigzag = varint();
          time = zigzag >>> 1 ^ -(zigzag & 1);
          value = bits(64);
        } else {
          delta = i == 1 ? varint() : delta + difference();
          time += delta;
          if (bits(1) == 1) {
            if (bits(1) == 1) {
              leading = (int) bits(5);
              width = (int) bits(6);
              width = width == 0 ? 64 : width;
            }
            value ^= bits(width) << (64 - leading - width);
          }
        }
        samples.add(new Sample(time, value));
      }
      return samples;
    }
  }

  @SeededTest
  void decodesToWhatWentIn(Random random) {
    var chunk = new XorChunk();
    for (int round = 0; round < 20; round++) {
      chunk.clear();
      var samples = samples(random);
      samples.forEach(s -> chunk.add(s.time(), Double.longBitsToDouble(s.value())));
      assertThat(new Decoder(chunk.array()).samples()).isEqualTo(samples);
      assertThat(chunk.firstTime()).isEqualTo(samples.getFirst().time());
      assertThat(chunk.lastTime()).isEqualTo(samples.getLast().time());
    }
  }

  private static List<Sample> samples(Random random) {
    var samples = new ArrayList<Sample>();
    long time = random.nextLong(-1_000_000, 2_000_000_000_000L);
    double value = random.nextDouble();
    int steps = 1 + random.nextInt(XorChunk.SAMPLES_MAX);
    long[] edges = {15_000, 8_192 + 15_000, 65_537 + 15_000, 524_289 + 15_000, 1L << 40, 1};
    for (int i = 0; i < steps; i++) {
      samples.add(new Sample(time, Double.doubleToRawLongBits(value)));
      time += random.nextInt(4) == 0 ? edges[random.nextInt(edges.length)] : 15_000;
      value =
          switch (random.nextInt(5)) {
            case 0 -> value;
            case 1 -> value + 1;
            case 2 -> random.nextInt(100);
            case 3 -> Double.longBitsToDouble(random.nextLong());
            default -> -value;
          };
      if (Double.isNaN(value)) {
        value = 0x1p-1074;
      }
    }
    return samples;
  }

  @Test
  void bytesAreThoseOfTheFormat() {
    var chunk = new XorChunk();
    chunk.clear();
    chunk.add(1000, 1);
    chunk.add(16_000, 1);
    chunk.add(31_000, 2);
    var bytes = HexFormat.of().formatHex(chunk.array(), 0, chunk.length());
    // 3 samples; 2000 as zigzag varint d00f; 1.0; 15000 as varint 9875; then bits:
    // 0 (same value), 0 (same difference), 1 1 00001 001011 and eleven ones (1.0 ^ 2.0)
    assertThat(bytes).isEqualTo("0003" + "d00f" + "3ff0000000000000" + "9875" + "3097ffc0");
  }
}
