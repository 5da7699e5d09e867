package io.tocsin.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A Prometheus that takes remote write: the one that is installed, or the one at
/// `-Dtocsin.prometheus=PATH`.
final class Oracle implements AutoCloseable {
  private static final Path BINARY =
      Path.of(System.getProperty("tocsin.prometheus", "/usr/bin/prometheus"));

  private final PeerProgram program;
  private final String version;

  private Oracle(PeerProgram program) throws IOException {
    this.program = program;
    this.version =
        program.web().get("/api/v1/status/buildinfo").json().at("data", "version").text();
  }

  static Oracle start(Path folder) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(BINARY),
        BINARY + " is not installed: install prometheus, or give -Dtocsin.prometheus=PATH");
    var config = Files.writeString(folder.resolve("oracle.yml"), "scrape_configs: []\n");
    PeerProgram.Line line =
        port ->
            List.of(
                BINARY.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("oracle"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver",
                "--enable-feature=promql-experimental-functions");
    var log = folder.resolve("oracle.log");
    try {
      return new Oracle(PeerProgram.start(line, log, "/-/ready"));
    } catch (RuntimeException | Error e) {
      throw new AssertionError(Files.readString(log), e);
    }
  }

  Web web() {
    return program.web();
  }

  String version() {
    return version;
  }

  /// Tells whether it is of before the change of ranges and the notes of 3.0.
  boolean isOld() {
    return version.startsWith("2.");
  }

  @Override
  public void close() {
    program.close();
  }
}
