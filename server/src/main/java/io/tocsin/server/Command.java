package io.tocsin.server;

import java.io.IOException;
import java.util.List;

/// One command of the program, such as `check config`.
///
/// @param name the words that select it
/// @param operands what it takes besides options, for the usage line
/// @param summary one line for the list of commands
public record Command(
    String name, String operands, String summary, List<Option> options, Action action) {
  /// Runs with parsed arguments and returns the exit code.
  public interface Action {
    int run(Arguments arguments, Console console) throws IOException, InterruptedException;
  }

  /// The words that call it: `[check, config]`.
  List<String> words() {
    return List.of(name.split(" ", -1));
  }

  String help() {
    var out = new StringBuilder();
    out.append("usage: tocsin ").append(name);
    if (!options.isEmpty()) {
      out.append(" [OPTION]...");
    }
    if (!operands.isEmpty()) {
      out.append(' ').append(operands);
    }
    out.append("\n\n").append(summary).append(".\n");
    var shown = options.stream().filter(Option::hasEffect).toList();
    if (!shown.isEmpty()) {
      out.append("\noptions:\n");
      for (var option : shown) {
        var left = "--" + option.name() + (option.isFlag() ? "" : " " + option.value());
        out.append(String.format("  %-39s %s%n", left, option.help()));
        for (var alias : option.aliases()) {
          var dashes = alias.length() == 1 ? "-" : "--";
          out.append(String.format("  %-39s the same as --%s%n", dashes + alias, option.name()));
        }
      }
    }
    var without = options.stream().filter(o -> !o.hasEffect()).map(Option::name).toList();
    if (!without.isEmpty()) {
      out.append("\naccepted for the sake of existing unit files, without effect:\n");
      without.forEach(option -> out.append("  --").append(option).append('\n'));
    }
    return out.toString();
  }
}
