package io.tocsin.tsdb;

import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.exemplars.ExemplarStore;
import io.tocsin.tsdb.metadata.MetadataStore;
import io.tocsin.tsdb.wal.SideRecords;

/// What is kept beside series and samples. Safe for use by many threads.
record SideStores(ExemplarStore exemplars, MetadataStore metadata) implements SideRecords {
  static SideStores of(TsdbOptions options) {
    var exemplars = new ExemplarStore(options.retention().exemplars(), options.outOfOrderMillis());
    return new SideStores(exemplars, new MetadataStore());
  }

  void register(TsdbMetrics metrics) {
    metrics.gauge("tocsin_tsdb_exemplars", "Exemplars that are kept.", exemplars::size);
    metrics.gauge("tocsin_tsdb_exemplars_max", "Exemplars kept at most.", exemplars::most);
    metrics.gauge("tocsin_tsdb_exemplars_series", "Series with exemplars.", exemplars::series);
    metrics.gauge("tocsin_tsdb_exemplars_memory_bytes", "Memory of exemplars.", exemplars::bytes);
    metrics.gauge(
        "tocsin_tsdb_exemplars_first_timestamp_seconds",
        "Time of the exemplar that goes next.",
        () -> exemplars.firstMillis() / 1e3);
    metrics.judgedExemplars(exemplars::counted);
    metrics.gauge("tocsin_tsdb_metadata_families", "Metric families described.", metadata::size);
    metrics.counter(
        "tocsin_tsdb_metadata_dropped_total",
        "Descriptions of metric families that had to go for others.",
        metadata::dropped);
    metrics.counter(
        "tocsin_tsdb_metadata_refused_total",
        "Descriptions of metric families that were too long.",
        metadata::refused);
  }

  @Override
  public void exemplars(ByteReader in) {
    exemplars.read(in);
  }

  @Override
  public void metadata(ByteReader in) {
    metadata.read(in);
  }

  @Override
  public Pages exemplarPages() {
    return exemplars.snapshot()::next;
  }

  @Override
  public Pages metadataPages() {
    return metadata.snapshot()::next;
  }
}
