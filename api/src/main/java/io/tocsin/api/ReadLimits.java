package io.tocsin.api;

/// What remote read may ask for at most.
///
/// @param concurrency requests that are answered at the same time; more wait
/// @param samples of one query that is not streamed; 0 for any number
/// @param frameBytes of one part of a streamed answer, about
public record ReadLimits(int concurrency, long samples, int frameBytes) {
  /// Prometheus' own.
  public static final ReadLimits PROMETHEUS = new ReadLimits(10, 50_000_000, 1 << 20);

  public ReadLimits {
    if (concurrency <= 0 || samples < 0 || frameBytes <= 0) {
      throw new IllegalArgumentException(
          "read limits: "
              + concurrency
              + ", "
              + samples
              + ", "
              + frameBytes
              + " (expected: > 0, at least 0, > 0)");
    }
  }
}
