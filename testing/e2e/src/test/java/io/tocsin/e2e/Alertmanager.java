package io.tocsin.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Debian's prometheus-alertmanager with one receiver that tells nobody.
final class Alertmanager implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");

  private final PeerProgram program;

  private Alertmanager(PeerProgram program) {
    this.program = program;
  }

  static Alertmanager start(Path folder) throws IOException {
    PeerProgram.assumeInstalled(BINARY);
    var config = folder.resolve("alertmanager.yml");
    Files.writeString(config, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
    PeerProgram.Line line =
        port ->
            List.of(
                BINARY.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
    return new Alertmanager(
        PeerProgram.start(line, folder.resolve("alertmanager.log"), "/-/ready"));
  }

  String address() {
    return program.address();
  }

  /// The alerts that it holds to be active, as its API lists them.
  String alerts() throws IOException {
    return program.web().get("/api/v2/alerts").body();
  }

  @Override
  public void close() {
    program.close();
  }
}
