package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Runs the test scripts of Prometheus itself, where a copy of them lies beside the checkout.
final class PromqlConformanceTest {
  private static Path folder() {
    var folder = System.getProperty("tocsin.conformance");
    if (folder != null) {
      return Path.of(folder, "promqltest");
    }
    return Path.of("..", "..", "..", "shared", "conformance", "promqltest");
  }

  @Test
  void answersAsPrometheusDoes() throws IOException {
    var folder = folder();
    assumeTrue(Files.isDirectory(folder), "no conformance scripts in " + folder.toAbsolutePath());
    var failures = new ArrayList<String>();
    int passed = 0;
    for (var file : files(folder)) {
      var name = String.valueOf(file.getFileName());
      var report = PromqlScript.run(name, Files.readString(file), new EngineTarget());
      System.out.printf("%s: passed %d, failed %d%n", name, report.passed(), report.failed());
      passed += report.passed();
      report.failures().forEach(failure -> failures.add(name + ":" + failure));
      report.failures().forEach(failure -> System.out.println(name + ":" + failure));
    }
    assertThat(failures).isEmpty();
    assertThat(passed).isPositive();
  }

  private static Iterable<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
  }
}
