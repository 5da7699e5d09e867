package io.tocsin.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Directory;
import io.tocsin.notify.receivers.BuiltChannels;
import io.tocsin.notify.receivers.ChannelMaker;
import io.tocsin.notify.receivers.ChannelReader;
import io.tocsin.notify.template.NotifyTemplates;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

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

  /// Refuses what only the whole configuration tells: a digest for a receiver that is not there.
  ///
  /// @throws io.tocsin.kit.ConfigException naming the receiver
  public static void check(AlertmanagerConfig config) {
    BuiltChannels.check(config);
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

  /// Returns what a template becomes over a notification, for people who write templates.
  ///
  /// @param patterns of template files, beside the default ones
  /// @param html whether what comes from the notification is escaped
  /// @param externalUrl under which people reach this program
  /// @throws io.tocsin.kit.ConfigException if a file cannot be read or parsed
  /// @throws io.tocsin.kit.TemplateException if the template does not parse, or fails
  public static String render(
      List<String> patterns,
      String template,
      boolean html,
      Notification notification,
      String externalUrl) {
    var templates = NotifyTemplates.loadFiles(patterns, externalUrl);
    return html
        ? templates.expandHtml(template, notification)
        : templates.expandText(template, notification);
  }

  @Override
  public Built build(AlertmanagerConfig config) {
    return maker.build(config);
  }

  /// Copies the files of the outbox and of digests, as they are now, into a directory: for backups.
  public void copy(Directory to) throws IOException {
    maker.copy(to);
  }

  /// Returns the names of the files in a directory that nobody has open.
  public static List<String> files(Directory directory) throws IOException {
    return ChannelMaker.files(directory);
  }

  /// Says what is wrong with the files in a directory that nobody has open; nothing if all is well.
  public static List<String> verify(Directory directory) throws IOException {
    return ChannelMaker.verify(directory);
  }

  public Outbox outbox() {
    return maker.outbox();
  }

  @Override
  public void close() throws IOException {
    maker.close();
  }
}
