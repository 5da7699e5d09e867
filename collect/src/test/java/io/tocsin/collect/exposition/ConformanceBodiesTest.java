package io.tocsin.collect.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.collect.exposition.TextParser.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConformanceBodiesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tocsin.conformance", "../../shared/conformance"), "exposition");

  @ParameterizedTest
  @ValueSource(strings = {"alltypes.237mfs.prom.txt", "alltypes.237mfs.nometa.prom.txt"})
  void parsesFully(String name) throws IOException {
    var file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), () -> "conformance bodies: none at " + FOLDER);
    var bytes = Files.readAllBytes(file);
    long expected =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .count();

    long found = 0;
    var parser = new TextParser(bytes);
    while (parser.next()) {
      if (parser.kind() == Kind.SERIES) {
        assertThat(parser.labels().metricName()).isNotEmpty();
        found++;
      }
    }
    assertThat(found).isEqualTo(expected).isPositive();
  }
}
