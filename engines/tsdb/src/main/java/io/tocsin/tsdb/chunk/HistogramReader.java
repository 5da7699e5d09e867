package io.tocsin.tsdb.chunk;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import java.util.Arrays;

/// Decodes what [HistogramWriter] writes. For one thread and one run.
final class HistogramReader {
  private static final int CELLS_MAX = 1 << 18;

  private final SegmentReader in;
  private final SampleBuffer stream = new SampleBuffer();
  private final BucketLayout[] layouts;
  private final int[][] positions;
  private final double[][] buckets;

  private HistogramReader(SegmentReader in, int count) {
    this.in = in;
    this.layouts = new BucketLayout[count];
    this.positions = new int[count][];
    this.buckets = new double[count][];
  }

  /// The count of a histogram without observations of NaN.
  static double total(double zeroCount, double[] buckets) {
    double total = zeroCount;
    for (double bucket : buckets) {
      total += bucket;
    }
    return total;
  }

  static Histogram[] read(SegmentReader in, int count) {
    if (count < 1 || count > ChunkCodec.SAMPLES_MAX) {
      throw in.corrupt("samples: " + count + " (expected: 1 to " + ChunkCodec.SAMPLES_MAX + ")");
    }
    return new HistogramReader(in, count).read();
  }

  private Histogram[] read() {
    int flags = in.u8();
    int length = in.count(in.remaining(), "length of layout");
    var union = LayoutCodec.read(new ByteReader(in.bytes(length), length, "layout"));
    if ((long) union.size() * layouts.length > CELLS_MAX) {
      throw in.corrupt("buckets: " + union.size() + " (expected: fewer)");
    }
    subsets(union);
    var hints = hints(flags);
    var counts = (flags & HistogramWriter.SUMMED) == 0 ? column() : new double[0];
    var sums = column();
    var zeros = union.isCustom() ? new double[layouts.length] : column();
    for (int bucket = 0; bucket < union.size(); bucket++) {
      decode();
      for (int i = 0; i < buckets.length; i++) {
        if (positions[i][bucket] >= 0) {
          buckets[i][positions[i][bucket]] = stream.values()[i];
        }
      }
    }
    var run = new Histogram[layouts.length];
    for (int i = 0; i < run.length; i++) {
      double count = counts.length > 0 ? counts[i] : total(zeros[i], buckets[i]);
      run[i] = new Histogram(layouts[i], hints[i], count, sums[i], zeros[i], buckets[i]);
    }
    return run;
  }

  private double[] column() {
    decode();
    return Arrays.copyOf(stream.values(), layouts.length);
  }

  private void decode() {
    stream.clear();
    ChunkCodec.decodeValues(in, layouts.length, stream);
  }

  private void subsets(BucketLayout union) {
    int subsets = in.count(layouts.length, "subsets");
    if (subsets == 0) {
      var all = new int[union.size()];
      Arrays.setAll(all, i -> i);
      fill(0, layouts.length, union, all);
      return;
    }
    int at = 0;
    for (int subset = 0; subset < subsets; subset++) {
      int samples = in.count(layouts.length - (long) at, "samples of a subset");
      subset(union, at, samples);
      at += samples;
    }
    if (at < layouts.length) {
      throw in.corrupt("samples of subsets: " + at + " (expected: " + layouts.length + ")");
    }
  }

  private void subset(BucketLayout union, int at, int samples) {
    var bitmap = in.bytes((union.size() + 7) >> 3);
    var own = new int[union.size()];
    int border = union.positive().length;
    var positive = new int[border];
    var negative = new int[union.negative().length];
    int size = 0;
    int below = 0;
    for (int i = 0; i < own.length; i++) {
      boolean has = (bitmap[i >> 3] >> (i & 7) & 1) != 0;
      if (has && i < border) {
        positive[size] = union.positive()[i];
      } else if (has) {
        negative[below++] = union.negative()[i - border];
      }
      own[i] = has ? size++ : -1;
    }
    positive = Arrays.copyOf(positive, size - below);
    negative = Arrays.copyOf(negative, below);
    var layout =
        union.isCustom()
            ? BucketLayout.custom(union.customBounds(), positive)
            : BucketLayout.exponential(union.schema(), union.zeroThreshold(), positive, negative);
    fill(at, samples, layout, own);
  }

  private void fill(int at, int samples, BucketLayout layout, int[] own) {
    for (int i = at; i < at + samples; i++) {
      layouts[i] = layout;
      positions[i] = own;
      buckets[i] = new double[layout.size()];
    }
  }

  private ResetHint[] hints(int flags) throws CorruptionException {
    var hints = new ResetHint[layouts.length];
    if ((flags & HistogramWriter.HINTS) != 0) {
      byte[] bits = in.bytes((hints.length + 3) >> 2);
      Arrays.setAll(hints, i -> HintCodec.hint(bits[i >> 2] >> (2 * (i & 3))));
    } else if ((flags & HistogramWriter.GAUGES) != 0) {
      Arrays.fill(hints, ResetHint.GAUGE);
    } else {
      Arrays.fill(hints, ResetHint.NOT_RESET);
      hints[0] = ResetHint.UNKNOWN;
    }
    return hints;
  }
}
