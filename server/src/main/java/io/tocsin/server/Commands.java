package io.tocsin.server;

import io.tocsin.kit.NearestName;
import io.tocsin.server.access.AccountCommands;
import io.tocsin.server.amtool.AlertingCommands;
import io.tocsin.server.dropin.DropInCommand;
import java.util.ArrayList;
import java.util.List;

/// Every command of the program, in the order of `--help`.
final class Commands {
  private static final Option SERVER =
      Option.of(
          "url",
          "URL",
          "server to ask, as http://[USER:PASSWORD@]HOST:PORT (default http://127.0.0.1:9090)",
          "server");
  private static final Option USER =
      Option.of("user", "NAME[:PASSWORD]", "user (default password: of TOCSIN_PASSWORD)");
  private static final Option FORMAT =
      Option.of("format", "FORMAT", "promql (default), or json: the answer as it came", "o");

  private static final String DETAILS = "\ntocsin COMMAND --help shows a command's options.\n";

  private Commands() {}

  static Command serve() {
    return new Command(
        "serve",
        "",
        "Runs the server until it is told to stop",
        ServeOptions.OPTIONS,
        ServeCommand::run);
  }

  static List<Command> all() {
    var commands = new ArrayList<Command>();
    commands.add(serve());
    commands.add(DropInCommand.command());
    commands.addAll(checks());
    commands.addAll(queries());
    commands.add(
        new Command(
            "test promql",
            "FILE...",
            "Runs PromQL test scripts, a line for each file, the totals last; exit 1 if any fails",
            List.of(),
            TestCommand::run));
    commands.addAll(AlertingCommands.all());
    commands.add(
        new Command(
            "test rules",
            "FILE...",
            "Runs unit tests of rules in promtool's form; exit 1 if any fails",
            RuleCommands.TEST_OPTIONS,
            RuleCommands::test));
    commands.addAll(rules());
    commands.addAll(dashboards());
    commands.addAll(stores());
    commands.addAll(backups());
    commands.addAll(AccountCommands.all());
    commands.add(
        new Command(
            "health",
            "",
            "Asks a running server how it is; exit 0 healthy, 1 degraded, 2 failing or not reached",
            List.of(SERVER, USER),
            HealthCommand::run));
    commands.add(
        new Command(
            "completion",
            "bash|zsh",
            "Prints shell completion, for use as in: source <(tocsin completion bash)",
            List.of(),
            Completion::run));
    return commands;
  }

  private static List<Command> checks() {
    return List.of(
        new Command(
            "check config",
            "FILE...",
            "Checks configuration files, a line for each; exit 1 if any is bad",
            List.of(Option.flag("syntax-only", "do not warn of files they name that are missing")),
            CheckCommand::config),
        new Command(
            "check rules",
            "[FILE]...",
            "Checks rule files, or standard input, as promtool does; exit 1 if any is bad, 3 lint",
            RuleCommands.CHECK_OPTIONS,
            RuleCommands::check),
        new Command(
            "check metrics",
            "< TEXT",
            "Checks what a target exposes, from standard input; exit 0 clean, 3 lint, 1 unreadable",
            List.of(),
            CheckCommand::metrics));
  }

  private static List<Command> queries() {
    var start = Option.of("start", "TIME", "RFC 3339 or Unix seconds (default no bound)");
    var end = Option.of("end", "TIME", "RFC 3339 or Unix seconds (default no bound)");
    var match =
        Option.of("match", "SELECTOR", "series selector, as up{job=\"a\"}; may be repeated");
    var from =
        Option.of("start", "TIME", "RFC 3339 or Unix seconds (default 5 minutes before the end)");
    var to = Option.of("end", "TIME", "RFC 3339 or Unix seconds (default now)");
    var step =
        Option.of("step", "DURATION", "between points, as 15s (default for about 250 points)");
    var time = Option.of("time", "TIME", "RFC 3339 or Unix seconds (default now)");
    return List.of(
        new Command(
            "query instant",
            "[URL] QUERY",
            "Asks a server for a query's value at one time",
            List.of(SERVER, USER, FORMAT, time),
            QueryCommand::instant),
        new Command(
            "query range",
            "[URL] QUERY",
            "Asks a server for a query's values over a range of time",
            List.of(SERVER, USER, FORMAT, from, to, step),
            QueryCommand::range),
        new Command(
            "query series",
            "[URL]",
            "Lists a server's series that match any of the selectors",
            List.of(SERVER, USER, FORMAT, start, end, match),
            QueryCommand::series),
        new Command(
            "query labels",
            "[URL] NAME",
            "Lists the values that a label has on a server",
            List.of(SERVER, USER, FORMAT, start, end, match),
            QueryCommand::labels));
  }

  private static List<Command> dashboards() {
    return List.of(
        new Command(
            "dashboards check",
            "FILE...",
            "Says of dashboards in files, Grafana's or own, which panels are drawn whole; no"
                + " server",
            List.of(),
            DashboardCommands::check),
        new Command(
            "dashboards import",
            "[URL] FILE...",
            "Puts dashboards in files, Grafana's or own, into a server",
            List.of(SERVER, USER, DashboardCommands.FOLDER, DashboardCommands.OVERWRITE),
            DashboardCommands::imported),
        new Command(
            "dashboards export",
            "[URL] UID",
            "Prints a dashboard of a server",
            List.of(SERVER, USER, DashboardCommands.FORMAT),
            DashboardCommands::export));
  }

