package io.tocsin.server.pages;

import io.tocsin.api.SettingsSource.ConfigFile;
import io.tocsin.api.SettingsSource.Kind;
import io.tocsin.kit.ConfigException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration files: reads them, and writes one in a step that leaves either the old or the
/// new text. What was there before is kept beside it, with `.bak` at its name's end.
final class ConfigFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFiles.class);
  private static final long SIZE_MAX = 4 << 20;

  private final ConfigSource source;

  ConfigFiles(ConfigSource source) {
    this.source = source;
  }

  List<ConfigFile> all() throws IOException {
    var files = new ArrayList<ConfigFile>();
    for (var place : source.places()) {
      try {
        files.add(read(place.kind(), place.path()));
      } catch (NoSuchFileException gone) {
        LOG.atDebug().addKeyValue("file", gone.getFile()).log("configuration file is gone");
      }
    }
    return files;
  }

  private static ConfigFile read(Kind kind, Path path) throws IOException {
    long size = Files.size(path);
    if (size > SIZE_MAX) {
      throw new IOException(path + ": " + size + " bytes (expected: at most " + SIZE_MAX + ")");
    }
    var real = path.toRealPath();
    boolean writable = Files.isWritable(real) && Files.isWritable(folder(real));
    return new ConfigFile(
        kind,
        path.toString(),
        Files.readString(path),
        Files.getLastModifiedTime(path).toMillis(),
        writable);
  }

  private static Path folder(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /// Says what would be wrong with a text.
  List<String> problems(ConfigFile file, String text) {
    try {
      source.check(file, text);
      return List.of();
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage()).lines().toList();
    } catch (IOException | IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /// Writes a text and puts it in force; one that is refused after all is taken back.
  ///
  /// @throws IllegalArgumentException if it is refused
  synchronized void write(ConfigFile file, String text) throws IOException {
    var problems = problems(file, text);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    var path = Path.of(file.path()).toRealPath();
    var before = Files.readString(path);
    replace(path.resolveSibling(path.getFileName() + ".bak"), path, before);
    replace(path, path, text);
    try {
      source.reload();
    } catch (IllegalArgumentException e) {
      replace(path, path, before);
      source.reload();
      throw e;
    }
  }

  /// @param like whose permissions the file gets
  private static void replace(Path path, Path like, String text) throws IOException {
    var folder = folder(path);
    var fresh = Files.createTempFile(folder, "." + path.getFileName(), ".new");
    try {
      try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(like));
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
