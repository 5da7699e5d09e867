package io.tocsin.api;

import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlNode.Kind;
import java.util.ArrayList;
import java.util.List;

/// Enough of JSON Schema to hold an answer against an OpenAPI description: references, types,
/// required and known properties, items, enumerations, alternatives and compositions.
final class OpenApiSchema {
  private final YamlNode root;

  OpenApiSchema(YamlNode root) {
    this.root = root;
  }

  /// Returns every operation that is described, as in `get /labels`.
  List<String> operations() {
    var operations = new ArrayList<String>();
    at(root, "paths")
        .entries()
        .forEach((path, methods) ->
            methods.entries().keySet().stream()
                .filter(key -> !key.equals("servers"))
                .forEach(method -> operations.add(method + " " + path)));
    return operations;
  }

  /// Returns what is wrong with the answer to an operation; a status that is not described counts
  /// as the default.
  List<String> faults(String operation, String status, YamlNode answer) {
    var words = operation.split(" ");
    var responses = at(root, "paths", words[1], words[0], "responses");
    var response =
        resolved(at(responses, responses.entries().containsKey(status) ? status : "default"));
    var faults = new ArrayList<String>();
    if (response.entries().containsKey("schema")) {
      check(at(response, "schema"), answer, "$", faults); // Swagger 2.0
      return faults;
    }
    for (var content : at(response, "content").entries().values()) {
      check(at(content, "schema"), answer, "$", faults);
      return faults;
    }
    faults.add("no content is described");
    return faults;
  }

  private YamlNode resolved(YamlNode node) {
    var reference = node.entries().get("$ref");
    return reference == null
        ? node
        : at(root, reference.text().substring("#/".length()).split("/"));
  }

  private static YamlNode at(YamlNode start, String... keys) {
    var node = start;
    for (var key : keys) {
      var next = node.entries().get(key);
      node = next == null ? YamlNode.empty("missing " + key) : next;
    }
    return node;
  }

  private void check(YamlNode schema, YamlNode value, String path, List<String> faults) {
    if (schema.kind() != Kind.MAP) {
      faults.add(path + ": no schema");
      return;
    }
    var keys = schema.entries();
    if (keys.containsKey("$ref")) {
      var reference = keys.get("$ref").text().substring("#/".length()).split("/");
      check(at(root, reference), value, path, faults);
      return;
    }
    if (keys.containsKey("allOf")) {
      keys.get("allOf").items().forEach(part -> check(part, value, path, faults));
    }
    for (var word : List.of("anyOf", "oneOf")) {
      if (keys.containsKey(word)) {
        checkAny(keys.get(word).items(), value, path, faults);
      }
    }
    if (keys.containsKey("type")) {
      checkType(keys.get("type"), value, path, faults);
    }
    if (keys.containsKey("enum")
        && keys.get("enum").items().stream().noneMatch(i -> i.text().equals(value.text()))) {
      faults.add(path + ": " + value.text() + " is not listed");
    }
    checkParts(schema, value, path, faults);
  }

  private void checkAny(List<YamlNode> schemas, YamlNode value, String path, List<String> faults) {
    var all = new ArrayList<String>();
    for (var schema : schemas) {
      var own = new ArrayList<String>();
      check(schema, value, path, own);
      if (own.isEmpty()) {
        return;
      }
      all.addAll(own);
    }
    faults.add(path + ": fits no alternative: " + all);
  }

  private static void checkType(YamlNode type, YamlNode value, String path, List<String> faults) {
    var types = type.kind() == Kind.LIST ? type.items() : List.of(type);
    if (types.stream().noneMatch(one -> hasType(one.text(), value))) {
      faults.add(path + ": " + value.kind() + " is no " + type.kind());
    }
  }

  private static boolean hasType(String type, YamlNode value) {
    return switch (type) {
      case "object" -> value.kind() == Kind.MAP;
      case "array" -> value.kind() == Kind.LIST;
      case "null" -> value.isNothing();
      case "string" -> value.kind() == Kind.TEXT && !isNumber(value) && !isBool(value);
      case "number", "integer" -> value.kind() == Kind.TEXT && isNumber(value);
      case "boolean" -> value.kind() == Kind.TEXT && isBool(value);
      default -> throw new IllegalArgumentException("type: " + type);
    };
  }

  private static boolean isNumber(YamlNode value) {
    try {
      value.number();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isBool(YamlNode value) {
    try {
      value.bool();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void checkParts(YamlNode schema, YamlNode value, String path, List<String> faults) {
    var keys = schema.entries();
    if (value.kind() == Kind.LIST && keys.containsKey("items")) {
      int i = 0;
      for (var item : value.items()) {
        check(keys.get("items"), item, path + "[" + i++ + "]", faults);
      }
    }
    if (value.kind() == Kind.MAP) {
      checkProperties(schema, value, path, faults);
    }
  }

  private void checkProperties(YamlNode schema, YamlNode value, String path, List<String> faults) {
    var required = at(schema, "required");
    for (var name : required.items()) {
      if (!value.entries().containsKey(name.text())) {
        faults.add(path + "." + name.text() + ": missing");
      }
    }
    var known = at(schema, "properties").entries();
    var more = at(schema, "additionalProperties");
    for (var entry : value.entries().entrySet()) {
      var own = path + "." + entry.getKey();
      if (known.containsKey(entry.getKey())) {
        check(known.get(entry.getKey()), entry.getValue(), own, faults);
      } else if (more.kind() == Kind.MAP) {
        check(more, entry.getValue(), own, faults);
      } else if (more.kind() == Kind.TEXT && more.text().equals("false")) {
        faults.add(own + ": not known");
      }
    }
  }
}
