package io.tocsin.server.dropin;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.Lifecycle;
import io.tocsin.kit.Clock;
import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Listening;
import io.tocsin.server.UsageException;
import io.tocsin.server.Version;
import io.tocsin.server.process.ServingProcess;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `tocsin alertmanager`: starts, says where it listens, waits for a signal, stops.
public final class DropInCommand {
  private static final Logger LOG = LoggerFactory.getLogger(DropInCommand.class);

  private DropInCommand() {}

  /// Is told once that requests are answered.
  @FunctionalInterface
  public interface Started {
    void listening(String address, Lifecycle process) throws IOException, InterruptedException;
  }

  public static Command command() {
    return new Command(
        "alertmanager",
        "",
        "Runs in place of an Alertmanager, with its flags, and serves nothing else",
        DropInOptions.ALL,
        DropInCommand::run);
  }

  private static int run(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    if (arguments.isSet("version")) {
      console
          .out()
          .println(
              "alertmanager, version "
                  + AlertingParts.COMPATIBLE
                  + " (tocsin "
                  + Version.current()
                  + ")");
      return 0;
    }
    return run(arguments, console, (_, _) -> {});
  }

  /// Runs until it is told to stop.
  public static int run(Arguments arguments, Console console, Started started)
      throws IOException, InterruptedException {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(
          arguments.operands().getFirst() + ": alertmanager takes no operands");
    }
    Listening.quietLibraries();
    System.setProperty("tocsin.log.level", arguments.value("log.level", "info"));
    System.setProperty("tocsin.log.format", arguments.value("log.format", "logfmt"));
    var reload = new AtomicReference<Runnable>(() -> {});
    var process = new ServingProcess(() -> reload.get().run());
    var running = DropInWiring.start(arguments, process, Clock.system());
    reload.set(() -> reload(running));
    process.serve(
        running,
        () -> {
          // scripts and tests of Alertmanager wait for these words
          console.err().println("Listening on address=" + running.address());
          started.listening(running.address(), process);
        });
    return 0;
  }

  private static void reload(DropInWiring running) {
    try {
      running.reload();
    } catch (IllegalArgumentException e) {
      LOG.atError().addKeyValue("err", e.getMessage()).log("configuration reload failed");
      throw e;
    }
  }
}
