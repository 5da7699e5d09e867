package io.tocsin.tsdb;

/// How the store is, and what is wrong where something is (empty when nothing is).
public record TsdbState(Mode mode, String reason) {
  public enum Mode {
    OK,
    /// Samples are taken, but some of those stored earlier cannot be read and were set aside.
    DAMAGED,
    /// Takes no samples until it can write again; it looks by itself.
    READ_ONLY
  }

  static final TsdbState OK = new TsdbState(Mode.OK, "");
}
