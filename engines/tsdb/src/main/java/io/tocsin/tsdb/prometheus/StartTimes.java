package io.tocsin.tsdb.prometheus;

/// Decoder of the start timestamps that newer chunks have behind each sample: the first on its own,
/// the others, from one on that the header names, as differences of their distance to the sample
/// before.
final class StartTimes {
  private boolean isFirstKnown;
  private int changedAt;
  private long distance;
  private long start;

  void clear(int header) {
    isFirstKnown = (header & 0x80) != 0;
    changedAt = header & 0x7f;
    distance = 0;
    start = 0;
  }

  /// Reads that of the sample at a position and returns it, 0 where there is none.
  ///
  /// @param time of the sample
  /// @param before time of the one before
  long read(BitInput in, int position, long time, long before) {
    if (position == 0) {
      start = isFirstKnown ? time - in.zigzag() : 0;
    } else if (changedAt > 0 && position >= changedAt) {
      long read = in.varbit();
      distance = position == changedAt ? read : distance + read;
      start = before - distance;
    }
    return start;
  }
}
