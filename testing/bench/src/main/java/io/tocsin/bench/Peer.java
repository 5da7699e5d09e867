package io.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program under measurement: which kind it is, what to call it and where its binary lies.
record Peer(Kind kind, String name, Path binary) {
  private static final Pattern VERSION =
      Pattern.compile("\\b(\\d+\\.\\d+\\.\\d+|20\\d\\d-\\d\\d-\\d\\d)");

  enum Kind {
    PROMETHEUS,
    VICTORIA,
    TOCSIN
  }

  /// A peer named after its kind and the version its binary reports.
  static Peer of(Kind kind, Path binary) {
    var version = version(binary);
    return new Peer(
        kind,
        switch (kind) {
          case PROMETHEUS -> ("Prometheus " + version).strip();
          case VICTORIA -> ("VictoriaMetrics " + version).strip();
          case TOCSIN -> ("Tocsin " + version).strip();
        },
        binary);
  }

  /// The command line that serves `dataDir` on a loopback port with the given configuration.
  List<String> command(Path config, Path dataDir, int port) {
    var address = "127.0.0.1:" + port;
    return switch (kind) {
      case PROMETHEUS ->
          List.of(
              binary.toString(),
              "--config.file=" + config,
              "--storage.tsdb.path=" + dataDir,
              "--web.listen-address=" + address,
              "--web.enable-remote-write-receiver",
              "--web.enable-admin-api",
              "--log.level=warn");
      // The limits and the offset are lifted so that the same questions can be asked of all.
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
      case TOCSIN ->
          List.of(
              binary.toString(),
              "--config.file=" + config,
              "--storage.tsdb.path=" + dataDir,
              "--web.listen-address=" + address);
    };
  }

  /// Parameters added to every query, so that no answer comes from a result cache.
  String queryExtra() {
    return switch (kind) {
      case PROMETHEUS -> "";
      case VICTORIA, TOCSIN -> "&nocache=1";
    };
  }

  private static String version(Path binary) {
    try {
      var process =
          new ProcessBuilder(binary.toString(), "--version").redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readNBytes(4_096), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      var match = VERSION.matcher(text);
      return match.find() ? match.group(1) : "";
    } catch (IOException e) {
      throw new IllegalArgumentException(
          binary + ": cannot be run (expected: a program): " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
