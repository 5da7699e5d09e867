package io.tocsin.server.backup;

import io.tocsin.kit.Resources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The files of all stores at one moment, ready to be sent.
public final class BackupSet implements Closeable {
  private record Part(String name, BackupPart.Frozen frozen) {}

  private final Instant time;
  private final String program;
  private final Resources opened = new Resources();
  private final List<Part> parts = new ArrayList<>();
  private long bytes;

  private BackupSet(Instant time, String program) {
    this.time = time;
    this.program = program;
  }

  /// Has all stores make their files.
  ///
  /// @param staging where they may put them
  /// @param program the version of this program
  public static BackupSet freeze(List<BackupPart> parts, Path staging, Instant time, String program)
      throws IOException {
    var set = new BackupSet(time, program);
    boolean done = false;
    try {
      for (var part : parts) {
        set.add(part.name(), set.opened.add(part.freeze(staging.resolve(part.name()))));
      }
      done = true;
      return set;
    } finally {
      if (!done) {
        set.close();
      }
    }
  }

  private void add(String name, BackupPart.Frozen frozen) throws IOException {
    parts.add(new Part(name, frozen));
    for (var file : frozen.files()) {
      bytes += frozen.folder().size(file);
    }
  }

  /// Returns when it was begun.
  public Instant time() {
    return time;
  }

  /// Returns the size of all files.
  public long bytes() {
    return bytes;
  }

  /// Sends all files, then the manifest.
  void send(Sink sink) throws IOException {
    var entries = new ArrayList<Manifest.Entry>();
    for (var part : parts) {
      var folder = part.frozen.folder();
      for (var file : part.frozen.files()) {
        long size = folder.size(file);
        var sum = new String[1];
        sink.file(part.name, file, size, to -> sum[0] = Sha256.ofFile(folder, file, to));
        entries.add(new Manifest.Entry(part.name, file, size, sum[0]));
      }
    }
    sink.end(new Manifest(time, program, entries));
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