  private static List<Command> rules() {
    var preview = new ArrayList<>(RuleCommands.PREVIEW_OPTIONS);
    preview.addAll(List.of(SERVER, USER, FORMAT));
    return List.of(
        new Command(
            "rules show",
            "FILE...",
            "Shows the rule files that files in plain language come to",
            List.of(),
            RuleCommands::show),
        new Command(
            "rules preview",
            "[URL] [FILE]",
            "Asks a server when rules would have fired in the past",
            preview,
            RuleCommands::preview),
        new Command(
            "bench anomaly",
            "",
            "Counts faults in made series that the anomaly rule finds, beside a z-score",
            RuleCommands.BENCH_OPTIONS,
            RuleCommands::benchAnomaly));
  }

  private static List<Command> stores() {
    return List.of(
        new Command(
            "tsdb analyze",
            "DIR",
            "Says what a data directory holds, also while a server has it open",
            List.of(),
            TsdbCommand::analyze),
        new Command(
            "tsdb verify",
            "DIR",
            "Checks every byte of a data directory, also one in use; exit 1 if any is bad",
            List.of(),
            TsdbCommand::verify),
        new Command(
            "tsdb dump",
            "DIR",
            "Prints the samples of a data directory, also of one in use",
            List.of(
                Option.of("match", "SELECTOR", "series selector, may be repeated (default all)"),
                Option.of("min-time", "MILLIS", "from then on, included"),
                Option.of("max-time", "MILLIS", "until then, included")),
            TsdbCommand::dump),
        new Command(
            "tsdb import",
            "SOURCE",
            "Adds Prometheus' blocks and log, or OpenMetrics text with times, to a data directory",
            transferOptions(
                Option.of(
                    "data", "DIR", "data directory that no server has open, made if missing")),
            TransferCommand::importInto),
        new Command(
            "tsdb export",
            "",
            "Writes a data directory, also one in use, as Prometheus' blocks or OpenMetrics text",
            transferOptions(
                Option.of("data", "DIR", "data directory to read"),
                Option.of(
                    "to", "PATH", "folder of blocks, or file of text (- for standard output)"),
                Option.of("format", "FORMAT", "prometheus (default) or openmetrics"),
                Option.of("block-duration", "DURATION", "width of a block (default 2h)")),
            TransferCommand::export),
        new Command(
            "tsdb create-blocks-from rules",
            "FILE...",
            "Writes what recording rules would have stored as Prometheus' blocks",
            RuleCommands.backfillOptions(SERVER, USER),
            RuleCommands::backfill),
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

  private static List<Command> backups() {
    return List.of(
        new Command(
            "backup",
            "DIR",
            "Adds a backup of a server (or --data) to a folder, reads it back; exit 1 if it is bad",
            List.of(
                SERVER,
                USER,
                Option.of("data", "DIR", "data directory of a server that does not run"),
                Option.of("keep", "N", "then delete all but the newest N (default 0: none)")),
            BackupCommand::backup),
        new Command(
            "restore",
            "DIR",
            "Fills an empty or missing data directory from a backup, or the newest in a folder",
            List.of(Option.of("data", "NEW", "the data directory")),
            BackupCommand::restore));
  }

  private static List<Option> transferOptions(Option... own) {
    var options = new ArrayList<>(List.of(own));
    options.add(Option.of("match", "SELECTOR", "series selector, may be repeated (default all)"));
    options.add(Option.of("min-time", "TIME", "from then on, as milliseconds or RFC 3339"));
    options.add(Option.of("max-time", "TIME", "until then, included"));
    return options;
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
    var family = family(words.getFirst());
    var given = String.join(" ", words.subList(0, Math.min(2, words.size())));
    if (!family.isEmpty()) {
      var what = words.size() == 1 ? ": incomplete command" : ": unknown command";
      var names = String.join(", ", family.stream().map(Command::name).toList());
      throw new UsageException(given + what + " (expected: " + names + ")");
    }
    throw new UsageException(given + ": unknown command" + nearest(commands, given));
  }

  /// Returns the commands of two words that begin with this one; none where it begins none.
  private static List<Command> family(String word) {
    return all().stream().filter(command -> command.name().startsWith(word + " ")).toList();
  }

  /// Returns the help for what these words name: everything, a family of commands, or one command.
  ///
  /// @throws UsageException if they name no command
  static String help(List<String> words) {
    if (words.isEmpty()) {
      return overview();
    }
    var family = words.size() == 1 ? family(words.getFirst()) : List.<Command>of();
    // a word may be a command itself and begin others
    boolean whole = all().stream().anyMatch(command -> command.words().equals(words));
    var own = whole || family.isEmpty() ? find(words).help() : "";
    var others = family.isEmpty() ? "" : list(family) + DETAILS;
    return own + (own.isEmpty() || others.isEmpty() ? "" : "\n") + others;
  }

  private static String nearest(List<Command> commands, String given) {
    var names = commands.stream().map(Command::name).toList();
    var best = NearestName.of(given, names);
    if (best.isEmpty()) {
      best = NearestName.of(given.split(" ", 2)[0], names);
    }
    return best.isEmpty() ? " (see tocsin --help)" : " (did you mean " + best + "?)";
  }

  private static String overview() {
    return "Tocsin "
        + Version.current()
        + ": monitoring in one process.\n\n"
        + "usage: tocsin COMMAND [OPTION]...\n"
        + "       tocsin [OPTION]...    means tocsin serve [OPTION]...\n\n"
        + list(all())
        + "  --version                   Prints the version\n"
        + DETAILS;
  }

  private static String list(List<Command> commands) {
    var out = new StringBuilder();
    for (var command : commands) {
      var usage = (command.name() + " " + command.operands()).strip();
      out.append(String.format("  %-27s %s%n", usage, command.summary()));
    }
    return out.toString();
  }
}
