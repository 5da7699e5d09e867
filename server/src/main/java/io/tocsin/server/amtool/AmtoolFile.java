package io.tocsin.server.amtool;

import io.tocsin.kit.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// amtool's own files: options, by their names, that count where the command line says nothing. Of
/// two files the first counts.
final class AmtoolFile {
  private AmtoolFile() {}

  /// Returns where the files lie: `~/.config/amtool/config.yml` and `/etc/amtool/config.yml`.
  static List<Path> places(Map<String, String> environment) {
    var places = new ArrayList<Path>();
    var home = environment.getOrDefault("HOME", "");
    if (!home.isEmpty()) {
      places.add(Path.of(home, ".config", "amtool", "config.yml"));
    }
    places.add(Path.of("/etc/amtool/config.yml"));
    return places;
  }

  /// Returns what the files say; nothing where there are none.
  ///
  /// @throws io.tocsin.kit.ConfigException if one is no map of texts
  static Map<String, String> read(List<Path> files) throws IOException {
    var values = new LinkedHashMap<String, String>();
    for (var file : files) {
      try {
        var said = new LinkedHashMap<String, String>();
        Yaml.parse(file.toString(), Files.readString(file))
            .entries()
            .forEach((key, value) -> said.put(key, value.text()));
        var old = said.remove("comment_required");
        if (old != null) {
          said.putIfAbsent("require-comment", old);
        }
        said.forEach(values::putIfAbsent);
      } catch (NoSuchFileException none) {
        continue;
      }
    }
    return values;
  }
}
