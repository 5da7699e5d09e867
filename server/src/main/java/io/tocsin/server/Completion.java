package io.tocsin.server;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Shell completion from the table of commands. The zsh form is bash's, through `bashcompinit`.
final class Completion {
  private Completion() {}

  static int run(Arguments arguments, Console console) {
    var shell = arguments.operands().isEmpty() ? "" : arguments.operands().getFirst();
    switch (shell) {
      case "bash" -> console.out().print(script());
      case "zsh" -> console.out().print("autoload -U +X bashcompinit && bashcompinit\n" + script());
      default -> throw new UsageException("completion: \"" + shell + "\" (expected: bash or zsh)");
    }
    return 0;
  }

  private static String script() {
    var out = new StringBuilder();
    out.append("_tocsin() {\n  local at=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\" words=\n");
    out.append("  if [[ $2 == -* ]]; then\n    case \"$at\" in\n");
    for (var command : Commands.all()) {
      arm(out, "'" + command.name() + "'*", options(command));
    }
    arm(out, "''|-*", options(Commands.serve()));
    out.append("    esac\n  else\n    case \"$at\" in\n");
    next().forEach((at, next) -> arm(out, "'" + at + "'", next));
    // nothing to offer means a file's name, see complete below
    out.append("    esac\n  fi\n  COMPREPLY=($(compgen -W \"$words\" -- \"$2\"))\n}\n");
    return out.append("complete -o default -F _tocsin tocsin ./tocsin\n").toString();
  }

  private static void arm(StringBuilder out, String pattern, Set<String> words) {
    out.append("      ").append(pattern).append(") words='");
    out.append(String.join(" ", words)).append("' ;;\n");
  }

  /// What may come after the words of a command that is not whole.
  private static Map<String, Set<String>> next() {
    Map<String, Set<String>> words = new LinkedHashMap<>();
    for (var command : Commands.all()) {
      var parts = command.words();
      words.computeIfAbsent("", _ -> new LinkedHashSet<>()).add(parts.getFirst());
      if (parts.size() == 2) {
        words.computeIfAbsent(parts.getFirst(), _ -> new LinkedHashSet<>()).add(parts.getLast());
      }
    }
    words.put("completion", new LinkedHashSet<>(List.of("bash", "zsh")));
    return words;
  }

  private static Set<String> options(Command command) {
    var options = new LinkedHashSet<String>();
    for (var option : command.options()) {
      if (option.hasEffect()) {
        options.add("--" + option.name());
        option.aliases().stream().filter(a -> a.length() > 1).forEach(a -> options.add("--" + a));
      }
    }
    options.add("--help");
    return options;
  }
}
