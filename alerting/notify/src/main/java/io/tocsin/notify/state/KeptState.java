package io.tocsin.notify.state;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.model.Labels;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.Silence;
import io.tocsin.notify.Silences;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that is kept, in one log.
public final class KeptState implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);

  private final SilenceStore silences;
  private final NotificationLog notifications;
  private final AcknowledgementLog acknowledgements;
  private final StateLog log;
  private final StateMetrics metrics;

  private KeptState(
      SilenceStore silences,
      NotificationLog notifications,
      AcknowledgementLog acknowledgements,
      StateLog log,
      StateMetrics metrics) {
    this.silences = silences;
    this.notifications = notifications;
    this.acknowledgements = acknowledgements;
    this.log = log;
    this.metrics = metrics;
  }

  /// Opens what a directory of its own keeps.
  ///
  /// @throws IOException if it cannot be read or written, or is in use
  public static KeptState open(
      Directory directory, AlertmanagerOptions options, Clock clock, PrometheusRegistry registry)
      throws IOException {
    var silences = new SilenceStore(clock, options);
    var notifications = new NotificationLog(clock, options);
    var acknowledgements = new AcknowledgementLog();
    var log = StateLog.open(directory, List.of(silences, notifications, acknowledgements));
    silences.keepIn(log);
    notifications.keepIn(log);
    acknowledgements.keepIn(log);
    var metrics = new StateMetrics(registry, silences, clock);
    return new KeptState(silences, notifications, acknowledgements, log, metrics);
  }

  public Silences silences() {
    return silences;
  }

  public NotificationLog notifications() {
    return notifications;
  }

  public AcknowledgementLog acknowledgements() {
    return acknowledgements;
  }

  /// Returns a number that changes when a silence may cover more alerts than before.
  public long silencesVersion() {
    return silences.snapshot().version();
  }

  /// Returns the silences that cover these labels, now or later.
  public List<Silence> covering(Labels labels, long nowMillis) {
    var found = new ArrayList<Silence>();
    for (var silence : silences.snapshot().list()) {
      if (silence.state(nowMillis) != Silence.State.EXPIRED && silence.matches(labels)) {
        found.add(silence);
      }
    }
    return found;
  }

  /// Forgets what is of no use any more and writes the log anew.
  public void maintain() {
    try {
      int silent = silences.forget();
      int sent = notifications.forget();
      long size = log.rewrite();
      metrics.maintained(size);
      LOG.atDebug()
          .addKeyValue("silences", silent)
          .addKeyValue("notifications", sent)
          .addKeyValue("bytes", size)
          .log("forgot old state");
    } catch (IOException | RuntimeException e) {
      metrics.failed();
      LOG.atError().addKeyValue("reason", e.getMessage()).log("cannot rewrite the state's log");
    }
  }

  /// Copies the files of the state, with everything acknowledged in them, into a directory.
  public void copy(Directory to) throws IOException {
    log.copy(to);
  }

  /// Returns the names of the state's files in a directory that nobody has open.
  public static List<String> files(Directory directory) throws IOException {
    return StateLog.files(directory);
  }

  /// Says what is wrong with the files in a directory that nobody has open.
  public static List<String> verify(Directory directory) throws IOException {
    return StateLog.verify(directory);
  }

  @Override
  public void close() throws IOException {
    metrics.close();
    log.close();
  }
}
