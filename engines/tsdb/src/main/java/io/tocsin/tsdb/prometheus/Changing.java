package io.tocsin.tsdb.prometheus;

/// A number of which only its changes are written.
@FunctionalInterface
interface Changing {
  /// Moves on to the next sample's.
  void read(BitInput in);
}
