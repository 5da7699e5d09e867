package io.tocsin.server.amtool;

import io.tocsin.kit.YamlSection;
import io.tocsin.model.Labels;
import io.tocsin.notify.AlertmanagerConfig;
import io.tocsin.notify.IntegrationSpec;
import io.tocsin.notify.ReceiverReader;
import io.tocsin.notify.Route;
import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// `tocsin config …`: the configuration that a server routes alerts by, and where it sends them.
final class ConfigCommand {
  private ConfigCommand() {}

  static List<Command> commands() {
    var file = Option.of("config.file", "FILE", "a configuration in place of a server's");
    return List.of(
        show("config show"),
        routes("config routes show", file),
        new Command(
            "config routes test",
            "LABEL=VALUE...",
            "Says which receivers an alert with these labels goes to",
            Options.with(
                file,
                Option.of("verify.receivers", "NAMES", "exit 1 if it goes to others, as a,b"),
                Option.flag("tree", "show the routes it goes through")),
            ConfigCommand::test),
        routes("config routes", file),
        show("config"));
  }

  private static Command show(String name) {
    return new Command(
        name,
        "",
        "Shows the configuration by which a server routes alerts",
        Options.with(),
        ConfigCommand::show);
  }

  private static Command routes(String name, Option file) {
    return new Command(name, "", "Draws the routing tree", Options.with(file), ConfigCommand::tree);
  }

  private static int show(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var printer = Printer.of(arguments, console);
    printer.config(Remote.of(arguments).get("v2/status"));
    return 0;
  }

  private static int tree(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    console.out().println("Routing tree:");
    console.out().println(RouteTree.whole(root(arguments, console)));
    return 0;
  }

  private static int test(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    var root = root(arguments, console);
    var labels = labels(arguments);
    if (arguments.isSet("tree")) {
      console.out().println("Matching routes:");
      console.out().println(RouteTree.matching(root, labels));
      console.out().println();
    }
    var receivers =
        root.match(labels).stream()
            .map(route -> route.options().receiver())
            .collect(Collectors.joining(","));
    console.out().println(receivers);
    var expected = arguments.value("verify.receivers", "");
    if (!expected.isEmpty() && !expected.equals(receivers)) {
      console.out().println("WARNING: Expected receivers did not match resolved receivers.");
      return 1;
    }
    return 0;
  }

  static Labels labels(Arguments arguments) throws IOException {
    var syntax = Options.syntax(arguments);
    try {
      return Labels.of(CommandMatchers.pairs(arguments.operands(), syntax, "Labels"));
    } catch (IOException e) {
      throw new IOException("Failed to parse labels: " + e.getMessage(), e);
    }
  }

  private static Route root(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    if (!arguments.has("config.file")) {
      var text = Remote.of(arguments).get("v2/status").at("config").at("original").text();
      return parse("the server's configuration", text, arguments).route();
    }
    if (arguments.has(Options.URL)) {
      console.err().println("Warning: --config.file flag overrides the --alertmanager.url.");
    }
    return ofFile(arguments).route();
  }

  /// Reads the routes, and all else but what receivers are made of, of the file that is named.
  static AlertmanagerConfig ofFile(Arguments arguments) throws IOException {
    var file = arguments.value("config.file", "");
    try {
      return parse(file, Files.readString(Path.of(file)), arguments);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file (expected: an alertmanager.yml)", e);
    }
  }

  private static AlertmanagerConfig parse(String name, String text, Arguments arguments) {
    return AlertmanagerConfig.parse(name, text, Options.syntax(arguments), RoutesOnly.READER);
  }

  /// Passes over what receivers are made of: where alerts go does not depend on it, and a newer
  /// server's kinds of receivers are no reason to refuse its routes.
  private static final class RoutesOnly implements ReceiverReader, ReceiverReader.Receivers {
    static final RoutesOnly READER = new RoutesOnly();

    @Override
    public Receivers global(YamlSection global, String directory) {
      global.node().entries().keySet().forEach(global::find);
      return this;
    }

    @Override
    public List<IntegrationSpec> read(YamlSection receiver) {
      receiver.node().entries().keySet().forEach(receiver::find);
      return List.of();
    }
  }
}
