package io.tocsin.http;

import io.tocsin.kit.YamlNode;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/// What a reader of a configuration file knows of its surroundings.
///
/// @param directory where relative paths begin
/// @param warnings takes a place in the file and what is odd there
public record ConfigPlace(Path directory, LocalFiles files, BiConsumer<YamlNode, String> warnings) {
  /// Reads the name of a file that should be there; warns where it is not.
  public Path existing(YamlNode node) {
    var path = directory.resolve(node.text()).normalize();
    if (!files.exists(path)) {
      warnings.accept(node, path + " does not exist");
    }
    return path;
  }
}
