package io.tocsin.notify.services;

import io.tocsin.http.HttpAnswer;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON object that a service answered with. JSON is YAML, whose reader is there; what it does
/// not take counts as no JSON.
record Said(YamlNode node) {
  /// Returns the object, null where the answer is none.
  static @Nullable Said of(HttpAnswer answer) {
    try {
      // A tab between tokens is white space in JSON only.
      var node = Yaml.parse("answer", answer.text().replace('\t', ' '));
      return node.kind() == YamlNode.Kind.MAP ? new Said(node) : null;
    } catch (ConfigException none) {
      return null;
    }
  }

  private @Nullable YamlNode find(String key) {
    return node.kind() == YamlNode.Kind.MAP ? node.entries().get(key) : null;
  }

  /// Returns the text or number under the key; empty where there is none.
  String text(String key) {
    var found = find(key);
    return found == null || found.kind() != YamlNode.Kind.TEXT ? "" : found.text();
  }

  boolean flag(String key) {
    return text(key).equals("true");
  }

  /// Returns the object under the key; an empty one where there is none.
  Said inner(String key) {
    var found = find(key);
    return new Said(found == null ? YamlNode.empty("answer") : found);
  }

  /// Returns the objects of the list under the key.
  List<Said> list(String key) {
    var found = find(key);
    return found == null || found.kind() != YamlNode.Kind.LIST
        ? List.of()
        : found.items().stream().map(Said::new).toList();
  }

  /// Returns the texts of the list under the key, with commas between them.
  String texts(String key, String separator) {
    return String.join(
        separator,
        list(key).stream()
            .map(Said::node)
            .filter(item -> item.kind() == YamlNode.Kind.TEXT)
            .map(YamlNode::text)
            .toList());
  }
}
