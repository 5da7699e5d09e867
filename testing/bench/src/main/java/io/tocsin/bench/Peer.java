package io.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program under measurement: which kind it is, what to call it and where its binary lies.
///
/// @param flags added to the command line, for what not every version knows
record Peer(Kind kind, String name, Path binary, List<String> flags) {
  private static final Pattern VERSION =
      Pattern.compile("\\b(\\d+\\.\\d+\\.\\d+|20\\d\\d-\\d\\d-\\d\\d)");

  Peer {
    flags = List.copyOf(flags);
  }

  Peer(Kind kind, String name, Path binary) {
    this(kind, name, binary, List.of());
  }

  enum Kind {
    PROMETHEUS,
    VICTORIA,
    ALERTMANAGER,
    TOCSIN
  }

  /// A peer named after its kind and the version its binary reports.
  static Peer of(Kind kind, Path binary) {
    var match = VERSION.matcher(printed(binary, List.of("--version")));
    var version = match.find() ? match.group(1) : "";
    return new Peer(
        kind,
        switch (kind) {
          case PROMETHEUS -> ("Prometheus " + version).strip();
          case VICTORIA -> ("VictoriaMetrics " + version).strip();
          case ALERTMANAGER -> ("Alertmanager " + version).strip();
          case TOCSIN -> ("Tocsin " + version).strip();
        },
        binary,
        flags(kind, binary));
  }

  /// The command line that serves `dataDir` on a loopback port with the given configuration.
  List<String> command(Path config, Path dataDir, int port) {
    var address = "127.0.0.1:" + port;
    var command =
        new ArrayList<>(
            switch (kind) {
              case PROMETHEUS ->
                  List.of(
                      binary.toString(),
                      "--config.file=" + config,
                      "--storage.tsdb.path=" + dataDir,
                      "--web.listen-address=" + address,
                      "--web.enable-remote-write-receiver",
                      "--web.enable-admin-api",
                      "--log.level=warn");
              // The limits and the offset are lifted so that the same questions can be asked of
              // all.
              case VICTORIA ->
                  List.of(
                      binary.toString(),
                      "-promscrape.config=" + config,
                      "-storageDataPath=" + dataDir,
                      "-httpListenAddr=" + address,
                      "-retentionPeriod=1y",
                      "-search.maxUniqueTimeseries=5000000",
                      "-search.latencyOffset=0s",
                      "-loggerLevel=WARN");
              case ALERTMANAGER -> alerting(config, dataDir, port);
              case TOCSIN ->
                  List.of(
                      binary.toString(),
                      "--config.file=" + config,
                      "--storage.tsdb.path=" + dataDir,
                      "--web.listen-address=" + address,
                      "--web.enable-admin-api");
            });
    command.addAll(flags);
    return command;
  }

  /// The command line that serves the notifying part alone, as Alertmanager.
  List<String> alerting(Path config, Path dataDir, int port) {
    var command = new ArrayList<>(List.of(binary.toString()));
    if (kind == Kind.TOCSIN) {
      command.add("alertmanager");
    }
    command.addAll(
        List.of(
            "--config.file=" + config,
            "--storage.path=" + dataDir,
            "--web.listen-address=127.0.0.1:" + port,
            // Alone: nobody to gossip with.
            "--cluster.listen-address="));
    return command;
  }

  /// The series it holds in memory, as it counts them itself; empty if it has no such count.
  String headSeriesMetric() {
    return switch (kind) {
      case PROMETHEUS -> "prometheus_tsdb_head_series";
      case VICTORIA, ALERTMANAGER -> "";
      case TOCSIN -> "tocsin_tsdb_head_series";
    };
  }

  /// What counts the blocks or parts it has written and merged behind the answers.
  List<String> compactionMetrics() {
    return switch (kind) {
      case PROMETHEUS -> List.of("prometheus_tsdb_compactions_total");
      case VICTORIA -> List.of("vm_merges_total");
      case ALERTMANAGER -> List.of();
      case TOCSIN -> List.of("tocsin_tsdb_blocks_cut_total", "tocsin_tsdb_compactions_total");
    };
  }

  // Flags that some versions need and others refuse: native histograms, which older versions of
  // Prometheus hide, and an end to the result cache, so that no answer comes from it.
  private static List<String> flags(Kind kind, Path binary) {
    return switch (kind) {
      case PROMETHEUS ->
          printed(binary, List.of("--help")).contains("native-histograms")
              ? List.of("--enable-feature=native-histograms")
              : List.of();
      case VICTORIA, ALERTMANAGER -> List.of();
      case TOCSIN ->
          printed(binary, List.of("serve", "--help")).contains("--query.cache-size")
              ? List.of("--query.cache-size=0")
              : List.of();
    };
  }

  /// Parameters added to every query, so that no answer comes from a result cache.
  String queryExtra() {
    return switch (kind) {
      case PROMETHEUS, ALERTMANAGER -> "";
      case VICTORIA, TOCSIN -> "&nocache=1";
    };
  }

  private static String printed(Path binary, List<String> arguments) {
    var command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readNBytes(65_536), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return text;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          binary + ": cannot be run (expected: a program): " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
