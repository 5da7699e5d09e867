package io.tocsin.dashboards.shape;

import io.tocsin.dashboards.shape.Shape.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the part of TypeScript that `model.ts` is written in: interfaces that may extend one
/// other, names for types, objects, lists, unions, words and numbers. What is written otherwise is
/// refused, so that the model never says more than is held here. For one thread.
final class ShapeParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|/\\*(?s:.*?)\\*/|//[^\\n]*|(?<token>[A-Za-z_$][A-Za-z0-9_$]*|\"[^\"]*\"|`[^`]*`"
              + "|-?[0-9]+|[{}()\\[\\]<>|:;,?=])");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Shape> named = new LinkedHashMap<>();
  private int at;

  private ShapeParser(String text) {
    var matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      var token = matcher.group("token");
      if (token != null) {
        tokens.add(token);
      }
    }
    if (end != text.length()) {
      throw new IllegalArgumentException(
          "model: " + text.substring(end).lines().findFirst().orElse("") + " (expected: a type)");
    }
  }

  static Shapes parse(String text) {
    var parser = new ShapeParser(text);
    while (parser.at < parser.tokens.size()) {
      parser.definition();
    }
    return new Shapes(parser.named);
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    var token = peek();
    at++;
    return token;
  }

  private boolean take(String wanted) {
    boolean there = peek().equals(wanted);
    at += there ? 1 : 0;
    return there;
  }

  private void require(String wanted) {
    if (!take(wanted)) {
      throw new IllegalArgumentException("model: " + peek() + " (expected: " + wanted + ")");
    }
  }

  private void definition() {
    take("export");
    if (take("type")) {
      var name = next();
      require("=");
      named.put(name, union());
      require(";");
      return;
    }
    require("interface");
    var name = next();
    var fields = new LinkedHashMap<String, Field>();
    if (take("extends")) {
      var parent = next();
      if (!(named.get(parent) instanceof Shape.Fields known)) {
        throw new IllegalArgumentException("model: " + parent + " (expected: defined before)");
      }
      fields.putAll(known.fields());
    }
    named.put(name, new Shape.Fields(name, ordered(fields, fields())));
  }

  /// `kind` and `name` come first where they are written, whoever they were taken over from.
  private static Map<String, Field> ordered(Map<String, Field> above, Map<String, Field> own) {
    var all = new LinkedHashMap<String, Field>();
    if (own.containsKey("kind")) {
      all.put("kind", own.get("kind"));
    }
    all.putAll(above);
    all.putAll(own);
    return all;
  }

  private Map<String, Field> fields() {
    var fields = new LinkedHashMap<String, Field>();
    require("{");
    while (!take("}")) {
      var name = next();
      boolean optional = take("?");
      require(":");
      fields.put(name, new Field(union(), optional));
      if (!take(";")) {
        take(",");
      }
    }
    return fields;
  }

  private Shape union() {
    take("|");
    var choices = new ArrayList<Shape>();
    do {
      choices.add(lists());
    } while (take("|"));
    return choices.size() == 1 ? choices.getFirst() : new Shape.OneOf(List.copyOf(choices));
  }

  private Shape lists() {
    var shape = single();
    while (take("[")) {
      require("]");
      shape = new Shape.ListOf(shape);
    }
    return shape;
  }

  private Shape single() {
    if (peek().equals("{")) {
      return new Shape.Fields("", fields());
    }
    if (take("(")) {
      var inner = union();
      require(")");
      return inner;
    }
    var token = next();
    return switch (token) {
      case "string" -> new Shape.Text();
      case "number" -> new Shape.Numeric();
      case "boolean" -> new Shape.Bool();
      case "null" -> new Shape.Null();
      case "unknown" -> new Shape.Any();
      case "Record" -> record();
      default -> literal(token);
    };
  }

  private Shape record() {
    require("<");
    require("string");
    require(",");
    var value = union();
    require(">");
    return new Shape.MapOf(value);
  }

  private static Shape literal(String token) {
    if (token.startsWith("\"")) {
      return new Shape.Word(token.substring(1, token.length() - 1), false);
    }
    if (token.startsWith("`") && token.endsWith("${string}`")) {
      return new Shape.Word(token.substring(1, token.indexOf("${")), true);
    }
    if (token.matches("-?[0-9]+")) {
      return new Shape.Exactly(new BigDecimal(token));
    }
    if (token.matches("[A-Z][A-Za-z]*")) {
      return new Shape.Ref(token);
    }
    throw new IllegalArgumentException("model: " + token + " (expected: a type)");
  }
}
