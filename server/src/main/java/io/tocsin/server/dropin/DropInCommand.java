package io.tocsin.server.dropin;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.Lifecycle;
import io.tocsin.kit.Clock;
import io.tocsin.server.Arguments;
import io.tocsin.server.Command;
import io.tocsin.server.Console;
import io.tocsin.server.Listening;
import io.tocsin.server.Signals;
import io.tocsin.server.UsageException;
import io.tocsin.server.Version;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `tocsin alertmanager`: starts, says where it listens, waits for a signal, stops.
public final class DropInCommand implements Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DropInCommand.class);
  private static final long STOP_SECONDS_MAX = 30;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable DropInWiring wiring;

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
    return new DropInCommand().serve(arguments, console, started);
  }

  private int serve(Arguments arguments, Console console, Started started)
      throws IOException, InterruptedException {
    var running = DropInWiring.start(arguments, this, Clock.system());
    wiring = running;
    Runtime.getRuntime().addShutdownHook(new Thread(this::awaitStop, "shutdown"));
    Signals.on("HUP", this::reloadQuietly);
    Signals.on("TERM", this::quit);
    Signals.on("INT", this::quit);
    try {
      // scripts and tests of Alertmanager wait for these words
      console.err().println("Listening on address=" + running.address());
      started.listening(running.address(), this);
      stop.await();
    } finally {
      LOG.info("stopping");
      close(running);
    }
    return 0;
  }

  private void close(DropInWiring running) throws IOException {
    try {
      running.close();
    } finally {
      stopped.countDown();
    }
  }

  private void reloadQuietly() {
    try {
      reload();
    } catch (IllegalArgumentException e) {
      LOG.atError().addKeyValue("err", e.getMessage()).log("configuration reload failed");
    }
  }

  /// Runs when the process is told to end: lets `serve` close everything first.
  private void awaitStop() {
    stop.countDown();
    try {
      if (!stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.error("gave up stopping after 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void reload() {
    var running = wiring;
    if (running != null) {
      running.reload();
    }
  }

  @Override
  public void quit() {
    stop.countDown();
  }
}
