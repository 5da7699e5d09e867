package io.tocsin.notify.receivers;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records appended to numbered files, each with its length and checksum. A start reads them all,
/// up to what is torn, and begins a new file. What is appended survives the end of the process, not
/// of the machine: a record of what was told is worth no sync. For one thread.
final class RecordFiles implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFiles.class);
  private static final byte[] MAGIC = "TOCRECRD".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 12;
  private static final int FRAME = 8;
  private static final int RECORD_MAX = 16 << 20;

  private final Directory directory;
  private final String prefix;
  private long number;
  private long size;
  private Directory.@Nullable Output output;

  private RecordFiles(Directory directory, String prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  /// Reads the files whose names begin with the prefix, oldest first.
  static RecordFiles open(Directory directory, String prefix, Consumer<byte[]> records)
      throws IOException {
    var files = new RecordFiles(directory, prefix);
    for (var name : files.names()) {
      files.read(name, records);
      files.number = Long.parseLong(name.substring(prefix.length()), 16);
    }
    return files;
  }

  private List<String> names() throws IOException {
    return names(directory, prefix);
  }

  /// Returns the names of the files of a kind, oldest first.
  static List<String> names(Directory directory, String prefix) throws IOException {
    return directory.list().stream().filter(name -> name.matches(prefix + "[0-9a-f]{16}")).toList();
  }

  /// Copies the files as they are now into another directory.
  void copy(Directory to) throws IOException {
    for (var name : names()) {
      directory.copy(name, to);
    }
  }

  /// Says what a start would leave out of the files of a kind; nothing if all is well.
  static List<String> verify(Directory directory, String prefix) throws IOException {
    var found = new ArrayList<String>();
    for (var name : names(directory, prefix)) {
      verify(name, bytes(directory, name)).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<String> verify(String name, byte[] bytes) {
    if (!isHeader(bytes)) {
      return Optional.of(name + ": no file of records");
    }
    int version = ByteBuffer.wrap(bytes).getInt(MAGIC.length);
    if (version != VERSION) {
      return Optional.of(name + ": version " + version + " (expected: " + VERSION + ")");
    }
    int end = scan(bytes, _ -> {});
    return end == bytes.length
        ? Optional.empty()
        : Optional.of(name + ": a record at " + end + " is not whole");
  }

  private void read(String name, Consumer<byte[]> records) throws IOException {
    var bytes = bytes(directory, name);
    if (!isHeader(bytes)) {
      LOG.atWarn().addKeyValue("file", name).log("no file of records: left out");
      return;
    }
    int version = ByteBuffer.wrap(bytes).getInt(MAGIC.length);
    if (version != VERSION) {
      throw new CorruptionException(
          name, MAGIC.length, "version " + version + " (expected: " + VERSION + ")");
    }
    int end = scan(bytes, records);
    if (end < bytes.length) {
      LOG.atWarn()
          .addKeyValue("file", name)
          .addKeyValue("offset", end)
          .log("a record was not finished: left out");
    }
  }

  private static byte[] bytes(Directory directory, String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      return directory.map(name, arena).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static boolean isHeader(byte[] bytes) {
    return bytes.length >= HEADER && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC);
  }

  /// Returns where the records that are whole end.
  private static int scan(byte[] bytes, Consumer<byte[]> records) {
    var in = ByteBuffer.wrap(bytes);
    int at = HEADER;
    while (bytes.length - at > FRAME) {
      int length = in.getInt(at);
      boolean fits = length > 0 && length <= RECORD_MAX && length <= bytes.length - at - FRAME;
      if (!fits || in.getInt(at + 4) != checksum(bytes, at + FRAME, length)) {
        break;
      }
      records.accept(Arrays.copyOfRange(bytes, at + FRAME, at + FRAME + length));
      at += FRAME + length;
    }
    return at;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /// Returns how many bytes the file being written has.
  long size() {
    return size;
  }

  void append(byte[] content) throws IOException {
    var open = output;
    if (open == null) {
      open = begin();
    }
    var frame =
        ByteBuffer.allocate(FRAME + content.length)
            .putInt(content.length)
            .putInt(checksum(content, 0, content.length))
            .put(content)
            .array();
    try {
      open.write(frame, 0, frame.length);
      size += frame.length;
    } catch (IOException e) {
      // What follows a torn record would not be read: the next one begins a new file.
      close();
      throw e;
    }
  }

  private Directory.Output begin() throws IOException {
    number++;
    var next = directory.create(String.format("%s%016x", prefix, number));
    var header = ByteBuffer.allocate(HEADER).put(MAGIC).putInt(VERSION).array();
    next.write(header, 0, header.length);
    size = header.length;
    output = next;
    return next;
  }

  /// Ends the file being written; the next record begins another.
  void rotate() throws IOException {
    var open = output;
    output = null;
    size = 0;
    if (open != null) {
      try (open) {
        open.sync();
      }
    }
  }

  /// Deletes all files but the newest.
  ///
  /// @param kept how many are left
  void keep(int kept) throws IOException {
    var names = names();
    for (var name : names.subList(0, Math.max(0, names.size() - kept))) {
      directory.delete(name);
    }
  }

  @Override
  public void close() throws IOException {
    rotate();
  }
}
