package io.tocsin.notify.receivers;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Directory;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.Integrations;
import io.tocsin.notify.Outbox;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes what sends, and keeps what outlives a configuration: the outbox and what digests have
/// collected. Safe for use by many threads.
public final class ChannelMaker implements Integrations, Closeable {
  private static final int OUTBOX_ENTRIES = 5_000;
  private static final long OUTBOX_BYTES = 32 << 20;

  private final BuiltChannels.Stores stores;
  private final ServiceIntegration.Surroundings around;
  private final TemplateSource.Loader templates;

  private ChannelMaker(
      BuiltChannels.Stores stores,
      ServiceIntegration.Surroundings around,
      TemplateSource.Loader templates) {
    this.stores = stores;
    this.around = around;
    this.templates = templates;
  }

  /// Opens what is kept in a directory.
  ///
  /// @param externalUrl under which people reach this program
  /// @throws IOException if it cannot be read or written
  public static ChannelMaker open(
      Directory directory,
      HttpSurroundings http,
      String externalUrl,
      PrometheusRegistry registry,
      TemplateSource.Loader templates)
      throws IOException {
    var metrics = new OutboxMetrics(registry);
    var stores =
        new BuiltChannels.Stores(
            OutboxStore.open(directory, OUTBOX_ENTRIES, OUTBOX_BYTES, metrics),
            DigestStore.open(directory, metrics));
    var around = new ServiceIntegration.Surroundings(http, externalUrl);
    return new ChannelMaker(stores, around, templates);
  }

  @Override
  public Built build(AlertmanagerConfig config) {
    var loaded = templates.load(config.templates(), around.externalUrl());
    return new BuiltChannels(config, loaded, stores, around);
  }

  /// Copies the files of the outbox and of digests as they are now into another directory.
  public void copy(Directory to) throws IOException {
    stores.outbox().copy(to);
    stores.digests().copy(to);
    to.syncNames();
  }

  /// Returns the names of the files in a directory that nobody has open.
  public static List<String> files(Directory directory) throws IOException {
    var names = new ArrayList<>(RecordFiles.names(directory, OutboxStore.PREFIX));
    names.addAll(RecordFiles.names(directory, DigestStore.PREFIX));
    return names;
  }

  /// Says what is wrong with the files in a directory that nobody has open; nothing if all is well.
  public static List<String> verify(Directory directory) throws IOException {
    var found = new ArrayList<>(RecordFiles.verify(directory, OutboxStore.PREFIX));
    found.addAll(RecordFiles.verify(directory, DigestStore.PREFIX));
    return found;
  }

  public Outbox outbox() {
    return stores.outbox();
  }

  @Override
  public void close() throws IOException {
    try (var outbox = stores.outbox();
        var digests = stores.digests()) {
      assert outbox != null && digests != null;
    }
  }
}
