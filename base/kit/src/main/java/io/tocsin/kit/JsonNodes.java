package io.tocsin.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads a JSON text, RFC 8259, into the tree that [Yaml] makes, so that one reader takes both and
/// names lines of both. Texts in quotes are not plain. Text, depth and number of nodes are bounded.
/// For one thread.
public final class JsonNodes {
  private static final int TEXT_MAX = 64 << 20;
  private static final int DEPTH_MAX = 200;
  private static final int NODES_MAX = 2_000_000;

  private final String file;
  private final String text;
  private int at;
  private int line = 1;
  private int nodes;

  private JsonNodes(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /// Returns the root of the document.
  ///
  /// @param file the name that messages show
  /// @throws ConfigException if it is no JSON, has a key twice, or exceeds a limit
  public static YamlNode parse(String file, String text) {
    if (text.length() > TEXT_MAX) {
      throw new ConfigException(
          file + ":1: too large (expected: at most " + TEXT_MAX + " characters)");
    }
    var reader = new JsonNodes(file, text);
    var root = reader.value("", 0);
    if (reader.peek() != 0) {
      throw reader.refuse("the end");
    }
    return root;
  }

  private ConfigException refuse(String expected) {
    var found = at < text.length() ? "\"" + text.charAt(at) + "\"" : "the end";
    return new ConfigException(
        file + ":" + line + ": json: " + found + " (expected: " + expected + ")");
  }

  /// Returns the next character that is no space, or 0 at the end.
  private char peek() {
    while (at < text.length() && " \t\r\n\uFEFF".indexOf(text.charAt(at)) >= 0) {
      line += text.charAt(at++) == '\n' ? 1 : 0;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void require(char wanted) {
    if (!take(wanted)) {
      throw refuse(String.valueOf(wanted));
    }
  }

  private YamlNode value(String path, int depth) {
    if (depth > DEPTH_MAX || ++nodes > NODES_MAX) {
      throw refuse("at most " + (depth > DEPTH_MAX ? DEPTH_MAX + " levels" : NODES_MAX + " nodes"));
    }
    char first = peek();
    var place = new YamlNode.Place(file, line, path);
    return switch (first) {
      case '{' -> map(place, depth);
      case '[' -> list(place, depth);
      case '"' -> YamlNode.ofText(place, string(), false);
      case 'n' -> {
        word("null");
        yield YamlNode.nothing(place);
      }
      case 't' -> YamlNode.ofText(place, word("true"), true);
      case 'f' -> YamlNode.ofText(place, word("false"), true);
      default -> YamlNode.ofText(place, number(), true);
    };
  }

  private YamlNode map(YamlNode.Place place, int depth) {
    var map = new LinkedHashMap<String, YamlNode>();
    require('{');
    if (!take('}')) {
      do {
        peek();
        int keyLine = line;
        var name = string();
        require(':');
        var path = place.path().isEmpty() ? name : place.path() + "." + name;
        var value = value(path, depth + 1).movedTo(new YamlNode.Place(file, keyLine, path));
        if (map.putIfAbsent(name, value) != null) {
          throw value.refusal("comes twice");
        }
      } while (take(','));
      require('}');
    }
    return YamlNode.ofMap(place, Collections.unmodifiableMap(map));
  }

  private YamlNode list(YamlNode.Place place, int depth) {
    var list = new ArrayList<YamlNode>();
    require('[');
    if (!take(']')) {
      do {
        list.add(value(place.path() + "[" + list.size() + "]", depth + 1));
      } while (take(','));
      require(']');
    }
    return YamlNode.ofList(place, List.copyOf(list));
  }

  private String word(String word) {
    if (!text.startsWith(word, at)) {
      throw refuse(word);
    }
    at += word.length();
    return word;
  }

  private String number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var number = text.substring(start, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?")) {
      at = start;
      throw refuse("a value");
    }
    return number;
  }

  private String string() {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw refuse("\"");
    }
    at++;
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      line += c == '\n' ? 1 : 0;
      out.append(c == '\\' ? escaped() : c);
    }
    throw refuse("\"");
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        var digits = text.substring(at, Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw refuse("four digits");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw refuse("an escape");
    };
  }
}
