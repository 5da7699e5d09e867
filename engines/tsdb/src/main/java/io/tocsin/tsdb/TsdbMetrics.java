package io.tocsin.tsdb;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.ExemplarOutcome;
import io.tocsin.model.Appender.Outcome;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

/// Everything the store counts.
final class TsdbMetrics {
  final Counter tornTails;
  final Counter damages;
  final Counter checkpointDamages;
  final Counter checkpoints;
  final Counter checkpointFailures;
  final Counter blocksCut;
  final Counter blocksDeleted;
  final Counter compactions;
  final Counter compactionFailures;
  final Counter staleSeries;
  final Counter deletions;
  final Counter blocksDamaged;
  final Counter logFailures;
  final Counter logRecoveries;
  final Counter snapshots;
  final Counter seriesDropped;
  private final PrometheusRegistry registry;

  TsdbMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    tornTails =
        counter("tocsin_tsdb_wal_torn_tails_total", "Torn ends cut off the log at a start.");
    damages = counter("tocsin_tsdb_wal_damages_total", "Damaged log segments found and set aside.");
    checkpointDamages =
        counter("tocsin_tsdb_checkpoint_damages_total", "Damaged checkpoints found and set aside.");
    checkpoints = counter("tocsin_tsdb_checkpoints_total", "Checkpoints written.");
    checkpointFailures =
        counter("tocsin_tsdb_maintenance_failures_total", "Rounds of maintenance that failed.");
    blocksCut = counter("tocsin_tsdb_blocks_cut_total", "Blocks written from the head.");
    blocksDeleted =
        Counter.builder()
            .name("tocsin_tsdb_blocks_deleted_total")
            .help("Blocks deleted because of the retention by time or size.")
            .labelNames("reason")
            .register(registry);
    compactions = counter("tocsin_tsdb_compactions_total", "Merges of blocks to a larger one.");
    compactionFailures =
        counter("tocsin_tsdb_compaction_failures_total", "Rounds of compaction that failed.");
    blocksDamaged =
        counter("tocsin_tsdb_blocks_damaged_total", "Damaged blocks found and set aside.");
    logFailures =
        counter("tocsin_tsdb_wal_failures_total", "Times the log could not be written any more.");
    logRecoveries = counter("tocsin_tsdb_wal_recoveries_total", "Times it could be written again.");
    deletions = counter("tocsin_tsdb_deletions_total", "Calls that deleted samples.");
    snapshots = counter("tocsin_tsdb_snapshots_total", "Snapshots written.");
    staleSeries =
        counter(
            "tocsin_tsdb_stale_series_cut_total",
            "Series moved to blocks early because they had ended.");
    seriesDropped = counter("tocsin_tsdb_head_series_dropped_total", "Series that left the head.");
  }

  private Counter counter(String name, String help) {
    return Counter.builder().name(name).help(help).register(registry);
  }

  void refused(ToLongFunction<Outcome> count) {
    CounterWithCallback.builder()
        .name("tocsin_tsdb_samples_refused_total")
        .help("Samples not taken in, by what is wrong with them.")
        .labelNames("reason")
        .callback(callback -> {
          for (var outcome : Outcome.values()) {
            if (outcome != Outcome.ACCEPTED) {
              var reason = outcome.name().toLowerCase(Locale.ROOT);
              callback.call((double) count.applyAsLong(outcome), reason);
            }
          }
        })
        .register(registry);
  }

  void judgedExemplars(ToLongFunction<ExemplarOutcome> count) {
    CounterWithCallback.builder()
        .name("tocsin_tsdb_exemplars_appended_total")
        .help("Exemplars that were appended, by what became of them.")
        .labelNames("outcome")
        .callback(callback -> {
          for (var outcome : ExemplarOutcome.values()) {
            var text = outcome.name().toLowerCase(Locale.ROOT);
            callback.call((double) count.applyAsLong(outcome), text);
          }
        })
        .register(registry);
  }

  void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  void counter(String name, String help, DoubleSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }
}
