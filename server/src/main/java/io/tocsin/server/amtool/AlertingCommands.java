package io.tocsin.server.amtool;

import io.tocsin.server.Command;
import java.util.ArrayList;
import java.util.List;

/// Every command of this package, in the order of `--help`.
public final class AlertingCommands {
  private AlertingCommands() {}

  /// Returns the commands. One of one word, such as `silence`, comes after those that begin with
  /// it, and stands for the query.
  public static List<Command> all() {
    var commands = new ArrayList<Command>();
    commands.addAll(AlertCommand.commands());
    commands.addAll(SilenceCommand.commands());
    commands.addAll(ConfigCommand.commands());
    commands.addAll(ReceiverCommand.commands());
    commands.add(TemplateCommand.command());
    return commands.stream().map(AlertingCommands::withFile).toList();
  }

  /// Lets amtool's own files count where the command line says nothing.
  private static Command withFile(Command command) {
    return new Command(
        command.name(),
        command.operands(),
        command.summary(),
        command.options(),
        (arguments, console) -> {
          var said = AmtoolFile.read(AmtoolFile.places(System.getenv()));
          return command.action().run(arguments.or(command.options(), said), console);
        });
  }
}
