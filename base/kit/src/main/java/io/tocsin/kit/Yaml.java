package io.tocsin.kit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads one YAML document into a tree of [YamlNode]. Anchors, aliases and merge keys are resolved;
/// a key that comes twice is refused. Text, depth and the number of nodes that aliases unfold to
/// are bounded.
public final class Yaml {
  private static final int TEXT_MAX = 64 << 20;
  private static final int DEPTH_MAX = 100;
  private static final int NODES_MAX = 200_000;

  private final String file;
  private int nodes;

  private Yaml(String file) {
    this.file = file;
  }

  /// Returns the root of the document; [YamlNode.Kind#NOTHING] for an empty one.
  ///
  /// @param file the name that messages show
  /// @throws ConfigException if it is no YAML or exceeds a limit
  public static YamlNode parse(String file, String text) {
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(TEXT_MAX)
            // What aliases unfold to is bounded below.
            .setMaxAliasesForCollections(NODES_MAX)
            .setParseComments(false);
    try {
      var root = new Compose(settings.build()).composeString(text);
      var reader = new Yaml(file);
      return root.isPresent()
          ? reader.node(root.get(), "", 0)
          : YamlNode.nothing(new YamlNode.Place(file, 1, ""));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new ConfigException(file + ":" + line + ": yaml: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new ConfigException(file + ":1: yaml: " + e.getMessage(), e);
    }
  }

  private YamlNode node(Node node, String path, int depth) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    var place = new YamlNode.Place(file, line, path);
    if (depth > DEPTH_MAX || ++nodes > NODES_MAX) {
      var limit = depth > DEPTH_MAX ? DEPTH_MAX + " levels" : NODES_MAX + " nodes";
      throw YamlNode.nothing(place).refusal("too large (expected: at most " + limit + ")");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, place);
      case SequenceNode sequence -> {
        var items = new ArrayList<YamlNode>();
        for (var item : sequence.getValue()) {
          items.add(node(item, path + "[" + items.size() + "]", depth + 1));
        }
        yield YamlNode.ofList(place, List.copyOf(items));
      }
      case MappingNode mapping -> YamlNode.ofMap(place, entries(mapping, place, depth));
      default -> throw YamlNode.nothing(place).refuse("a text, a list or a map");
    };
  }

  private static YamlNode scalar(ScalarNode scalar, YamlNode.Place place) {
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    var text = scalar.getValue();
    if (scalar.getTag().getValue().equals("tag:yaml.org,2002:binary")) {
      return YamlNode.ofText(place, decoded(text, place), false);
    }
    boolean nothing = plain && (text.isEmpty() || text.equals("~") || text.matches("(?i)null"));
    return nothing ? YamlNode.nothing(place) : YamlNode.ofText(place, text, plain);
  }

  private static String decoded(String base64, YamlNode.Place place) {
    try {
      var bytes = Base64.getMimeDecoder().decode(checked(base64));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw YamlNode.ofText(place, base64, false).refuse("base64");
    } catch (CharacterCodingException e) {
      throw YamlNode.ofText(place, base64, false).refuse("UTF-8 text in base64");
    }
  }

  /// The MIME decoder skips line ends, and everything else that is no base64 too.
  private static String checked(String base64) {
    if (!base64.matches("[A-Za-z0-9+/\\s]*={0,2}\\s*")) {
      throw new IllegalArgumentException("base64");
    }
    return base64;
  }

  private Map<String, YamlNode> entries(MappingNode mapping, YamlNode.Place place, int depth) {
    var entries = new LinkedHashMap<String, YamlNode>();
    var merged = new ArrayList<YamlNode>();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw YamlNode.nothing(place).refuse("texts as keys");
      }
      var name = scalar(key, place).text();
      boolean merge = name.equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN;
      var path = merge || place.path().isEmpty() ? name : place.path() + "." + name;
      var value = node(tuple.getValueNode(), merge ? place.path() : path, depth + 1);
      if (merge) {
        merged.addAll(value.kind() == YamlNode.Kind.LIST ? value.items() : List.of(value));
      } else if (entries.putIfAbsent(name, at(key, value)) != null) {
        throw at(key, value).refusal("comes twice");
      }
    }
    for (var map : merged) {
      map.entries().forEach(entries::putIfAbsent);
    }
    return Collections.unmodifiableMap(entries);
  }

  /// A map or list begins on the line after its key; messages should name the key's line.
  private YamlNode at(ScalarNode key, YamlNode value) {
    int line = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(value.line());
    return value.movedTo(new YamlNode.Place(file, line, value.path()));
  }
}
