package io.tocsin.tsdb;

/// Whether the store takes samples, and the reason where it does not (empty when it does).
public record TsdbState(Mode mode, String reason) {
  public enum Mode {
    OK,
    READ_ONLY
  }

  static final TsdbState OK = new TsdbState(Mode.OK, "");
}
