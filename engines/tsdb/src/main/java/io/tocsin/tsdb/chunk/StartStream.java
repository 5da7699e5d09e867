package io.tocsin.tsdb.chunk;

/// Since when the counters of a chunk's samples count, beside the samples' timestamps.
final class StartStream {
  private static final int OF_START = 0;
  private static final int OF_SAMPLE = 1;

  private StartStream() {}

  static void write(long[] starts, long[] timestamps, int from, int count, ByteWriter out) {
    var ofStart = new long[count - 1];
    var ofSample = new long[count - 1];
    for (int i = 1; i < count; i++) {
      ofStart[i - 1] = starts[from + i] - starts[from + i - 1];
      ofSample[i - 1] = starts[from + i] - timestamps[from + i - 1];
    }
    var startPlan = Residuals.plan(ofStart, count - 1);
    var samplePlan = Residuals.plan(ofSample, count - 1);
    boolean anew = samplePlan.bits() < startPlan.bits();
    out.u8(anew ? OF_SAMPLE : OF_START);
    out.zigzag(starts[from] - timestamps[from]);
    Residuals.write(anew ? samplePlan : startPlan, anew ? ofSample : ofStart, count - 1, out);
  }

  /// Reads as many starts as `out` has room for, to timestamps that begin at index `at`.
  static void read(SegmentReader in, long[] timestamps, int at, long[] out) {
    int kind = in.u8();
    if (kind > OF_SAMPLE) {
      throw in.corrupt("kind of starts: " + kind + " (expected: 0 or 1)");
    }
    out[0] = timestamps[at] + in.zigzag();
    Residuals.read(in, out.length - 1, out, 1);
    for (int i = 1; i < out.length; i++) {
      out[i] += kind == OF_SAMPLE ? timestamps[at + i - 1] : out[i - 1];
    }
  }
}
