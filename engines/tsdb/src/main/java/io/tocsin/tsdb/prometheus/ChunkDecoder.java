package io.tocsin.tsdb.prometheus;

import io.tocsin.model.SampleBuffer;

/// Decodes chunks of every encoding that Prometheus writes.
final class ChunkDecoder {
  static final int XOR = 1;
  static final int HISTOGRAM = 2;
  static final int FLOAT_HISTOGRAM = 3;
  static final int XOR2 = 4;
  static final int HISTOGRAM_STARTS = 5;
  static final int FLOAT_HISTOGRAM_STARTS = 6;

  private static final int STARTS_COUNT_MASK = 0x3fff;

  private final BitInput in = new BitInput();
  private final XorReader xor = new XorReader();
  private final Xor2Reader xor2 = new Xor2Reader();
  private final HistogramReader histograms = new HistogramReader();

  /// Appends the samples of the chunk whose data stands in the array, with [BitInput#SLACK] behind.
  ///
  /// @throws io.tocsin.kit.CorruptionException with the offset in the array
  void decode(int encoding, byte[] bytes, int start, int end, SampleBuffer out) {
    in.reset(bytes, start, end);
    int before = out.size();
    int count = (int) in.bits(16);
    switch (encoding) {
      case XOR -> {
        expectRoom(count);
        xor.read(in, count, out);
      }
      case XOR2 -> xor2.read(in, count, (int) in.bits(8), out);
      case HISTOGRAM -> histograms.readWhole(in, head(count), out);
      case FLOAT_HISTOGRAM -> histograms.readFloats(in, head(count), out);
      case HISTOGRAM_STARTS -> histograms.readWhole(in, headWithStarts(count), out);
      case FLOAT_HISTOGRAM_STARTS -> histograms.readFloats(in, headWithStarts(count), out);
      default -> throw in.corrupt("chunk encoding: " + encoding + " (expected: 1 to 6)");
    }
    for (int i = before + 1; i < out.size(); i++) {
      if (out.timestamps()[i - 1] >= out.timestamps()[i]) {
        throw in.corrupt("time: " + out.timestamps()[i] + " (expected: ascending)");
      }
    }
  }

  /// Every sample takes two bits, so that a damaged count makes no large buffer.
  private void expectRoom(int count) {
    if (count > in.remaining()) {
      throw in.corrupt("samples: " + count + " (expected: as many as there is room for)");
    }
  }

  private HistogramReader.Head head(int count) {
    return new HistogramReader.Head(count, (int) in.bits(8), false, 0);
  }

  /// Here the flags share two bytes with the count.
  private HistogramReader.Head headWithStarts(int count) {
    return new HistogramReader.Head(count & STARTS_COUNT_MASK, count >>> 8, true, (int) in.bits(8));
  }
}
