package io.tocsin.server.backup;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/// What a backup consists of: see `docs/format/backup.md`.
///
/// @param time when it was begun
/// @param program the version of the program that sent it
public record Manifest(Instant time, String program, List<Entry> files) {
  /// The file's name in a backup.
  public static final String NAME = "manifest";

  private static final String HEAD = "tocsin-backup 1";
  private static final int BYTES_MAX = 64 << 20;

  /// What a name may be: no way out of the folder it belongs in.
  private static final Pattern STORE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,89}");

  /// One file.
  ///
  /// @param bytes its size
  /// @param sha256 its digest, in 64 hexadecimal digits
  public record Entry(String store, String name, long bytes, String sha256) {
    public Entry {
      check(STORE.matcher(store).matches(), "store: " + store + " (expected: lower-case letters)");
      check(
          FILE.matcher(name).matches(), "file: " + name + " (expected: letters, digits, - and .)");
      check(bytes >= 0, "size: " + bytes + " (expected: >= 0)");
      check(sha256.matches("[0-9a-f]{64}"), "sha256: " + sha256 + " (expected: 64 digits)");
    }

    /// Returns the name below the backup's folder.
    public String path() {
      return store + "/" + name;
    }
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }

  public Manifest {
    files = List.copyOf(files);
  }

  /// Returns the size of all files together.
  public long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  byte[] toBytes() {
    var text = new StringBuilder(HEAD).append('\n');
    text.append("time ").append(time).append('\n');
    text.append("program ").append(program).append('\n');
    for (var file : files) {
      text.append("file ").append(file.sha256).append(' ').append(file.bytes).append(' ');
      text.append(file.path()).append('\n');
    }
    var digest = new Sha256().add(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return (text + "end " + digest + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Reads the manifest of a backup.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none: the backup was not finished
  /// @throws CorruptionException if it is not as it was written
  public static Manifest read(Directory folder) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var content = folder.map(NAME, arena);
      if (content.byteSize() > BYTES_MAX) {
        throw new CorruptionException(NAME, BYTES_MAX, "size: " + content.byteSize() + " bytes");
      }
      return parse(content.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /// @throws CorruptionException if the bytes are no whole manifest
  static Manifest parse(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    var lines = text.lines().toList();
    int line = 0;
    try {
      check(lines.getFirst().equals(HEAD), lines.getFirst() + " (expected: " + HEAD + ")");
      int end = text.lastIndexOf("end ");
      var digest =
          new Sha256()
              .add(text.substring(0, Math.max(0, end)).getBytes(StandardCharsets.UTF_8))
              .hex();
      line = lines.size() - 1;
      check(lines.getLast().equals("end " + digest), "checksum does not match");
      check(text.endsWith("\n"), "cut short");
      line = 1;
      var time = Instant.parse(field(lines, 1, "time "));
      var program = field(lines, 2, "program ");
      var files = new ArrayList<Entry>();
      for (line = 3; line < lines.size() - 1; line++) {
        files.add(entry(field(lines, line, "file ")));
      }
      return new Manifest(time, program, files);
    } catch (IllegalArgumentException | DateTimeParseException | NoSuchElementException e) {
      throw new CorruptionException(NAME, 0, "line " + (line + 1) + ": " + e.getMessage());
    }
  }

  private static String field(List<String> lines, int at, String word) {
    check(at < lines.size() && lines.get(at).startsWith(word), "missing (expected: " + word + ")");
    return lines.get(at).substring(word.length());
  }

  private static Entry entry(String text) {
    var words = text.split("[ /]", -1);
    check(words.length == 4, text + " (expected: digest, size, store/file)");
    return new Entry(words[2], words[3], Long.parseLong(words[1]), words[0]);
  }
}
