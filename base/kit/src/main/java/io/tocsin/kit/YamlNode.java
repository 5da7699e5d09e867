package io.tocsin.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A place in a YAML file: nothing, a text, a list or a map, with where it stands. The typed
/// readers refuse what does not fit with a [ConfigException] that names file, line, key and
/// expectation. Immutable.
///
/// Texts are read as go-yaml reads them into typed fields, because that is what the files were
/// written for: `yes` and `on` are booleans where a boolean is wanted, and a number is a text where
/// a text is wanted.
public final class YamlNode {
  /// What a node is.
  public enum Kind {
    NOTHING,
    TEXT,
    LIST,
    MAP
  }

  private final Place place;
  private final Kind kind;
  private final String text;
  private final boolean plain;
  private final List<YamlNode> items;
  private final Map<String, YamlNode> entries;

  /// Where a node stands.
  ///
  /// @param path the keys that lead to it, as in `scrape_configs[1].job_name`; empty at the root
  record Place(String file, int line, String path) {
    private static final int SHOWN_MAX = 120;

    /// Returns the path for a message: of a very long one, as aliases can make, its two ends.
    private String shown() {
      int length = path.length();
      return length <= SHOWN_MAX
          ? path
          : path.substring(0, SHOWN_MAX / 2) + "..." + path.substring(length - SHOWN_MAX / 4);
    }
  }

  private YamlNode(
      Place place,
      Kind kind,
      String text,
      boolean plain,
      List<YamlNode> items,
      Map<String, YamlNode> entries) {
    this.place = place;
    this.kind = kind;
    this.text = text;
    this.plain = plain;
    this.items = items;
    this.entries = entries;
  }

  /// Returns the root of an empty file.
  public static YamlNode empty(String file) {
    return nothing(new Place(file, 1, ""));
  }

  static YamlNode nothing(Place place) {
    return new YamlNode(place, Kind.NOTHING, "", true, List.of(), Map.of());
  }

  static YamlNode ofText(Place place, String text, boolean plain) {
    return new YamlNode(place, Kind.TEXT, text, plain, List.of(), Map.of());
  }

  static YamlNode ofList(Place place, List<YamlNode> items) {
    return new YamlNode(place, Kind.LIST, "", false, items, Map.of());
  }

  static YamlNode ofMap(Place place, Map<String, YamlNode> entries) {
    return new YamlNode(place, Kind.MAP, "", false, List.of(), entries);
  }

  YamlNode movedTo(Place other) {
    return new YamlNode(other, kind, text, plain, items, entries);
  }

  public Kind kind() {
    return kind;
  }

  /// Returns whether nothing stands here: the key is there without a value, or with `null`.
  public boolean isNothing() {
    return kind == Kind.NOTHING;
  }

  /// Tells whether a text stands without quotes, so that it may be a number or a boolean.
  public boolean isPlain() {
    return plain;
  }

  /// Returns the line in the file, counted from 1.
  public int line() {
    return place.line();
  }

  /// Returns the keys that lead here, as in `scrape_configs[1].job_name`.
  public String path() {
    return place.path();
  }

  /// Returns the text; the empty one for nothing.
  public String text() {
    return switch (kind) {
      case TEXT, NOTHING -> text;
      case LIST, MAP -> throw refuse("a text");
    };
  }

  /// Returns true for `true`, `yes`, `on` and `y`, false for their opposites and nothing.
  public boolean bool() {
    if (isNothing()) {
      return false;
    }
    if (kind == Kind.TEXT && plain) {
      switch (text) {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> {
          return true;
        }
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> {
          return false;
        }
        default -> {}
      }
    }
    throw refuse("true or false");
  }

  /// Returns the whole number; 0 for nothing.
  public long integer() {
    if (isNothing()) {
      return 0;
    }
    try {
      if (kind == Kind.TEXT && plain) {
        return Long.decode(text.replace("_", "").replaceFirst("^([-+]?)0o", "$10"));
      }
    } catch (NumberFormatException e) {
      throw refuse("a whole number");
    }
    throw refuse("a whole number");
  }

  /// Returns the number; 0 for nothing.
  public double number() {
    if (isNothing()) {
      return 0;
    }
    try {
      if (kind == Kind.TEXT && plain) {
        return Double.parseDouble(text);
      }
    } catch (NumberFormatException e) {
      throw refuse("a number");
    }
    throw refuse("a number");
  }

  /// Returns the duration in milliseconds, see [Durations].
  public long durationMillis() {
    try {
      return Durations.parse(text());
    } catch (IllegalArgumentException e) {
      throw refuse("a duration, as in 15s or 1h30m");
    }
  }

  /// Returns the size in bytes, see [ByteSize].
  public long bytes() {
    try {
      return ByteSize.parse(text());
    } catch (IllegalArgumentException e) {
      throw refuse("a size, as in 512KB or 100MB");
    }
  }

  /// Returns the entries of a list; none for nothing.
  public List<YamlNode> items() {
    return switch (kind) {
      case LIST, NOTHING -> items;
      case TEXT, MAP -> throw refuse("a list");
    };
  }

  /// Returns the entries of a map in the order of the file; none for nothing.
  public Map<String, YamlNode> entries() {
    return switch (kind) {
      case MAP, NOTHING -> entries;
      case TEXT, LIST -> throw refuse("a map");
    };
  }

  /// Returns the map with another value for a key; the new one comes last.
  public YamlNode with(String key, YamlNode value) {
    var changed = new LinkedHashMap<>(entries());
    changed.put(key, value);
    return new YamlNode(place, Kind.MAP, "", false, List.of(), changed);
  }

  /// Returns the map without a key.
  public YamlNode without(String key) {
    var changed = new LinkedHashMap<>(entries());
    changed.remove(key);
    return new YamlNode(place, kind, text, plain, items, changed);
  }

  /// Returns the list with the entries of another one before its own.
  public YamlNode after(List<YamlNode> first) {
    var all = new ArrayList<>(first);
    all.addAll(items());
    return new YamlNode(place, Kind.LIST, "", false, all, Map.of());
  }

  /// Returns the same as if all of it stood where another node does, for messages.
  public YamlNode standingAt(YamlNode other) {
    var inside = new LinkedHashMap<String, YamlNode>();
    entries.forEach((key, value) -> inside.put(key, value.standingAt(other)));
    var list = items.stream().map(item -> item.standingAt(other)).toList();
    return new YamlNode(other.place, kind, text, plain, list, inside);
  }

  /// Returns the map as a section of known keys.
  public YamlSection section() {
    return new YamlSection(this, entries());
  }

  /// Returns the exception that refuses what stands here.
  public ConfigException refuse(String expected) {
    var shown =
        switch (kind) {
          case NOTHING -> "nothing";
          case TEXT -> text;
          case LIST -> "a list";
          case MAP -> "a map";
        };
    return refusal(shown + " (expected: " + expected + ")");
  }

  /// Returns the exception that says what is wrong here, in words of its own.
  public ConfigException refusal(String what) {
    var key = place.path().isEmpty() ? "" : place.shown() + ": ";
    return new ConfigException(place.file() + ":" + place.line() + ": " + key + what);
  }
}
