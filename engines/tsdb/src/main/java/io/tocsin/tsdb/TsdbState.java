package io.tocsin.tsdb;

/// Whether the store takes samples and can read what it has, and the reason where it does not
/// (empty when all is well).
public record TsdbState(Mode mode, String reason) {
  public enum Mode {
    OK,
    /// Samples are taken, but some of those stored earlier cannot be read.
    DAMAGED,
    READ_ONLY
  }

  static final TsdbState OK = new TsdbState(Mode.OK, "");
}
