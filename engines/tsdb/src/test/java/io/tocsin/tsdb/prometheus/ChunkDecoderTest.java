package io.tocsin.tsdb.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.SeededTest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Chunks that Prometheus 3.14 has encoded, and damaged ones.
class ChunkDecoderTest {
  private static final long START = 1_700_000_000_000L;
  private static final String XOR2 =
      "000a0080a0abfef9623ff00000000000009875509bffdc0076ffce1fb4b649ad2594c37de45948fd74d71fc0000000"
          + "1ad26d2d18004a5724d692ca61befbfffffffca5b25a62801400000000000000";
  private static final String XOR2_STARTS =
      "000a8480a0abfef9623ff0000000000000a09c019875509bffdc0076ffce1fb4b649ad2594c37dfbc75ce45948ffbf"
          + "74d71d74d71ff0116523c00000001ad26d2d18004a5724d692ca61beff7fffff94b64b4c7bfffffffca5b25a62"
          + "8014000000000000fe000000d693696800";
  private static final String HISTOGRAM =
      "000700ff255bba08cf8c979d94a568ce328ff0000c5e7f2b400628000000000000000128d68f83a98c3c7117ffe28a"
          + "43097ffc03589a0128046018bdffb8000000000008";
  private static final String FLOAT_HISTOGRAM =
      "0006c0ff255bba08cf8c979d94a568ce328ff0000c5e7f2b4002012800000000000000000000000000000000000000"
          + "00000200000000000000020040000000000000000000000000000200800000000000020080000000000007c1d4"
          + "c6b1a9c457ff88bfffb01eb0bc20db01a4b097fff097fff585ed07ac1b507d1db01eb137683d817b01b6836927"
          + "e7ac2e5d8173a83ed81682db41c73a84fda0d2";
  private static final String HISTOGRAM_STARTS =
      "000683ff255bba08cf8c979d94a568ce328ff0000c5e7f2b400628000000000000000128d6880897af83a98c3c7117"
          + "ffe28a43097ffc03589a0fc0fb3881283e0ea60460f83a98";
  private static final String CUSTOM =
      "00030000ee5c664d7fc0000000000001cfb207c3500000000007f0000c5e7f2b4004c802000000000000113e0ea626"
          + "4400";

  private static SampleBuffer decode(int encoding, byte[] chunk) {
    var out = new SampleBuffer();
    var bytes = Arrays.copyOf(chunk, chunk.length + BitInput.SLACK);
    new ChunkDecoder().decode(encoding, bytes, 0, chunk.length, out);
    return out;
  }

  private static SampleBuffer decode(int encoding, String hex) {
    return decode(encoding, HexFormat.of().parseHex(hex));
  }

  private static final long[] TIMES = {
    START,
    START + 15_000,
    START + 30_000,
    START + 45_007,
    START + 60_007,
    START + 360_007,
    START + 375_007,
    START + 3_600_375_007L,
    START + 3_600_390_007L,
    START + 3_600_405_007L
  };

  private static void assertFloats(SampleBuffer read) {
    assertThat(Arrays.copyOf(read.timestamps(), read.size())).isEqualTo(TIMES);
    assertThat(Arrays.copyOf(read.values(), read.size()))
        .isEqualTo(new double[] {1, 1, 2.5, 2.5, 1e100, Double.NaN, Double.NaN, -7, 3, 3});
    assertThat(StaleNan.is(read.values()[5])).isTrue();
    assertThat(StaleNan.is(read.values()[6])).isTrue();
  }

  @Test
  void xor2IsRead() {
    var read = decode(ChunkDecoder.XOR2, XOR2);
    assertFloats(read);
    assertThat(read.starts()).isNull();
  }

  @Test
  void xor2IsReadWithStartTimestamps() {
    var read = decode(ChunkDecoder.XOR2, XOR2_STARTS);
    assertFloats(read);
    for (int i = 0; i < TIMES.length; i++) {
      assertThat(read.starts()[i])
          .as("start %d", i)
          .isEqualTo(i > 3 ? TIMES[i] - 500 : START - 10_000);
    }
  }

