package io.tocsin.testkit;

import io.tocsin.kit.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A directory in memory that can lose power: what was never synced is gone, in part, or there, as
/// the seed says. It can also run full. Safe for use by many threads.
public final class CrashableDirectory implements Directory {
  /// One change of names since the last sync of names.
  private sealed interface Change {
    record Add(String name, Content content) implements Change {}

    record Remove(String name) implements Change {}

    record Rename(String from, String to) implements Change {}
  }

  private static final class Content {
    private byte[] bytes = new byte[256];
    private int size;
    private int synced;

    private void write(byte[] from, int offset, int length) {
      if (size + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
      }
      System.arraycopy(from, offset, bytes, size, length);
      size += length;
    }

    private Content copy(int newSize) {
      var copy = new Content();
      copy.bytes = Arrays.copyOf(bytes, Math.max(newSize, 16));
      copy.size = newSize;
      copy.synced = newSize;
      return copy;
    }
  }

  private final TreeMap<String, Content> names;
  private final TreeMap<String, Content> durable;
  private final List<Change> changes = new ArrayList<>();
  private final Set<String> locks = new HashSet<>();
  private long room = Long.MAX_VALUE;
  private long operations = Long.MAX_VALUE;
  private boolean dead;

  public CrashableDirectory() {
    this(Map.of());
  }

  private CrashableDirectory(Map<String, Content> start) {
    names = new TreeMap<>(start);
    durable = new TreeMap<>(start);
  }

  /// Ends this directory and returns what is left when only the process died: everything written.
  public synchronized CrashableDirectory afterKill() {
    dead = true;
    var left = new TreeMap<String, Content>();
    names.forEach((name, content) -> left.put(name, content.copy(content.size)));
    return new CrashableDirectory(left);
  }

  /// Ends this directory and returns one that power loss may leave: everything synced, and of the
  /// rest what the random numbers say.
  public synchronized CrashableDirectory afterPowerLoss(Random random) {
    dead = true;
    var left = new TreeMap<>(durable);
    int kept = random.nextInt(changes.size() + 1);
    for (var change : changes.subList(0, kept)) {
      apply(change, left);
    }
    left.replaceAll((name, content) -> survivor(content, random));
    return new CrashableDirectory(left);
  }

  private static Content survivor(Content content, Random random) {
    int loose = content.size - content.synced;
    var left = content.copy(content.synced + (loose == 0 ? 0 : random.nextInt(loose + 1)));
    int tail = left.size - content.synced;
    if (tail > 0 && random.nextInt(3) == 0) {
      // Pages reach the disk in any order: a hole of zeros before what did.
      int from = content.synced + random.nextInt(tail);
      Arrays.fill(left.bytes, from, Math.min(left.size, from + 1 + random.nextInt(tail)), (byte) 0);
    }
    return left;
  }

  private static void apply(Change change, Map<String, Content> to) {
    switch (change) {
      case Change.Add(var name, var content) -> to.put(name, content);
      case Change.Remove(var name) -> to.remove(name);
      case Change.Rename(var from, var target) -> {
        var content = to.remove(from);
        if (content != null) {
          to.put(target, content);
        }
      }
    }
  }

  /// Lets only `bytes` more be written; then writes fail as on a full disk, after a part of theirs.
  public synchronized void leaveRoom(long bytes) {
    room = bytes;
  }

  /// Lets only so many more writes, syncs and changes of names happen; then nothing can be done
  /// with this directory but to ask what a crash leaves of it.
  public synchronized void dieAfter(long more) {
    operations = more;
  }

  /// Changes one byte of a file where it lies.
  public synchronized void flip(String name, long offset) throws IOException {
    content(name).bytes[Math.toIntExact(offset)] ^= 0x41;
  }

  private void change(Change change) throws IOException {
    alive();
    apply(change, names);
    changes.add(change);
  }

  private void alive() throws IOException {
    if (operations != Long.MAX_VALUE) {
      dead |= operations-- <= 0;
    }
    if (dead) {
      throw new IOException("directory: gone since the crash");
    }
  }

  private Content content(String name) throws IOException {
    var content = names.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public synchronized long size(String name) throws IOException {
    return content(name).size;
  }

  @Override
  public synchronized Output create(String name) throws IOException {
    if (names.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    var content = new Content();
    change(new Change.Add(name, content));
    return new MemoryOutput(content);
  }

  private final class MemoryOutput implements Output {
    private final Content content;

    MemoryOutput(Content content) {
      this.content = content;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (CrashableDirectory.this) {
        alive();
        int fits = (int) Math.min(room, length);
        content.write(bytes, offset, fits);
        room -= fits;
        if (fits < length) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (CrashableDirectory.this) {
        alive();
        content.synced = content.size;
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized MemorySegment map(String name, Arena arena) throws IOException {
    var content = content(name);
    var copy = arena.allocate(Math.max(content.size, 1), 8);
    MemorySegment.copy(content.bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, content.size);
    return copy.asSlice(0, content.size).asReadOnly();
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    content(from);
    change(new Change.Rename(from, to));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    content(name);
    change(new Change.Remove(name));
  }

  @Override
  public synchronized void truncate(String name, long size) throws IOException {
    alive();
    var content = content(name);
    content.size = Math.toIntExact(size);
    content.synced = content.size;
  }

  @Override
  public synchronized void syncNames() throws IOException {
    alive();
    changes.clear();
    durable.clear();
    durable.putAll(names);
  }

  @Override
  public synchronized Closeable lock(String name) throws IOException {
    if (!locks.add(name)) {
      throw new IOException(name + ": in use (expected: one opener only)");
    }
    return () -> unlock(name);
  }

  private synchronized void unlock(String name) {
    locks.remove(name);
  }
}
