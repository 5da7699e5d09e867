package io.tocsin.server;

import io.tocsin.kit.NearestName;
import java.util.ArrayList;
import java.util.List;

/// Every command of the program, in the order of `--help`.
final class Commands {
  private static final Option SERVER =
      Option.of("url", "URL", "server to ask (default http://127.0.0.1:9090)", "server");
  private static final Option FORMAT =
      Option.of("format", "FORMAT", "promql (default) or json", "o");

  private Commands() {}

  static Command serve() {
    return new Command("serve", "", "Runs the server", ServeOptions.OPTIONS, ServeCommand::run);
  }

  static List<Command> all() {
    var commands = new ArrayList<Command>();
    commands.add(serve());
    commands.addAll(checks());
    commands.addAll(queries());
    commands.add(
        new Command(
            "test promql",
            "FILE...",
            "Runs PromQL test scripts, a line per file, the totals last",
            List.of(),
            TestCommand::run));
    commands.addAll(stores());
    commands.add(
        new Command(
            "health",
            "",
            "Asks a running server how it is: exit 0 healthy, 1 degraded, 2 failing",
            List.of(SERVER),
            HealthCommand::run));
    commands.add(
        new Command(
            "completion",
            "bash|zsh",
            "Prints shell completion: source <(tocsin completion bash)",
            List.of(),
            Completion::run));
    return commands;
  }

  private static List<Command> checks() {
    return List.of(
        new Command(
            "check config",
            "FILE...",
            "Checks configuration files, a line each; exit 1 if any is bad",
            List.of(Option.flag("syntax-only", "do not look at the files it names")),
            CheckCommand::config),
        new Command(
            "check metrics",
            "< TEXT",
            "Reads an exposition on standard input; exit 0 clean, 3 lint, 1 unreadable",
            List.of(),
            CheckCommand::metrics));
  }

  private static List<Command> queries() {
    var start = Option.of("start", "TIME", "RFC 3339 or Unix seconds");
    var end = Option.of("end", "TIME", "RFC 3339 or Unix seconds (default now)");
    var match = Option.of("match", "SELECTOR", "series selector, may be repeated");
    return List.of(
        new Command(
            "query instant",
            "[URL] QUERY",
            "Asks for a query's value at one time",
            List.of(SERVER, FORMAT, Option.of("time", "TIME", "when (default now)")),
            QueryCommand::instant),
        new Command(
            "query range",
            "[URL] QUERY",
            "Asks for a query's values over a range",
            List.of(SERVER, FORMAT, start, end, Option.of("step", "DURATION", "between points")),
            QueryCommand::range),
        new Command(
            "query series",
            "[URL]",
            "Lists the series that match",
            List.of(SERVER, FORMAT, start, end, match),
            QueryCommand::series),
        new Command(
            "query labels",
            "[URL] NAME",
            "Lists the values of a label",
            List.of(SERVER, FORMAT, start, end, match),
            QueryCommand::labels));
  }

  private static List<Command> stores() {
    return List.of(
        new Command(
            "tsdb analyze",
            "DIR",
            "Says what a stopped server's data directory holds",
            List.of(),
            TsdbCommand::analyze),
        new Command(
            "tsdb verify",
            "DIR",
            "Reads every byte of a data directory and checks it; exit 1 if any is bad",
            List.of(),
            TsdbCommand::verify),
        new Command(
            "tsdb bench",
            "",
            "Appends samples to a store of its own and prints rates and sizes",
            List.of(
                Option.of("series", "N", "series (default 10000)"),
                Option.of("samples", "N", "samples per series (default 1000)"),
                Option.of("dir", "DIR", "where (default a temporary directory)")),
            TsdbCommand::bench));
  }

  /// @throws UsageException if the first words name no command
  static Command find(List<String> words) {
    var commands = all();
    for (var command : commands) {
      var name = command.words();
      if (words.size() >= name.size() && words.subList(0, name.size()).equals(name)) {
        return command;
      }
    }
    var given = String.join(" ", words.subList(0, Math.min(2, words.size())));
    var family =
        commands.stream().filter(c -> c.name().startsWith(words.getFirst() + " ")).toList();
    if (!family.isEmpty()) {
      var names = String.join(", ", family.stream().map(Command::name).toList());
      throw new UsageException(given + ": incomplete command (expected: " + names + ")");
    }
    throw new UsageException(given + ": unknown command" + nearest(commands, given));
  }

  private static String nearest(List<Command> commands, String given) {
    var names = commands.stream().map(Command::name).toList();
    var best = NearestName.of(given, names);
    if (best.isEmpty()) {
      best = NearestName.of(given.split(" ", 2)[0], names);
    }
    return best.isEmpty() ? " (see tocsin --help)" : " (did you mean " + best + "?)";
  }

  static String overview() {
    var out = new StringBuilder();
    out.append("Tocsin ").append(Version.current()).append(": monitoring in one process.\n\n");
    out.append("usage: tocsin COMMAND [OPTION]... ; options without a command mean serve\n\n");
    for (var command : all()) {
      out.append(String.format("  %-16s %s%n", command.name(), command.summary()));
    }
    out.append("\ntocsin COMMAND --help shows a command's options.\n");
    return out.toString();
  }
}
