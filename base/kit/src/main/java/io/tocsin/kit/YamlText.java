package io.tocsin.kit;

import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Writes a tree as YAML text that may be shown: without comments, anchors and secrets.
public final class YamlText {
  private static final String MASK = "<secret>";

  private final BiPredicate<String, YamlNode> isSecret;
  private final StringBuilder out = new StringBuilder();

  private YamlText(BiPredicate<String, YamlNode> isSecret) {
    this.isSecret = isSecret;
  }

  /// Returns the text of a tree; whatever stands under a key that `isSecret` accepts is `<secret>`,
  /// and so are passwords in URLs.
  public static String masked(YamlNode root, Predicate<String> isSecret) {
    return masked(root, (key, value) -> isSecret.test(key));
  }

  /// Returns the same, where what is secret depends on the value's place too.
  public static String masked(YamlNode root, BiPredicate<String, YamlNode> isSecret) {
    var text = new YamlText(isSecret);
    text.node(root, 0);
    return text.out.toString();
  }

  private void node(YamlNode node, int depth) {
    switch (node.kind()) {
      case NOTHING -> {}
      case TEXT -> out.append(scalar(node)).append('\n');
      case LIST -> {
        for (var item : node.items()) {
          indent(depth).append("-");
          child(item, depth);
        }
      }
      case MAP ->
          node.entries()
              .forEach((key, value) -> {
                indent(depth).append(quoted(key)).append(':');
                if (isSecret.test(key, value) && !value.isNothing()) {
                  boolean list = value.kind() == YamlNode.Kind.LIST;
                  out.append(list ? " [" + MASK + "]" : " " + MASK).append('\n');
                } else {
                  child(value, depth);
                }
              });
    }
  }

  private void child(YamlNode child, int depth) {
    switch (child.kind()) {
      case NOTHING -> out.append('\n');
      case TEXT -> {
        out.append(' ');
        node(child, depth);
      }
      case LIST -> {
        out.append(child.items().isEmpty() ? " []\n" : "\n");
        node(child, depth + 1);
      }
      case MAP -> {
        out.append(child.entries().isEmpty() ? " {}\n" : "\n");
        node(child, depth + 1);
      }
    }
  }

  private StringBuilder indent(int depth) {
    return out.append("  ".repeat(depth));
  }

  private static String scalar(YamlNode node) {
    var text = node.text().replaceAll("(://[^/:@\\s]*:)[^/@\\s]+@", "$1%3Csecret%3E@");
    return node.isPlain() && text.equals(node.text()) ? text : quoted(text);
  }

  /// Quotes what could be read as anything but a text.
  private static String quoted(String text) {
    if (text.matches("[A-Za-z_<][A-Za-z0-9_./<>-]*")
        && !text.matches("(?i)true|false|yes|no|on|off|y|n|null")) {
      return text;
    }
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || c == 127) {
            quoted.append(String.format("\\x%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
