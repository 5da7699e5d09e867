package io.tocsin.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.SeededTest;
import java.util.Arrays;
import java.util.Random;

/// Chunks of native histograms and of samples with start timestamps.
class RunCodecTest {
  private static SampleBuffer decoded(SampleBuffer samples, long min, long max) {
    var out = new SampleBuffer();
    for (int start = 0; start < samples.size(); ) {
      var bytes = new ByteWriter(64);
      int most = Math.min(samples.size(), start + ChunkCodec.SAMPLES_MAX);
      var chunk = RunCodec.encodeWhole(samples, start, RunCodec.end(samples, start, most), bytes);
      bytes.u8(0x5a);
      var in = SegmentReader.of(bytes.toByteArray());
      RunCodec.decode(new RunCodec.Source(chunk.type(), chunk.count(), in, in), min, max, out);
      assertThat(in.u8()).as("the chunk ends where it ends").isEqualTo(0x5a);
      start += chunk.count();
    }
    return out;
  }

  private static long[] bits(SampleBuffer samples) {
    var bits = new long[samples.size()];
    Arrays.setAll(bits, i -> Histograms.bits(samples, i));
    return bits;
  }

  private static long[] times(SampleBuffer samples) {
    return Arrays.copyOf(samples.timestamps(), samples.size());
  }

  @SeededTest(seeds = 60)
  void samplesComeBackAsTheyWere(Random random) {
    var samples = Histograms.run(random, random.nextInt(1, 700));
    var found = decoded(samples, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(times(found)).isEqualTo(times(samples));
    assertThat(bits(found)).isEqualTo(bits(samples));
    for (int i = 0; i < samples.size(); i++) {
      var histogram = samples.histogram(i);
      if (histogram != null && histogram.hint() == ResetHint.RESET) {
        assertThat(found.histogram(i)).isEqualTo(histogram);
      }
    }
  }

  @SeededTest(seeds = 20)
  void aRangeOfThemIsWhatLiesInIt(Random random) {
    var samples = Histograms.run(random, random.nextInt(1, 300));
    long min = samples.timestamps()[random.nextInt(samples.size())];
    long max = samples.timestamps()[random.nextInt(samples.size())];
    var expected = new SampleBuffer();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.timestamps()[i] >= min && samples.timestamps()[i] <= max) {
        expected.addFrom(samples, i);
      }
    }
    var found = decoded(samples, min, max);
    assertThat(times(found)).isEqualTo(times(expected));
    assertThat(bits(found)).isEqualTo(bits(expected));
  }

  @SeededTest(seeds = 30)
  void damagedBytesAreAnAnswerOrCorruptionAndNothingElse(Random random) {
    var samples = Histograms.run(random, random.nextInt(1, 60));
    var bytes = new ByteWriter(64);
    var chunk = RunCodec.encodeWhole(samples, 0, RunCodec.end(samples, 0, samples.size()), bytes);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = Arrays.copyOf(bytes.array(), random.nextInt(bytes.size() + 1));
      for (int flips = 1 + random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
        int near = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 40);
        damaged[random.nextInt(near)] ^= (byte) (1 << random.nextInt(8));
      }
      var in = SegmentReader.of(damaged);
      try {
        var source = new RunCodec.Source(chunk.type(), chunk.count(), in, in);
        RunCodec.decode(source, Long.MIN_VALUE, Long.MAX_VALUE, new SampleBuffer());
      } catch (CorruptionException e) {
        assertThat(e).hasMessageContaining("offset");
      }
    }
  }

  @SeededTest(seeds = 20)
  void runsThatAreMergedSayNothingOfHistogramsThatAreNotBeforeThem(Random random) {
    var samples =
        decoded(Histograms.run(random, random.nextInt(2, 200)), Long.MIN_VALUE, Long.MAX_VALUE);
    var merged = new SampleBuffer();
    var late = new SampleBuffer();
    for (int i = 0; i < samples.size(); i++) {
      (random.nextInt(4) == 0 ? late : merged).addFrom(samples, i);
    }
    int second = merged.size();
    for (int i = 0; i < late.size(); i++) {
      merged.addFrom(late, i);
    }
    // What was torn apart is brought together: every hint has to be of its neighbour again.
    SampleRuns.interleave(merged, 0, second);
    assertThat(times(merged)).isEqualTo(times(samples));
    assertThat(bits(merged)).isEqualTo(bits(samples));
    SampleRuns.remove(merged, 0, time -> (time & 7) == 0);
    bits(merged);
  }
}
