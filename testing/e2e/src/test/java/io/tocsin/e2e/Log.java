package io.tocsin.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The lines a process has written so far, read by a thread of its own so that it never blocks.
final class Log {
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  Log(InputStream stream) {
    reader = Thread.ofVirtual().start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = text.readLine(); line != null; line = text.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      synchronized (lines) {
        lines.add("log ended: " + e.getMessage());
      }
    }
  }

  /// Waits for the end of the stream and returns all of it.
  String all() throws InterruptedException {
    reader.join();
    return text();
  }

  String text() {
    return String.join("\n", lines());
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  int size() {
    return lines().size();
  }

  /// The lines after the first `from`.
  String since(int from) {
    var all = lines();
    return String.join("\n", all.subList(from, all.size()));
  }
}
