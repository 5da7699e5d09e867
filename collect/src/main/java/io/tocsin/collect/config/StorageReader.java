package io.tocsin.collect.config;

import io.tocsin.kit.YamlSection;
import java.util.Set;

/// Reads `storage` and `runtime`.
final class StorageReader {
  private final ReadContext context;

  StorageReader(ReadContext context) {
    this.context = context;
  }

  /// As many as a ring of them can hold.
  private static final int EXEMPLARS_MAX = 1 << 24;

  /// As Prometheus has it where the file does not say.
  private static final int EXEMPLARS_DEFAULT = 100_000;

  /// What is kept, 0 where the file does not say, how late a sample may be, and which part of the
  /// series must have ended for them to leave memory early, -1 where it does not.
  record Storage(
      long retentionMillis,
      long retentionBytes,
      long outOfOrderMillis,
      double staleThreshold,
      int maxExemplars) {
    static final Storage UNSET = new Storage(0, 0, -1, -1, EXEMPLARS_DEFAULT);

    private Storage withMaxExemplars(int most) {
      return new Storage(retentionMillis, retentionBytes, outOfOrderMillis, staleThreshold, most);
    }
  }

  private record Retention(long millis, long bytes) {}

  Storage read(YamlSection root) {
    if (root.has("runtime")) {
      var runtime = root.require("runtime").section();
      runtime.integer("gogc", 75);
      runtime.done();
    }
    if (!root.has("storage")) {
      return Storage.UNSET;
    }
    var storage = root.require("storage").section();
    int maxExemplars =
        storage.has("exemplars")
            ? maxExemplars(storage.require("exemplars").section())
            : EXEMPLARS_DEFAULT;
    var tsdb = storage.has("tsdb") ? tsdb(storage.require("tsdb").section()) : Storage.UNSET;
    storage.done();
    return tsdb.withMaxExemplars(maxExemplars);
  }

  /// Less than none are none, as in Prometheus.
  private static int maxExemplars(YamlSection section) {
    long most = section.integer("max_exemplars", 0);
    if (most > EXEMPLARS_MAX) {
      throw section.require("max_exemplars").refuse("at most " + EXEMPLARS_MAX);
    }
    section.done();
    return (int) Math.max(0, most);
  }

  private Storage tsdb(YamlSection tsdb) {
    long outOfOrder = tsdb.durationMillis("out_of_order_time_window", -1);
    double stale = tsdb.number("stale_series_compaction_threshold", -1);
    if (tsdb.has("stale_series_compaction_threshold") && !(stale >= 0 && stale <= 1)) {
      throw tsdb.require("stale_series_compaction_threshold").refuse("0 to 1");
    }
    if (tsdb.has("chunk_encoding")) {
      var encoding = tsdb.require("chunk_encoding").section();
      if (encoding.has("floats")) {
        ReadContext.oneOf(encoding.require("floats"), Set.of("xor", "xor2"));
      }
      encoding.done();
    }
    // Written with dots by those who have the flags' names in mind.
    var retention =
        new Retention(tsdb.durationMillis("retention.time", 0), tsdb.bytes("retention.size", 0));
    if (tsdb.has("retention")) {
      retention = retention(tsdb.require("retention").section());
    }
    tsdb.done();
    return new Storage(retention.millis, retention.bytes, outOfOrder, stale, EXEMPLARS_DEFAULT);
  }

  private Retention retention(YamlSection section) {
    double percentage = section.number("percentage", 0);
    if (!(percentage >= 0 && percentage <= 100)) {
      throw section.require("percentage").refuse("0 to 100");
    }
    context.unsupported(section, "percentage");
    var retention = new Retention(section.durationMillis("time", 0), section.bytes("size", 0));
    section.done();
    return retention;
  }
}
