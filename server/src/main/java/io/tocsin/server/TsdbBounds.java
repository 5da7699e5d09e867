package io.tocsin.server;

import io.tocsin.collect.PrometheusConfig;
import io.tocsin.kit.ByteSize;
import io.tocsin.tsdb.TsdbOptions;

/// What bounds the series store: options first, then `storage` of the configuration file, then the
/// defaults.
record TsdbBounds(
    long retentionMillis,
    long retentionBytes,
    long outOfOrderMillis,
    double staleShare,
    int maxExemplars) {
  private static final String TIME = "storage.tsdb.retention.time";
  private static final String SIZE = "storage.tsdb.retention.size";
  private static final String OUT_OF_ORDER = "storage.tsdb.out-of-order-time-window";

  static TsdbBounds of(Settings settings, PrometheusConfig file) {
    boolean time = file.retentionMillis() > 0 && !settings.has(TIME);
    boolean size = file.retentionBytes() > 0 && !settings.has(SIZE);
    boolean late = file.outOfOrderMillis() >= 0 && !settings.has(OUT_OF_ORDER);
    return new TsdbBounds(
        time ? file.retentionMillis() : settings.millis(TIME, ServeOptions.defaultOf(TIME)),
        size ? file.retentionBytes() : bytes(settings),
        late
            ? file.outOfOrderMillis()
            : settings.millis(OUT_OF_ORDER, ServeOptions.defaultOf(OUT_OF_ORDER)),
        file.staleThreshold() >= 0 ? file.staleThreshold() : TsdbOptions.defaults().staleShare(),
        file.maxExemplars());
  }

  private static long bytes(Settings settings) {
    try {
      return ByteSize.parse(settings.text(SIZE, ServeOptions.defaultOf(SIZE)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(SIZE + ": " + e.getMessage());
    }
  }

  TsdbOptions on(TsdbOptions options) {
    return options
        .withRetentionMillis(retentionMillis)
        .withRetentionBytes(retentionBytes)
        .withOutOfOrderMillis(outOfOrderMillis)
        .withStaleShare(staleShare)
        .withMaxExemplars(maxExemplars);
  }
}
