package io.tocsin.server.pages;

import io.tocsin.api.SettingsSource;
import io.tocsin.model.Events;
import io.tocsin.model.TimeRange;
import io.tocsin.notify.EventStore;
import io.tocsin.tsdb.Tsdb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// What the settings page is told.
public final class SettingsPage implements SettingsSource {
  private final Path data;
  private final List<Signal> signals;
  private final ConfigSource source;
  private final ConfigFiles files;

  /// One signal that is kept in a folder of the data directory.
  ///
  /// @param facts makes what is known of it, given its folder and the bytes there
  public record Signal(String folder, BiFunction<Path, Long, Stored> facts) {}

  /// What bounds a signal; 0 for no such bound.
  public record Retention(long millis, long bytes) {}

  /// Returns the series.
  public static Signal series(String folder, Tsdb tsdb, Supplier<Retention> retention) {
    return new Signal(
        folder,
        (path, bytes) -> {
          var stats = tsdb.stats(0);
          var bound = retention.get();
          return new Stored(
              "metrics",
              path.toString(),
              bytes,
              stats.series() == 0 ? 0 : stats.minMillis(),
              stats.series() == 0 ? 0 : stats.maxMillis(),
              stats.series(),
              bound.millis(),
              bound.bytes());
        });
  }

  /// Returns the events.
  public static Signal events(String folder, EventStore events, long retentionMillis) {
    var all = new Events.Query(new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE), "", List.of());
    return new Signal(
        folder,
        (path, bytes) -> {
          var kept = events.find(all, Integer.MAX_VALUE);
          return new Stored(
              "events",
              path.toString(),
              bytes,
              kept.isEmpty() ? 0 : kept.getLast().startMillis(),
              kept.isEmpty() ? 0 : kept.getFirst().startMillis(),
              kept.size(),
              retentionMillis,
              0);
        });
  }

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
        .map(signal -> {
          var folder = data.resolve(signal.folder());
          return signal.facts().apply(folder, bytes(folder));
        })
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
