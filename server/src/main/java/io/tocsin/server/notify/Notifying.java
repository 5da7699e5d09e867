package io.tocsin.server.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.AlertingParts;
import io.tocsin.api.StatusSource;
import io.tocsin.api.WebhookSecrets;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.kit.Resources;
import io.tocsin.model.Events;
import io.tocsin.notify.Alertmanager;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.AlertmanagerParts;
import io.tocsin.notify.Channels;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.server.Version;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Alertmanager with its configuration file and its outbox.
public final class Notifying implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifying.class);

  private final Resources opened = new Resources();
  private final @Nullable Path file;
  private final Alertmanager alertmanager;
  private final Channels channels;
  private final Clock clock;

  /// Where things are.
  ///
  /// @param file the configuration; null for one receiver whose notifications are only kept
  /// @param state what is kept: silences, what was sent, acknowledgements
  /// @param outbox the latest notifications with their answers
  public record Place(@Nullable Path file, Path state, Path outbox) {}

  private Notifying(
      Place place, AlertmanagerOptions options, Clock clock, PrometheusRegistry metrics)
      throws IOException {
    this.file = place.file();
    this.clock = clock;
    var config = read(file, options.matchers());
    try {
      var http = new HttpSurroundings(LocalFiles.disk(), clock, "Tocsin/" + Version.current());
      channels =
          opened.add(Channels.open(folder(place.outbox()), http, options.externalUrl(), metrics));
      var parts = new AlertmanagerParts(folder(place.state()), channels, clock, metrics);
      alertmanager = opened.add(Alertmanager.open(parts, options, config));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Opens everything and begins to send.
  ///
  /// @throws IOException if a file or folder cannot be read or written
  /// @throws io.tocsin.kit.ConfigException if the configuration is refused
  public static Notifying open(
      Place place, AlertmanagerOptions options, Clock clock, PrometheusRegistry metrics)
      throws IOException {
    return new Notifying(place, options, clock, metrics);
  }

  private static Directory folder(Path path) throws IOException {
    Files.createDirectories(path);
    return FsDirectory.open(path);
  }

  private static AlertmanagerConfig read(@Nullable Path file, MatcherSyntax matchers)
      throws IOException {
    if (file == null) {
      return AlertmanagerConfig.standard();
    }
    try {
      return check(file.toString(), Files.readString(file), matchers);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: an alertmanager.yml)", e);
    }
  }

  /// Reads a configuration without putting it in force.
  ///
  /// @throws io.tocsin.kit.ConfigException if it is refused
  public static AlertmanagerConfig check(String file, String text, MatcherSyntax matchers) {
    return AlertmanagerConfig.parse(file, text, matchers, Channels.reader(LocalFiles.disk()));
  }

  /// Reads the configuration again and puts it in force.
  ///
  /// @throws IllegalArgumentException if it is bad; the old one stays in force
  public void reload() {
    if (file == null) {
      return;
    }
    try {
      alertmanager.reload(read(file, alertmanager.options().matchers()));
      LOG.atInfo().addKeyValue("file", file).log("reloaded configuration");
    } catch (IOException e) {
      alertmanager.refused();
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      alertmanager.refused();
      throw e;
    }
  }

  /// Returns what tells of a change of the file: its text, or why there is none.
  public String mark() {
    if (file == null) {
      return "";
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Returns who takes alerts.
  public Alertmanager alertmanager() {
    return alertmanager;
  }

  /// Returns the ways out, with the outbox.
  public Channels channels() {
    return channels;
  }

  /// Returns what the API is given.
  ///
  /// @param events what happened; null where it is not kept
  /// @param webhooks what those who tell events by webhook prove themselves with
  public AlertingParts parts(
      AlertingParts.Member member, @Nullable Events events, WebhookSecrets webhooks) {
    return new AlertingParts(
        alertmanager,
        alertmanager.options().matchers(),
        channels.outbox(),
        events,
        member,
        new StatusSource.Build(Version.current(), AlertingParts.COMPATIBLE, "", ""),
        alertmanager.startedMillis(),
        clock,
        webhooks);
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
