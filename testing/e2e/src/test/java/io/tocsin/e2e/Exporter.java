package io.tocsin.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Debian's prometheus-node-exporter.
final class Exporter implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/prometheus-node-exporter");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final PeerProgram program;

  private Exporter(PeerProgram program) {
    this.program = program;
  }

  static Exporter start() throws IOException {
    PeerProgram.assumeInstalled(BINARY);
    PeerProgram.Line line =
        port -> List.of(BINARY.toString(), "--web.listen-address=127.0.0.1:" + port);
    return new Exporter(PeerProgram.start(line, Path.of("/dev/null"), "/metrics"));
  }

  String address() {
    return program.address();
  }

  /// The label sets it exposes now, name included, read without the product's parser.
  Set<Map<String, String>> exposed() throws IOException {
    var exposed = new HashSet<Map<String, String>>();
    for (var line : program.web().get("/metrics").body().lines().toList()) {
      if (!line.startsWith("#") && !line.isBlank()) {
        exposed.add(labels(line.substring(0, line.lastIndexOf(' '))));
      }
    }
    return exposed;
  }

  private static Map<String, String> labels(String series) {
    var labels = new HashMap<String, String>();
    int brace = series.indexOf('{');
    labels.put("__name__", brace < 0 ? series : series.substring(0, brace));
    var matcher = LABEL.matcher(series);
    while (brace >= 0 && matcher.find()) {
      var value = matcher.group(2).replace("\\n", "\n").replace("\\\"", "\"");
      if (!value.isEmpty()) {
        labels.put(matcher.group(1), value.replace("\\\\", "\\"));
      }
    }
    return labels;
  }

  /// Ends the process, so that its port answers nobody.
  void stop() {
    program.close();
  }

  @Override
  public void close() {
    stop();
  }
}
