package io.tocsin.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Directory;
import io.tocsin.notify.receivers.ChannelMaker;
import io.tocsin.notify.receivers.ChannelReader;
import io.tocsin.notify.template.NotifyTemplates;
import java.io.Closeable;
import java.io.IOException;

/// Every way out that this program knows: how its configuration is read, what sends, and the outbox
/// that keeps what was sent. Safe for use by many threads.
public final class Channels implements Integrations, Closeable {
  private final ChannelMaker maker;

  private Channels(ChannelMaker maker) {
    this.maker = maker;
  }

  /// Returns what reads receivers.
  public static ReceiverReader reader(LocalFiles files) {
    return new ChannelReader(files);
  }

  /// Opens the outbox, and what digests have collected, in a directory of their own.
  ///
  /// @param externalUrl under which people reach this program
  /// @throws IOException if it cannot be read or written
  public static Channels open(
      Directory directory, HttpSurroundings http, String externalUrl, PrometheusRegistry metrics)
      throws IOException {
    return new Channels(
        ChannelMaker.open(directory, http, externalUrl, metrics, NotifyTemplates::loadFiles));
  }

  @Override
  public Built build(AlertmanagerConfig config) {
    return maker.build(config);
  }

  public Outbox outbox() {
    return maker.outbox();
  }

  @Override
  public void close() throws IOException {
    maker.close();
  }
}
