package io.tocsin.server.pages;

import io.tocsin.api.SettingsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// What the settings page is told.
public final class SettingsPage implements SettingsSource {
  private final Path data;
  private final List<Signal> signals;
  private final ConfigSource source;
  private final ConfigFiles files;

  /// One signal that is kept in a folder of the data directory.
  ///
  /// @param facts makes what is known of it, given its bytes on disk
  public record Signal(String folder, Function<Long, Stored> facts) {}

  public SettingsPage(Path data, List<Signal> signals, ConfigSource source) {
    this.data = data;
    this.signals = List.copyOf(signals);
    this.source = source;
    this.files = new ConfigFiles(source);
  }

  @Override
  public List<ConfigFile> files() throws IOException {
    return files.all();
  }

  @Override
  public long loadedMillis() {
    return source.loadedMillis();
  }

  @Override
  public List<String> problems(ConfigFile file, String text) {
    return files.problems(file, text);
  }

  @Override
  public void write(ConfigFile file, String text) throws IOException {
    files.write(file, text);
  }

  @Override
  public List<Stored> stored() {
    return signals.stream()
        .map(signal -> signal.facts().apply(bytes(data.resolve(signal.folder()))))
        .toList();
  }

  /// Returns what the files of a folder take on disk; those that vanish meanwhile count nothing.
  private static long bytes(Path folder) {
    var sum = new AtomicLong();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum.get();
  }

  @Override
  public Disk disk() throws IOException {
    var store = Files.getFileStore(data);
    return new Disk(
        data.toAbsolutePath().toString(), store.getTotalSpace(), store.getUsableSpace());
  }
}
