package io.tocsin.collect.config;

import io.tocsin.collect.ReadFiles;
import io.tocsin.http.ConfigPlace;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What all readers of one file share: where relative paths begin, and where warnings go.
record ReadContext(String file, Path directory, ReadFiles files, List<String> warnings) {
  private static final int WARNINGS_MAX = 1_000;

  static ReadContext of(String file, ReadFiles files, List<String> warnings) {
    var parent = Path.of(file).toAbsolutePath().getParent();
    return new ReadContext(file, parent == null ? Path.of("/") : parent, files, warnings);
  }

  void warn(YamlNode node, String what) {
    if (warnings.size() < WARNINGS_MAX) {
      warnings.add(file + ":" + node.line() + ": " + node.path() + ": " + what);
    }
  }

  /// Warns of each key that is set and not acted on.
  void unsupported(YamlSection section, String... keys) {
    for (var key : keys) {
      var found = section.find(key);
      if (found != null && !found.isNothing()) {
        warn(found, "not supported yet");
      }
    }
  }

  /// Returns what the reader of HTTP settings needs to know.
  ConfigPlace place() {
    return new ConfigPlace(directory, files, this::warn);
  }

  Path resolve(String path) {
    return directory.resolve(path).normalize();
  }

  /// Reads the name of a file that should be there.
  Path existing(YamlNode node) {
    var path = resolve(node.text());
    if (!files.exists(path)) {
      warn(node, path + " does not exist");
    }
    return path;
  }

  /// Reads one of several words.
  static String oneOf(YamlNode node, Set<String> words) {
    if (!words.contains(node.text())) {
      throw node.refuse("one of " + String.join(", ", words));
    }
    return node.text();
  }

  /// Refuses a list that has nothing at some place.
  static List<YamlNode> full(List<YamlNode> items) {
    for (var item : items) {
      if (item.isNothing()) {
        throw item.refuse("a section with keys");
      }
    }
    return items;
  }

  /// Refuses a URL without host, or with a scheme other than HTTP's.
  static void httpUrl(YamlNode node) {
    try {
      var uri = URI.create(node.text());
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getRawAuthority() == null) {
        throw refusedUrl(node);
      }
    } catch (IllegalArgumentException e) {
      throw e instanceof ConfigException refused ? refused : refusedUrl(node);
    }
  }

  private static ConfigException refusedUrl(YamlNode node) {
    return node.refuse("a URL with http or https and a host");
  }
}
