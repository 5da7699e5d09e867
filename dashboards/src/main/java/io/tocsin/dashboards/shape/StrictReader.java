package io.tocsin.dashboards.shape;

import io.tocsin.dashboards.shape.Shape.Fields;
import io.tocsin.kit.NearestName;
import io.tocsin.kit.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes a tree of a file and refuses what the shape does not have, by file, line, key and
/// expectation. For one thread.
public final class StrictReader {
  private static final int TEXT_MAX = 1 << 20;
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?([0-9]{1,300}(\\.[0-9]{0,300})?|\\.[0-9]{1,300})([eE][-+]?[0-9]{1,3})?");

  private final Shapes shapes;

  public StrictReader(Shapes shapes) {
    this.shapes = shapes;
  }

  /// Returns the tree of a node.
  ///
  /// @throws io.tocsin.kit.ConfigException at the first place that does not fit
  public Object read(YamlNode node, Shape shape) {
    return switch (shapes.resolve(shape)) {
      case Shape.Text _ -> text(node);
      case Shape.Numeric _ -> number(node);
      case Shape.Bool _ -> node.bool();
      case Shape.Null _ -> nothing(node);
      case Shape.Any _ -> any(node);
      case Shape.Word word -> word(node, List.of(word));
      case Shape.Exactly exactly -> exactly(node, List.of(exactly));
      case Shape.ListOf list -> {
        var items = new ArrayList<Object>();
        node.items().forEach(item -> items.add(read(item, list.item())));
        yield items;
      }
      case Shape.MapOf map -> {
        var entries = new LinkedHashMap<String, Object>();
        node.entries().forEach((key, value) -> entries.put(key, read(value, map.value())));
        yield entries;
      }
      case Fields fields -> fields(node, fields);
      case Shape.OneOf one -> oneOf(node, shapes.choices(one));
      case Shape.Ref ref -> read(node, ref);
    };
  }

  private static String text(YamlNode node) {
    if (node.isNothing()) {
      throw node.refuse("a text");
    }
    if (node.text().length() > TEXT_MAX) {
      throw node.refusal("too long (expected: at most " + TEXT_MAX + " characters)");
    }
    return node.text();
  }

  private static @Nullable BigDecimal numberOf(YamlNode node) {
    boolean number =
        node.kind() == YamlNode.Kind.TEXT
            && node.isPlain()
            && NUMBER.matcher(node.text()).matches();
    return number ? Trees.number(new BigDecimal(node.text())) : null;
  }

  private static BigDecimal number(YamlNode node) {
    var number = numberOf(node);
    if (number == null) {
      throw node.refuse("a number");
    }
    return number;
  }

  private static Nothing nothing(YamlNode node) {
    if (!node.isNothing()) {
      throw node.refuse("null");
    }
    return Nothing.NULL;
  }

  /// Returns what a text without quotes is by its look, and a quoted one as a text.
  private static Object any(YamlNode node) {
    return switch (node.kind()) {
      case NOTHING -> Nothing.NULL;
      case TEXT -> {
        var number = numberOf(node);
        if (number != null) {
          yield number;
        }
        boolean bool = node.isPlain() && node.text().matches("true|false");
        yield bool ? (Object) node.bool() : text(node);
      }
      case LIST -> {
        var items = new ArrayList<Object>();
        node.items().forEach(item -> items.add(any(item)));
        yield items;
      }
      case MAP -> {
        var entries = new LinkedHashMap<String, Object>();
        node.entries().forEach((key, value) -> entries.put(key, any(value)));
        yield entries;
      }
    };
  }

  private static String word(YamlNode node, List<Shape.Word> words) {
    if (node.kind() == YamlNode.Kind.TEXT) {
      for (var word : words) {
        if (word.open() ? node.text().startsWith(word.text()) : node.text().equals(word.text())) {
          return node.text();
        }
      }
    }
    throw node.refuse(Expectation.of(words));
  }

  private static BigDecimal exactly(YamlNode node, List<Shape.Exactly> numbers) {
    var found = number(node);
    for (var number : numbers) {
      if (number.value().compareTo(found) == 0) {
        return found;
      }
    }
    throw node.refuse(Expectation.of(numbers));
  }

  private Map<String, Object> fields(YamlNode node, Fields fields) {
    var entries = node.entries();
    for (var entry : entries.entrySet()) {
      if (!fields.fields().containsKey(entry.getKey())) {
        var nearest = NearestName.of(entry.getKey(), fields.fields().keySet());
        throw entry
            .getValue()
            .refusal(nearest.isEmpty() ? "unknown key" : "unknown key (expected: " + nearest + ")");
      }
    }
    var tree = new LinkedHashMap<String, Object>();
    fields
        .fields()
        .forEach((name, field) -> {
          var found = entries.get(name);
          if (found != null) {
            tree.put(name, read(found, field.shape()));
          } else if (!field.optional()) {
            throw node.refusal(name + " is missing");
          }
        });
    return tree;
  }

  private Object oneOf(YamlNode node, List<Shape> choices) {
    if (node.kind() == YamlNode.Kind.MAP) {
      return object(node, choices);
    }
    for (var choice : choices) {
      if (fits(node, choice)) {
        return read(node, choice);
      }
    }
    throw node.refuse(Expectation.of(choices));
  }

  private Object object(YamlNode node, List<Shape> choices) {
    var kinds = shapes.kinds(choices);
    if (kinds.isEmpty()) {
      for (var choice : choices) {
        if (choice instanceof Fields || choice instanceof Shape.MapOf) {
          return read(node, choice);
        }
      }
      throw node.refuse(Expectation.of(choices));
    }
    var kind = node.entries().get("kind");
    if (kind == null) {
      throw node.refusal("kind is missing");
    }
    var fields = kind.kind() == YamlNode.Kind.TEXT ? kinds.get(kind.text()) : null;
    if (fields == null) {
      throw kind.refuse(String.join(", ", kinds.keySet()));
    }
    return fields(node, fields);
  }

  /// Tells whether a node that is no map could be of a shape.
  private static boolean fits(YamlNode node, Shape shape) {
    boolean text = node.kind() == YamlNode.Kind.TEXT;
    return switch (shape) {
      case Shape.Text _ -> text;
      case Shape.Numeric _ -> numberOf(node) != null;
      case Shape.Bool _ ->
          text && node.isPlain() && node.text().matches("true|false|yes|no|on|off");
      case Shape.Null _ -> node.isNothing();
      case Shape.Any _ -> true;
      case Shape.Word word ->
          text
              && (word.open()
                  ? node.text().startsWith(word.text())
                  : node.text().equals(word.text()));
      case Shape.Exactly exactly -> {
        var number = numberOf(node);
        yield number != null && number.compareTo(exactly.value()) == 0;
      }
      case Shape.ListOf _ -> node.kind() == YamlNode.Kind.LIST;
      case Shape.MapOf _, Fields _, Shape.OneOf _, Shape.Ref _ -> false;
    };
  }
}
