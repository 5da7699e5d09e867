package io.tocsin.server;

import io.tocsin.kit.Clock;
import io.tocsin.server.backup.BackupSet;
import io.tocsin.server.backup.DatedFolder;
import io.tocsin.server.backup.Manifest;
import io.tocsin.server.backup.Place;
import io.tocsin.server.backup.Restore;
import io.tocsin.server.backup.Room;
import io.tocsin.server.backup.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// `tocsin backup` and `tocsin restore`.
final class BackupCommand {
  private static final String PATH = "/api/v1/admin/backup";

  private BackupCommand() {}

  /// Exits with 1 where the backup was made, and a store in it was damaged before.
  static int backup(Arguments arguments, Console console) throws IOException, InterruptedException {
    var folder = Path.of(operand(arguments, "a folder for backups"));
    int keep = keep(arguments);
    try (var backups = DatedFolder.open(folder)) {
      var made =
          arguments.has("data")
              ? ofStopped(backups, folder, Path.of(arguments.value("data", "")))
              : ofRunning(backups, folder, arguments);
      var findings = Stores.findings(Place.of(made));
      console.out().println(summary(made));
      findings.forEach(finding -> console.err().println("tocsin: damaged before: " + finding));
      if (findings.isEmpty() && keep > 0) {
        backups.keep(keep);
      }
      return findings.isEmpty() ? 0 : 1;
    }
  }

  private static Path ofRunning(DatedFolder backups, Path folder, Arguments arguments)
      throws IOException, InterruptedException {
    var client = Client.of(arguments, List.of());
    return client.download(
        PATH,
        (headers, body) -> {
          Room.check(folder, bytes(headers.apply("X-Tocsin-Backup-Bytes")), "for the backup");
          return backups.receive(headers.apply("X-Tocsin-Backup"), body);
        });
  }

  private static long bytes(String header) throws IOException {
    try {
      return Long.parseLong(header);
    } catch (NumberFormatException e) {
      throw new IOException("server: no backup in the answer (expected: a Tocsin server)", e);
    }
  }

  private static Path ofStopped(DatedFolder backups, Path folder, Path data) throws IOException {
    var now = Instant.ofEpochSecond(Clock.system().millis() / 1000);
    try (var set = BackupSet.freeze(Stores.stopped(data), data, now, Version.current())) {
      Room.check(folder, set.bytes(), "for the backup");
      return backups.copy(set);
    }
  }

  static int restore(Arguments arguments, Console console) throws IOException {
    var backup = DatedFolder.newest(Path.of(operand(arguments, "a backup, or a folder of them")));
    if (!arguments.has("data")) {
      throw new UsageException("restore: no --data (expected: an empty or missing directory)");
    }
    var data = Path.of(arguments.value("data", ""));
    var restore = new Restore(Place.of(backup), Place.of(data));
    var manifest = restore.manifest();
    restore.checkEmpty();
    Files.createDirectories(data);
    Room.check(data, manifest.bytes(), "for the backup");
    restore.run(manifest);
    console.out().println(data + ": " + size(manifest) + " from " + backup + ", verified");
    return 0;
  }

  private static String summary(Path backup) throws IOException {
    return backup + ": " + size(Manifest.read(Place.of(backup).root())) + ", verified";
  }

  private static String size(Manifest manifest) {
    return String.format(
        Locale.ROOT, "%d files, %.1f MiB", manifest.files().size(), manifest.bytes() / 1048576.0);
  }

  private static String operand(Arguments arguments, String expected) {
    if (arguments.operands().size() != 1) {
      throw new UsageException(
          arguments.operands().size() + " operands (expected: one, " + expected + ")");
    }
    return arguments.operands().getFirst();
  }

  private static int keep(Arguments arguments) {
    var text = arguments.value("keep", "0");
    if (!text.matches("[0-9]{1,6}")) {
      throw new UsageException("keep: " + text + " (expected: a whole number, 0 for all)");
    }
    return Integer.parseInt(text);
  }
}