  private static void assertHistograms(SampleBuffer read, double more, ResetHint first) {
    for (int i = 0; i < 6; i++) {
      assertThat(read.timestamps()[i]).isEqualTo(START + i * 15_000L);
      Histogram histogram = read.histogram(i);
      assertThat(histogram.layout().schema()).isEqualTo(2);
      assertThat(histogram.layout().zeroThreshold()).isEqualTo(1e-128);
      assertThat(histogram.layout().positive()).containsExactly(-2, -1, 3);
      assertThat(histogram.layout().negative()).containsExactly(1, 2);
      assertThat(histogram.count()).isEqualTo(10 + 7 * i + more);
      assertThat(histogram.zeroCount()).isEqualTo(i);
      assertThat(histogram.sum()).isEqualTo(1.5 * i);
      assertThat(histogram.buckets()).containsExactly(2 + i, 3 + i, 2 * i, 4, 4 + 2 * i);
      assertThat(histogram.hint() == first).isEqualTo(i == 0 || first == ResetHint.GAUGE);
    }
  }

  @Test
  void histogramsAreReadAndTheirStalenessMarkerIsAFloat() {
    var read = decode(ChunkDecoder.HISTOGRAM, HISTOGRAM);
    assertHistograms(read, 0, ResetHint.UNKNOWN);
    assertThat(read.size()).isEqualTo(7);
    assertThat(read.histogram(6)).isNull();
    assertThat(StaleNan.is(read.values()[6])).isTrue();
  }

  @Test
  void gaugesOfFloatHistogramsAreRead() {
    var read = decode(ChunkDecoder.FLOAT_HISTOGRAM, FLOAT_HISTOGRAM);
    assertHistograms(read, 0.5, ResetHint.GAUGE);
    assertThat(read.size()).isEqualTo(6);
  }

  @Test
  void histogramsAreReadWithStartTimestamps() {
    var read = decode(ChunkDecoder.HISTOGRAM_STARTS, HISTOGRAM_STARTS);
    assertHistograms(read, 0, ResetHint.UNKNOWN);
    for (int i = 0; i < 6; i++) {
      assertThat(read.starts()[i]).isEqualTo(START - 1_000_000 + i / 3 * 1_000);
    }
  }

  @Test
  void customBucketsAreRead() {
    var read = decode(ChunkDecoder.HISTOGRAM, CUSTOM);
    assertThat(read.size()).isEqualTo(3);
    var last = read.histogram(2);
    assertThat(last.layout().customBounds()).containsExactly(-0.5, 0.25, 100_000);
    assertThat(last.layout().positive()).containsExactly(0, 1, 2);
    assertThat(last.buckets()).containsExactly(3, 3, 3);
    assertThat(last.count()).isEqualTo(9);
  }

  @Test
  void anUnknownEncodingIsRefused() {
    assertThatThrownBy(() -> decode(9, XOR2))
        .isInstanceOf(CorruptionException.class)
        .hasMessageContaining("chunk encoding: 9 (expected: 1 to 6)");
  }

  @SeededTest(seeds = 500)
  void damagedChunksGiveSamplesOrSayWhatIsWrong(Random random) {
    var all =
        new String[] {XOR2, XOR2_STARTS, HISTOGRAM, FLOAT_HISTOGRAM, HISTOGRAM_STARTS, CUSTOM};
    byte[] bytes = HexFormat.of().parseHex(all[random.nextInt(all.length)]);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    var cut = Arrays.copyOf(bytes, random.nextInt(4, bytes.length + 1));
    try {
      assertThat(decode(random.nextInt(1, 7), cut).size()).isLessThan(1 << 16);
    } catch (CorruptionException e) {
      assertThat(e.offset()).isBetween(0L, cut.length + 9L);
    }
  }
}
