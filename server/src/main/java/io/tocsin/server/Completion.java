package io.tocsin.server;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    out.append("_tocsin() {\n  local at=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\" words\n");
    out.append("  case \"$at\" in\n");
    Map<String, Set<String>> words = new LinkedHashMap<>();
    for (var command : Commands.all()) {
      var parts = command.words();
      words.computeIfAbsent("", _ -> new LinkedHashSet<>()).add(parts.getFirst());
      if (parts.size() == 2) {
        words.computeIfAbsent(parts.getFirst(), _ -> new LinkedHashSet<>()).add(parts.getLast());
      }
    }
    words.forEach((at, next) ->
        out.append("    '").append(at).append("') words='").append(join(next)).append("' ;;\n"));
    for (var command : Commands.all()) {
      var options = new LinkedHashSet<String>();
      command.options().stream()
          .filter(Option::hasEffect)
          .forEach(o -> options.add("--" + o.name()));
      options.add("--help");
      out.append("    '").append(command.name()).append("'*) words='");
      out.append(join(options)).append("' ;;\n");
    }
    out.append("  esac\n  COMPREPLY=($(compgen -o default -W \"$words\" -- \"$2\"))\n}\n");
    return out.append("complete -o default -F _tocsin tocsin ./tocsin\n").toString();
  }

  private static String join(Set<String> words) {
    return String.join(" ", words);
  }
}
