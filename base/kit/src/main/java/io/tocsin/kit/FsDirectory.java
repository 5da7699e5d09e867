package io.tocsin.kit;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder of the file system. Writes go through plain files, not channels: a channel is closed
/// for everyone when one of its threads is interrupted.
public final class FsDirectory implements Directory {
  private final Path folder;

  private FsDirectory(Path folder) {
    this.folder = folder;
  }

  /// Opens the folder, making it if it is missing.
  public static FsDirectory open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new FsDirectory(folder);
  }

  /// Returns where it is, for libraries that open files themselves.
  public Path path() {
    return folder;
  }

  @Override
  public List<String> list() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public long size(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  @Override
  public Output create(String name) throws IOException {
    var path = folder.resolve(name);
    if (Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new FileOutput(new RandomAccessFile(path.toFile(), "rw"));
  }

  private record FileOutput(RandomAccessFile file) implements Output {
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Override
  public MemorySegment map(String name, Arena arena) throws IOException {
    try (var channel = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void share(String name, Directory target) throws IOException {
    if (target instanceof FsDirectory other) {
      try {
        Files.createLink(other.folder.resolve(name), folder.resolve(name));
        return;
      } catch (FileAlreadyExistsException | NoSuchFileException e) {
        throw e;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Another file system, or one without links: a copy will do.
      }
    }
    copy(name, target);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  @Override
  public void truncate(String name, long size) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(size);
      file.getFD().sync();
    }
  }

  @Override
  public void syncNames() throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Closeable lock(String name) throws IOException {
    var path = folder.resolve(name);
    var file = new RandomAccessFile(path.toFile(), "rw");
    if (!tryLock(file)) {
      var holder = holder(file);
      file.close();
      throw new IOException(path + ": in use by " + holder + " (expected: one process only)");
    }
    file.setLength(0);
    file.write(("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static boolean tryLock(RandomAccessFile file) throws IOException {
    try {
      // Behind the text, so that another process can read who holds it.
      @Nullable Object lock = file.getChannel().tryLock(1 << 10, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(RandomAccessFile file) throws IOException {
    var text = new byte[(int) Math.min(file.length(), 64)];
    file.readFully(text);
    return text.length == 0 ? "another process" : new String(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
