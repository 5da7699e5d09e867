package io.tocsin.collect.config;

/// What a scrape and a pool may have at most; 0 for no limit.
///
/// @param bodyBytes of the uncompressed response
/// @param samples after metric relabelling
/// @param labels of one sample
/// @param labelNameLength in characters of UTF-8, that is bytes
/// @param labelValueLength in bytes
/// @param targets of a pool after relabelling
/// @param keepDropped how many dropped targets are kept to be shown
public record Limits(
    long bodyBytes,
    long samples,
    long labels,
    long labelNameLength,
    long labelValueLength,
    long targets,
    long keepDropped) {
  public static final Limits NONE = new Limits(0, 0, 0, 0, 0, 0, 0);

  /// Tells whether every sample's labels must be looked at.
  public boolean limitsLabels() {
    return labels > 0 || labelNameLength > 0 || labelValueLength > 0;
  }
}
