package io.tocsin.server.backup;

import io.tocsin.catalog.Catalog;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.notify.Alertmanager;
import io.tocsin.notify.Channels;
import io.tocsin.notify.EventStore;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The stores of the program: what a backup consists of. A new store adds itself to each method.
public final class Stores {
  /// The folder of the series store.
  public static final String SERIES = "tsdb";

  /// The folder of silences, acknowledgements and the log of what was sent.
  public static final String ALERTS = "alerting";

  /// The folder of the outbox and of what digests have collected.
  public static final String OUTBOX = "outbox";

  /// The folder of events.
  public static final String EVENTS = "events";

  /// The folder of users, dashboards and whatever else people change by hand.
  public static final String CATALOG = "catalog";

  private Stores() {}

  /// Returns the parts of a running server.
  ///
  /// @param beside what is kept beside the series
  public static List<BackupPart> running(Tsdb tsdb, BackupPart... beside) {
    var parts = new ArrayList<BackupPart>();
    parts.add(series(tsdb));
    parts.addAll(List.of(beside));
    return List.copyOf(parts);
  }

  /// Returns the silences, what was sent, and acknowledgements of a running server.
  public static BackupPart alerts(Alertmanager alertmanager) {
    return copied(ALERTS, alertmanager::copyState);
  }

  /// Returns the outbox and what digests have collected of a running server.
  public static BackupPart outbox(Channels channels) {
    return copied(OUTBOX, channels::copy);
  }

  /// Returns what people change by hand, of a running server.
  public static BackupPart catalog(Catalog catalog) {
    return new Part(CATALOG, staging -> catalog(staging, () -> catalog.copy(staging)));
  }

  /// Returns the events of a running server.
  public static BackupPart events(EventStore events) {
    return copied(EVENTS, events::copy);
  }

  private static BackupPart series(Tsdb tsdb) {
    return new Part(
        SERIES,
        staging -> {
          tsdb.snapshot(staging, true);
          return frozen(staging);
        });
  }

  private static BackupPart.Frozen catalog(Path staging, Runnable copying) throws IOException {
    delete(staging); // what was left by one that was stopped
    Files.createDirectories(staging);
    copying.run();
    return frozen(staging);
  }

  /// How a store copies its files.
  private interface Copying {
    void copy(Directory to) throws IOException;
  }

  private static BackupPart copied(String name, Copying copying) {
    return new Part(
        name,
        staging -> {
          Files.createDirectories(staging);
          copying.copy(FsDirectory.open(staging));
          return frozen(staging);
        });
  }

  private static BackupPart.Frozen frozen(Path staging) throws IOException {
    var folder = FsDirectory.open(staging);
    return new BackupPart.Frozen(folder, folder.list(), () -> delete(staging));
  }

  /// Returns the parts of a data directory that no server has open. Nothing was ever kept of alerts
  /// and events where there is no folder for it.
  public static List<BackupPart> stopped(Path data) {
    var parts = new ArrayList<BackupPart>();
    parts.add(new Part(SERIES, _ -> stoppedSeries(data)));
    for (var name : List.of(ALERTS, EVENTS)) {
      var folder = data.resolve(name);
      if (Files.isDirectory(folder)) {
        parts.add(new Part(name, _ -> stoppedLog(folder)));
      }
    }
    var outbox = data.resolve(OUTBOX);
    if (Files.isDirectory(outbox)) {
      parts.add(new Part(OUTBOX, _ -> stoppedOutbox(outbox)));
    }
    var catalog = data.resolve(CATALOG);
    if (Files.exists(catalog.resolve(Catalog.FILE))) {
      // the file alone is not all of it: what was written last may be in the log beside it
      parts.add(
          new Part(CATALOG, _ -> catalog(copyOf(data), () -> Catalog.copy(catalog, copyOf(data)))));
    }
    return List.copyOf(parts);
  }

  /// Where the catalog of a stopped server is copied to: below its data directory, as nothing else
  /// is known to have room.
  private static Path copyOf(Path data) {
    return data.resolve("catalog-copy");
  }

  private static BackupPart.Frozen stoppedSeries(Path data) throws IOException {
    var store = data.resolve(SERIES);
    if (!Files.isDirectory(store)) {
      throw new IOException(data + ": no " + SERIES + " in it (expected: a data directory)");
    }
    var folder = FsDirectory.open(store);
    var lock = Tsdb.lock(folder);
    return new BackupPart.Frozen(folder, Tsdb.files(folder), lock);
  }

  private static BackupPart.Frozen stoppedLog(Path store) throws IOException {
    var folder = FsDirectory.open(store);
    var lock = folder.lock("lock");
    return new BackupPart.Frozen(folder, Alertmanager.stateFiles(folder), lock);
  }

  /// It has no lock of its own: whoever has the series has it too.
  private static BackupPart.Frozen stoppedOutbox(Path store) throws IOException {
    var folder = FsDirectory.open(store);
    return new BackupPart.Frozen(folder, Channels.files(folder), () -> {});
  }

  /// Returns what is wrong with the stores of a backup that is as it was sent: damage that was
  /// there before.
  public static List<String> findings(Place backup) throws IOException {
    var found = new ArrayList<String>();
    var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    if (backup.stores().contains(SERIES)) {
      TsdbCheck.verify(backup.store(SERIES), quiet)
          .forEach(finding -> found.add(SERIES + ": " + finding));
    }
    if (backup.stores().contains(ALERTS)) {
      Alertmanager.verifyState(backup.store(ALERTS))
          .forEach(finding -> found.add(ALERTS + ": " + finding));
    }
    if (backup.stores().contains(OUTBOX)) {
      Channels.verify(backup.store(OUTBOX)).forEach(finding -> found.add(OUTBOX + ": " + finding));
    }
    if (backup.stores().contains(EVENTS)) {
      EventStore.verify(backup.store(EVENTS))
          .forEach(finding -> found.add(EVENTS + ": " + finding));
    }
    if (backup.stores().contains(CATALOG) && backup.store(CATALOG) instanceof FsDirectory folder) {
      Catalog.verify(folder.path()).forEach(finding -> found.add(CATALOG + ": " + finding));
    }
    return found;
  }

  /// How a store makes files that stay.
  private interface Freezing {
    BackupPart.Frozen freeze(Path staging) throws IOException;
  }

  private record Part(String name, Freezing freezing) implements BackupPart {
    @Override
    public Frozen freeze(Path staging) throws IOException {
      return freezing.freeze(staging);
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      Directory files = FsDirectory.open(folder);
      for (var name : files.list()) {
        files.delete(name);
      }
      Files.delete(folder);
    }
  }
}
