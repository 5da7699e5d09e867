package io.tocsin.server;

import io.tocsin.api.Lifecycle;
import io.tocsin.kit.Clock;
import io.tocsin.server.process.ServingProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `tocsin serve`: starts everything, waits for a signal, stops everything within 30 s.
final class ServeCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Configuration configuration;
  private final Started started;

  /// Is told once that requests are answered.
  @FunctionalInterface
  interface Started {
    void listening(int port, Lifecycle process) throws IOException, InterruptedException;
  }

  private ServeCommand(Configuration configuration, Started started) {
    this.configuration = configuration;
    this.started = started;
  }

  static int run(Arguments arguments, Console console) throws IOException, InterruptedException {
    return run(arguments, (_, _) -> {});
  }

  static int run(Arguments arguments, Started started) throws IOException, InterruptedException {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(arguments.operands().getFirst() + ": serve takes no operands");
    }
    Listening.quietLibraries();
    Path file = arguments.has("config") ? Path.of(arguments.value("config", "")) : null;
    var clock = Clock.system();
    var configuration = Configuration.load(file, clock);
    var text = configuration.state().text();
    var settings = Settings.read(arguments, configuration.name(), text);
    System.setProperty("tocsin.log.level", settings.text("log.level", "info"));
    System.setProperty("tocsin.log.format", settings.text("log.format", "logfmt"));
    return new ServeCommand(configuration, started).serve(settings, clock);
  }

  private int serve(Settings settings, Clock clock) throws IOException, InterruptedException {
    var process = new ServingProcess(configuration::reload);
    var wiring = Wiring.start(settings, configuration, process, clock);
    long interval = settings.millis("config.auto-reload-interval", "5s");
    var watcher = Thread.ofVirtual().name("config-watch").start(() -> watch(interval));
    process.serve(
        () -> {
          watcher.interrupt();
          wiring.close();
        },
        () -> {
          announce(settings, wiring);
          started.listening(wiring.port(), process);
        });
    return 0;
  }

  private void announce(Settings settings, Wiring wiring) {
    var listen = Address.parse(settings.text("listen", "127.0.0.1:9090"));
    var host =
        listen.host().isEmpty() || listen.host().equals("0.0.0.0") ? "localhost" : listen.host();
    var scheme = wiring.isSecure() ? "https://" : "http://";
    var url = scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + wiring.port() + "/";
    if (listen.isOpen() && settings.isSet("insecure")) {
      LOG.atWarn()
          .addKeyValue("address", settings.text("listen", ""))
          .log("insecure: open to others without users");
    }
    var line = LOG.atInfo().addKeyValue("url", url);
    if (settings.has("web.external-url")) {
      line = line.addKeyValue("external", settings.text("web.external-url", ""));
    }
    line.log("listening");
    var link = wiring.setupLink(settings);
    if (!link.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("link", link)
          .log("no user yet: open this link once to make the administrator");
    }
  }

  private void watch(long intervalMillis) {
    try {
      configuration.watch(intervalMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
