package io.tocsin.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The dashboards that are there with nothing configured: of the host, and of Tocsin itself. They
/// ask only what Tocsin collects by itself.
public final class BuiltInBoards {
  private static final List<String> NAMES = List.of("node", "tocsin");

  private BuiltInBoards() {}

  /// Reads them; the caller keeps them.
  public static List<Dashboard> all() {
    var boards = new ArrayList<Dashboard>();
    for (var name : NAMES) {
      var file = "boards/" + name + ".yml";
      try (var in = BuiltInBoards.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException(file + " is missing (expected: beside the classes)");
        }
        boards.add(Dashboard.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(boards);
  }
}
