package io.tocsin.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.SeededTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkCodecTest {
  private static final int TAIL = 0x5a;

  @SeededTest(seeds = 30)
  void valuesComeBackBitForBit(Random random) {
    for (var kind : Columnar.values()) {
      int count = random.nextInt(4) == 0 ? random.nextInt(1, 6) : random.nextInt(1, 513);
      double[] values = kind.values(random, count);
      byte[] bytes = encode(values);
      var reader = SegmentReader.of(bytes);

      assertThat(bits(decode(reader, count))).as(kind.name()).isEqualTo(bits(values));
      assertThat(reader.u8()).as("the stream ends where it ends").isEqualTo(TAIL);
    }
  }

  @SeededTest(seeds = 30)
  void timestampsComeBack(Random random) {
    int count = random.nextInt(1, 513);
    long[] timestamps = Columnar.timestamps(random, count);
    var out = new ByteWriter(64);
    ChunkCodec.encodeTimestamps(timestamps, 0, count, out);
    var decoded = new long[count];

    ChunkCodec.decodeTimestamps(SegmentReader.of(out.toByteArray()), count, decoded, 0);

    assertThat(decoded).isEqualTo(timestamps);
  }

  @SeededTest(seeds = 30)
  void damagedBytesAreAnAnswerOrCorruptionAndNothingElse(Random random) {
    var kinds = Columnar.values();
    int count = random.nextInt(1, 513);
    byte[] bytes = encode(kinds[random.nextInt(kinds.length)].values(random, count));
    for (int i = 0; i < 50; i++) {
      byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      for (int flips = random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
        int near = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 16);
        damaged[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        decode(SegmentReader.of(damaged), count);
        ChunkCodec.decodeTimestamps(SegmentReader.of(damaged), count, new long[count], 0);
      } catch (CorruptionException e) {
        assertThat(e).hasMessageContaining("offset");
      }
    }
  }

  @SeededTest(seeds = 30)
  void randomBytesAreAnAnswerOrCorruptionAndNothingElse(Random random) {
    var bytes = new byte[random.nextInt(200)];
    for (int i = 0; i < 50; i++) {
      random.nextBytes(bytes);
      try {
        decode(SegmentReader.of(bytes), random.nextInt(1, 513));
      } catch (CorruptionException e) {
        assertThat(e).hasMessageContaining("offset");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0.04",
    "COUNTER, 0.95",
    "FAST_COUNTER, 1.4",
    "SECONDS, 0.95",
    "MULTIPLIED, 0.95",
    "PRESSURE, 1.4",
    "PAGES, 1.4",
    "SPARSE, 0.3",
    "RANDOM, 7.3",
    "STALE, 0.25"
  })
  void takesFewBytes(Columnar kind, double bytesPerSample) {
    double[] values = kind.values(new Random(1), 480);

    assertThat(encode(values).length / 480.0).isLessThan(bytesPerSample);
  }

  @Test
  void aConstantStepOfTimestampsTakesAboutTenBytes() {
    var timestamps = new long[480];
    Arrays.setAll(timestamps, i -> 1_767_225_600_000L + 10_000L * i);
    var out = new ByteWriter(64);

    ChunkCodec.encodeTimestamps(timestamps, 0, 480, out);

    assertThat(out.size()).isLessThanOrEqualTo(12);
  }

  @Test
  void refusesMoreThanAChunkHolds() {
    assertThatThrownBy(() -> ChunkCodec.encodeValues(new double[513], 0, 513, new ByteWriter(64)))
        .hasMessage("samples: 513 (expected: 1 to 512)");
  }

  private static byte[] encode(double[] values) {
    var out = new ByteWriter(64);
    ChunkCodec.encodeValues(values, 0, values.length, out);
    out.u8(TAIL);
    return out.toByteArray();
  }

  private static double[] decode(SegmentReader reader, int count) {
    var buffer = new SampleBuffer();
    buffer.add(1, 1);
    ChunkCodec.decodeValues(reader, count, buffer);
    return Arrays.copyOfRange(buffer.values(), 1, 1 + count);
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
