package io.tocsin.tsdb.chunk;

import io.tocsin.model.Histogram.ResetHint;

/// Hints of histograms as two bits. Stateless.
public final class HintCodec {
  private HintCodec() {}

  public static int code(ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> 0;
      case RESET -> 1;
      case NOT_RESET -> 2;
      case GAUGE -> 3;
    };
  }

  /// Returns the hint that the lowest two bits say.
  public static ResetHint hint(int bits) {
    return switch (bits & 3) {
      case 0 -> ResetHint.UNKNOWN;
      case 1 -> ResetHint.RESET;
      case 2 -> ResetHint.NOT_RESET;
      default -> ResetHint.GAUGE;
    };
  }
}
