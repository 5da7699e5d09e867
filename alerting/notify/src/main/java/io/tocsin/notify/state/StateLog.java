package io.tocsin.notify.state;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log behind everything in this package. A start reads the newest file, as far as its records
/// are whole, and begins a new one with what is still of use; from then on every change is a record
/// that is synced before anybody hears of it. Safe for use by many threads.
public final class StateLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);
  private static final byte[] MAGIC = "TOCNOTFY".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 12;
  private static final int FRAME = 8;
  private static final int RECORD_MAX = 16 << 20;
  private static final String PREFIX = "state-";
  private static final String SUFFIX = ".log";
  private static final String TEMPORARY = ".tmp";
  private static final long REWRITE_BYTES = 4 << 20;

  /// A kind of state in the log.
  public interface Part {
    /// Takes a record from the log; leaves those of other types alone.
    void replay(RecordReader record);

    /// Hands out every record that is still of use.
    void dump(Consumer<RecordWriter> to);
  }

  private final Directory directory;
  private final List<Part> parts;
  private final Closeable held;
  private final ReentrantLock lock = new ReentrantLock();
  private long number;
  private Directory.@Nullable Output output;
  private long rewritten;
  private long size;
  private boolean isClosed;

  private StateLog(Directory directory, List<Part> parts, Closeable held) {
    this.directory = directory;
    this.parts = parts;
    this.held = held;
  }

  /// Opens the log in a directory of its own and fills the parts with what it says.
  ///
  /// @throws IOException if it cannot be read or written, or is in use
  /// @throws CorruptionException if it is of a later version
  public static StateLog open(Directory directory, List<Part> parts) throws IOException {
    var held = directory.lock("lock");
    try {
      var log = new StateLog(directory, parts, held);
      log.recover();
      return log;
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private void recover() throws IOException {
    for (var name : directory.list()) {
      if (name.endsWith(TEMPORARY)) {
        directory.delete(name);
      }
    }
    var names = files(directory);
    if (!names.isEmpty()) {
      read(names.getLast());
      number = number(names.getLast());
    }
    rewrite();
  }

  /// Returns the names of the files that are the state, oldest first.
  public static List<String> files(Directory directory) throws IOException {
    return directory.list().stream()
        .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
        .toList();
  }

  private static long number(String name) {
    return Long.parseLong(name, PREFIX.length(), name.length() - SUFFIX.length(), 16);
  }

  private void read(String name) throws IOException {
    var bytes = bytes(directory, name);
    long end =
        scan(
            name,
            bytes,
            record -> {
              var reader = new RecordReader(record);
              parts.forEach(part -> part.replay(reader));
            });
    if (end < bytes.length) {
      LOG.atWarn()
          .addKeyValue("file", name)
          .addKeyValue("offset", end)
          .addKeyValue("bytes", bytes.length - end)
          .log("the log ends in a record that was not finished: left out");
    }
  }

  private static byte[] bytes(Directory directory, String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      return directory.map(name, arena).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// Reads whole records; returns where they end.
  private static long scan(String name, byte[] bytes, Consumer<byte[]> records) {
    if (bytes.length < HEADER || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      throw new CorruptionException(name, 0, "no log of notifications (expected: TOCNOTFY)");
    }
    var in = ByteBuffer.wrap(bytes);
    int version = in.getInt(MAGIC.length);
    if (version != VERSION) {
      throw new CorruptionException(
          name, MAGIC.length, "version " + version + " (expected: " + VERSION + ")");
    }
    int at = HEADER;
    while (bytes.length - at >= FRAME) {
      int length = in.getInt(at);
      if (length < 1 || length > RECORD_MAX || length > bytes.length - at - FRAME) {
        break;
      }
      int start = at + FRAME;
      if (in.getInt(at + 4) != checksum(bytes, start, length)) {
        break;
      }
      try {
        records.accept(Arrays.copyOfRange(bytes, start, start + length));
      } catch (BufferUnderflowException e) {
        throw new CorruptionException(name, start, "record: too short");
      }
      at = start + length;
    }
    return at;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /// Says what is wrong with the log in a directory that nobody has open; nothing if it is whole.
  public static List<String> verify(Directory directory) throws IOException {
    var names = files(directory);
    if (names.isEmpty()) {
      return List.of();
    }
    var name = names.getLast();
    try {
      var bytes = bytes(directory, name);
      long end = scan(name, bytes, _ -> {});
      return end == bytes.length
          ? List.of()
          : List.of(name + ": offset " + end + ": record: not whole");
    } catch (CorruptionException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /// Runs a change of the state: nobody else changes or reads it meanwhile.
  public ReentrantLock lock() {
    return lock;
  }

  /// Keeps a record. Called with the lock held.
  ///
  /// @throws IOException if it could not be kept; then a later start will not know it
  public void append(RecordWriter entry) throws IOException {
    var frame = frame(entry.bytes());
    var open = output;
    if (open == null || size - rewritten > Math.max(REWRITE_BYTES, rewritten)) {
      rewrite();
      open = output;
    }
    if (open == null) {
      throw new IOException("log of notifications: closed");
    }
    try {
      open.write(frame, 0, frame.length);
      open.sync();
      size += frame.length;
    } catch (IOException e) {
      // what follows a torn record would not be read: the next change begins a new file
      drop();
      throw e;
    }
  }

  private static byte[] frame(byte[] content) {
    var frame = ByteBuffer.allocate(FRAME + content.length);
    frame.putInt(content.length).putInt(checksum(content, 0, content.length)).put(content);
    return frame.array();
  }

  private void drop() {
    var open = output;
    output = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.atDebug().setCause(e).log("cannot close a broken log");
      }
    }
  }

  /// Writes what is of use into a new file and deletes the old ones.
  ///
  /// @return its size in bytes
  public long rewrite() throws IOException {
    lock.lock();
    try {
      if (isClosed) {
        throw new IOException("log of notifications: closed");
      }
      drop();
      number++;
      var name = String.format("%s%016x%s", PREFIX, number, SUFFIX);
      var temporary = name + TEMPORARY;
      if (directory.list().contains(temporary)) {
        directory.delete(temporary);
      }
      var next = directory.create(temporary);
      try {
        size = fill(next);
        next.sync();
        directory.rename(temporary, name);
        directory.syncNames();
      } catch (IOException | RuntimeException e) {
        next.close();
        throw e;
      }
      output = next;
      rewritten = size;
      for (var old : files(directory)) {
        if (!old.equals(name)) {
          directory.delete(old);
        }
      }
      return size;
    } finally {
      lock.unlock();
    }
  }

  private long fill(Directory.Output to) throws IOException {
    var header = ByteBuffer.allocate(HEADER).put(MAGIC).putInt(VERSION).array();
    to.write(header, 0, header.length);
    var failure = new IOException[1];
    var written = new long[] {header.length};
    for (var part : parts) {
      part.dump(entry -> {
        try {
          var frame = frame(entry.bytes());
          if (failure[0] == null) {
            to.write(frame, 0, frame.length);
            written[0] += frame.length;
          }
        } catch (IOException e) {
          failure[0] = e;
        }
      });
    }
    if (failure[0] != null) {
      throw failure[0];
    }
    return written[0];
  }

  /// Copies the file as it is now, everything acknowledged in it, into another directory.
  public void copy(Directory to) throws IOException {
    lock.lock();
    try {
      for (var name : files(directory)) {
        directory.copy(name, to);
      }
      to.syncNames();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try (held) {
      isClosed = true;
      drop();
    } finally {
      lock.unlock();
    }
  }
}
