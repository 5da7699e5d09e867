package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `meta.json` says of a block.
///
/// @param maxMillis excluded
/// @param parents the blocks that this one was made of
/// @param isOutOfOrder whether it holds only what came late, so that the log may go on before its
///   end
public record SourceMeta(
    Path folder,
    String id,
    long minMillis,
    long maxMillis,
    long samples,
    List<String> parents,
    boolean isOutOfOrder) {
  static final String FILE = "meta.json";
  private static final int SIZE_MAX = 16 << 20;

  static boolean isBlock(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  static SourceMeta read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (Files.size(file) > SIZE_MAX) {
      throw corrupt(file, "size: " + Files.size(file) + " (expected: at most " + SIZE_MAX + ")");
    }
    try {
      var root = Yaml.parse(file.toString(), Files.readString(file).replace('\t', ' ')).entries();
      var version = root.get("version");
      if (version == null || !version.text().equals("1")) {
        throw corrupt(
            file, "version: " + (version == null ? "none" : version.text()) + " (expected: 1)");
      }
      var stats = root.get("stats");
      long samples = stats == null ? 0 : number(stats.entries().get("numSamples"));
      return new SourceMeta(
          folder,
          text(root.get("ulid")),
          number(root.get("minTime")),
          number(root.get("maxTime")),
          samples,
          parents(root.get("compaction")),
          isOutOfOrder(root.get("compaction")));
    } catch (ConfigException | NumberFormatException e) {
      throw corrupt(file, "not readable: " + e.getMessage());
    }
  }

  private static List<String> parents(@Nullable YamlNode compaction) {
    var found = new ArrayList<String>();
    var list = compaction == null ? null : compaction.entries().get("parents");
    if (list != null && list.kind() == YamlNode.Kind.LIST) {
      for (var parent : list.items()) {
        found.add(text(parent.entries().get("ulid")));
      }
    }
    return List.copyOf(found);
  }

  private static boolean isOutOfOrder(@Nullable YamlNode compaction) {
    var hints = compaction == null ? null : compaction.entries().get("hints");
    return hints != null
        && hints.kind() == YamlNode.Kind.LIST
        && hints.items().stream().anyMatch(hint -> hint.text().equals("from-out-of-order"));
  }

  private static String text(@Nullable YamlNode node) {
    return node == null ? "" : node.text();
  }

  private static long number(@Nullable YamlNode node) {
    return node == null ? 0 : Long.parseLong(node.text());
  }

  private static CorruptionException corrupt(Path file, String detail) {
    return new CorruptionException(file.toString(), 0, detail);
  }
}
