package io.tocsin.collect.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads small files below a root (`/` outside of tests) through one buffer.
final class HostFiles {
  /// What is longer is cut: `/proc/stat` of hosts with very many interrupts stays below.
  private static final int LONGEST = 4 << 20;

  private final String root;
  private byte[] buffer = new byte[16 << 10];

  HostFiles(Path root) {
    var text = root.toString();
    this.root = text.endsWith("/") ? text : text + "/";
  }

  /// Returns a file's content as UTF-8.
  ///
  /// @param path relative to the root, such as `proc/stat`
  String text(String path) throws IOException {
    try (var in = new FileInputStream(root + path)) {
      int length = 0;
      for (int read = 0; read >= 0 && length < LONGEST; ) {
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, length * 2);
        }
        read = in.read(buffer, length, buffer.length - length);
        length += Math.max(read, 0);
      }
      return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }
  }

  List<String> lines(String path) throws IOException {
    return text(path).lines().toList();
  }

  /// Returns a file's content without the blanks around it.
  String word(String path) throws IOException {
    return text(path).strip();
  }

  /// Returns a file's content, or the empty string where it cannot be read: drivers answer some
  /// files in sysfs with an error.
  String wordOrEmpty(String path) {
    try {
      return word(path);
    } catch (IOException e) {
      return "";
    }
  }

  double number(String path) throws IOException {
    return Double.parseDouble(word(path));
  }

  boolean exists(String path) {
    return new File(root + path).exists();
  }

  /// Returns the names in a folder, sorted; none where there is no such folder.
  List<String> list(String folder) {
    var names = new File(root + folder).list();
    if (names == null) {
      return List.of();
    }
    Arrays.sort(names);
    return List.of(names);
  }

  /// Returns the path below the root, for calls that take one.
  String absolute(String path) {
    return root + path;
  }

  /// Splits a line at blanks and tabs.
  static List<String> words(String line) {
    var words = new ArrayList<String>();
    int length = line.length();
    for (int i = 0; i < length; ) {
      if (line.charAt(i) <= ' ') {
        i++;
        continue;
      }
      int from = i;
      while (i < length && line.charAt(i) > ' ') {
        i++;
      }
      words.add(line.substring(from, i));
    }
    return words;
  }
}
