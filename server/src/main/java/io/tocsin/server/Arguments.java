package io.tocsin.server;

import io.tocsin.kit.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A parsed command line: option values by name, and what is left over. Understands `--name value`,
/// `--name=value` and one dash for two, as Prometheus' own flags do; `--` ends the options.
public final class Arguments {
  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> operands = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private Arguments() {}

  /// Reads the words of a command line.
  ///
  /// @throws UsageException on an unknown option or a missing value
  public static Arguments parse(List<Option> options, List<String> words) {
    var parsed = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (word.equals("--")) {
        parsed.operands.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.length() == 1) {
        parsed.operands.add(word);
        continue;
      }
      i += parsed.take(options, words, i);
    }
    return parsed;
  }

  /// Takes the option at `at` and returns how many further words it used.
  private int take(List<Option> options, List<String> words, int at) {
    var word = words.get(at);
    var text = word.substring(word.startsWith("--") ? 2 : 1);
    int equals = text.indexOf('=');
    var name = equals < 0 ? text : text.substring(0, equals);
    var inline = equals < 0 ? null : text.substring(equals + 1);
    if (name.startsWith("no-") && find(options, name) == null) {
      var negated = find(options, name.substring(3));
      if (negated != null && negated.isFlag()) {
        set(negated, "false");
        return 0;
      }
    }
    Option option = find(options, name);
    if (option == null && !word.startsWith("--") && takeShort(options, text)) {
      return 0;
    }
    if (option == null) {
      throw new UsageException(word + ": unknown option" + nearest(options, name));
    }
    if (option.isFlag() && inline != null && !inline.equals("true") && !inline.equals("false")) {
      throw new UsageException(word + ": no such value (expected: true or false)");
    }
    if (inline != null || option.isFlag()) {
      set(option, inline == null ? "true" : inline);
      return 0;
    }
    if (at + 1 == words.size() || isOption(options, words.get(at + 1))) {
      throw new UsageException(word + ": no value (expected: " + option.value() + ")");
    }
    set(option, words.get(at + 1));
    return 1;
  }

  /// Takes `-ojson` for `-o json` and `-sq` for two flags; false where it is neither.
  private boolean takeShort(List<Option> options, String text) {
    var first = find(options, text.substring(0, 1));
    if (first != null && !first.isFlag()) {
      set(first, text.substring(1));
      return true;
    }
    var flags = new ArrayList<Option>();
    for (int i = 0; i < text.length(); i++) {
      var flag = find(options, text.substring(i, i + 1));
      if (flag == null || !flag.isFlag()) {
        return false;
      }
      flags.add(flag);
    }
    flags.forEach(flag -> set(flag, "true"));
    return true;
  }

  /// Tells whether the word is an option, which then is not the value of the one before it.
  private static boolean isOption(List<Option> options, String word) {
    return word.startsWith("--") && find(options, word.substring(2).split("=", 2)[0]) != null;
  }

  private void set(Option option, String value) {
    values.computeIfAbsent(option.name(), _ -> new ArrayList<>()).add(value);
    if (!option.hasEffect() && !ignored.contains(option.name())) {
      ignored.add(option.name());
    }
  }

  private static @Nullable Option find(List<Option> options, String name) {
    for (var option : options) {
      if (option.isNamed(name)) {
        return option;
      }
    }
    return null;
  }

  private static String nearest(List<Option> options, String name) {
    var names = new ArrayList<String>();
    options.forEach(option -> {
      names.add(option.name());
      names.addAll(option.aliases());
    });
    var best = NearestName.of(name, names);
    return best.isEmpty() ? " (see --help)" : " (did you mean --" + best + "?)";
  }

  /// Returns the same with values for options that were not given; those of other names, and those
  /// that would take effect by being there without a value, are passed over.
  public Arguments or(List<Option> options, Map<String, String> defaults) {
    var merged = new Arguments();
    values.forEach((name, given) -> merged.values.put(name, new ArrayList<>(given)));
    merged.operands.addAll(operands);
    merged.ignored.addAll(ignored);
    defaults.forEach((name, value) -> {
      var option = find(options, name);
      if (option != null && !value.isEmpty() && !has(option.name())) {
        merged.values.put(option.name(), new ArrayList<>(List.of(value)));
      }
    });
    return merged;
  }

  public boolean has(String option) {
    return values.containsKey(option);
  }

  /// Tells whether a flag was given, and not as `--no-…`.
  public boolean isSet(String flag) {
    return "true".equals(value(flag, "false"));
  }

  /// Returns the last value given, or `otherwise`.
  public String value(String option, String otherwise) {
    var given = values.get(option);
    return given == null ? otherwise : given.getLast();
  }

  /// Returns every value given, in their order.
  public List<String> all(String option) {
    return values.getOrDefault(option, List.of());
  }

  /// Returns what is left over.
  public List<String> operands() {
    return operands;
  }

  /// Returns the names of options that were given and do nothing here.
  List<String> ignored() {
    return ignored;
  }
}
