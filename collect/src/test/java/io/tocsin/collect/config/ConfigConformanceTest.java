package io.tocsin.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.kit.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Prometheus' own test configurations with the verdicts of `promtool check config`.
final class ConfigConformanceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tocsin.conformance", "../shared/conformance"))
          .resolve("prometheus-config");

  /// The collection lacks this file, which several of its configurations import.
  private static final String NEIGHBOUR =
      """
      scrape_configs:
        - job_name: prometheus
          static_configs:
            - targets: ['localhost:8080']
      """;

  @Test
  void verdictsAreThoseOfPromtool() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "no conformance data at " + FOLDER);
    var wrong = new ArrayList<String>();
    int judged = 0;
    for (var line : Files.readAllLines(FOLDER.resolve("verdicts.tsv"))) {
      var columns = line.split("\t", -1);
      boolean agent = columns.length > 2 && columns[2].equals("agent");
      if (line.startsWith("#") || columns[0].isEmpty() || (agent && columns[1].equals("refused"))) {
        continue;
      }
      judged++;
      var refusal = refusal(FOLDER.resolve(columns[0]));
      if (refusal.isEmpty() != columns[1].equals("accepted")) {
        wrong.add(columns[0] + " " + columns[1] + ": " + refusal);
      }
    }
    System.out.println("prometheus-config: " + (judged - wrong.size()) + " of " + judged);
    assertThat(wrong).isEmpty();
  }

  private static String refusal(Path file) throws IOException {
    try {
      PrometheusConfig.parse(file.toString(), Files.readString(file), new WithNeighbour());
      return "";
    } catch (ConfigException e) {
      assertThat(e.getMessage()).contains(".yml:");
      return e.getMessage();
    }
  }

  private static final class WithNeighbour implements ReadFiles {
    private final ReadFiles disk = ReadFiles.disk();

    @Override
    public List<Path> glob(String pattern) {
      return isNeighbour(pattern) ? List.of(Path.of(pattern)) : disk.glob(pattern);
    }

    private static boolean isNeighbour(String path) {
      return path.endsWith("/scrape_config_files.good.yml");
    }

    @Override
    public String read(Path file) throws IOException {
      return isNeighbour(file.toString()) ? NEIGHBOUR : disk.read(file);
    }

    @Override
    public boolean exists(Path file) {
      return disk.exists(file);
    }

    @Override
    public long modifiedMillis(Path file) {
      return disk.modifiedMillis(file);
    }

    @Override
    public @Nullable String environment(String name) {
      return null;
    }
  }
}
