package io.tocsin.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.model.Labels;
import io.tocsin.testkit.SeededTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenMetricsTextTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tocsin.conformance", "../../shared/conformance"), "openmetrics");

  private record Sample(Labels labels, long millis, double value) {}

  private static List<Sample> read(String text) throws IOException {
    var found = new ArrayList<Sample>();
    OpenMetricsText.read(
        "in.om",
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        (labels, millis, value) -> found.add(new Sample(labels, millis, value)));
    return found;
  }

  @Test
  void everyVerdictOfTheConformanceBodiesIsReached() throws IOException {
    assumeTrue(
        Files.isDirectory(FOLDER), () -> "OpenMetrics conformance bodies: none at " + FOLDER);
    try (var folders = Files.list(FOLDER)) {
      var wrong = new ArrayList<String>();
      for (var folder : folders.sorted().toList()) {
        boolean good =
            !Files.readString(folder.resolve("test.json")).contains("\"shouldParse\": false");
        var problem = OpenMetricsText.check(Files.readAllBytes(folder.resolve("metrics")));
        if (problem.isEmpty() != good) {
          wrong.add(folder.getFileName() + ": " + problem);
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void samplesAreReadWithTimesInMilliseconds() throws IOException {
    var text =
        """
        # HELP a help
        # TYPE a counter
        a_total{x="1"} 1 1.001 # {id="q"} 0.5 1
        a_total{x="1"} 2 2
        a_created{x="1"} 0.5 2
        # TYPE h histogram
        h_bucket{le="1"} 1 -3.5
        {"b.c","d e"="f"} +Inf 1e3
        # EOF
        """;
    assertThat(read(text))
        .containsExactly(
            new Sample(Labels.of("__name__", "a_total", "x", "1"), 1_001, 1),
            new Sample(Labels.of("__name__", "a_total", "x", "1"), 2_000, 2),
            new Sample(Labels.of("__name__", "a_created", "x", "1"), 2_000, 0.5),
            new Sample(Labels.of("__name__", "h_bucket", "le", "1.0"), -3_500, 1),
            new Sample(
                Labels.of("__name__", "b.c", "d e", "f"), 1_000_000, Double.POSITIVE_INFINITY));
  }

  @Test
  void linesThatAreWrongAreNamed() {
    assertThatThrownBy(() -> read("a 1 1\nb 1\n# EOF\n"))
        .hasMessage("in.om: line 2: b has no timestamp (expected: one behind the value)");
    assertThatThrownBy(() -> read("a 1 1\n")).hasMessageContaining("line 2: the text ends");
    assertThatThrownBy(() -> read("a 1 1\n\n# EOF\n"))
        .hasMessageContaining("line 2: an empty line");
    assertThatThrownBy(() -> read("a x 1\n# EOF\n")).hasMessageContaining("line 1: value: \"x\"");
  }

  @SeededTest(seeds = 300)
  void anyTextIsReadOrRefused(Random random) {
    var text =
        new StringBuilder("# TYPE a counter\na_total{x=\"1\"} 1 1.5 # {id=\"q\"} 0.5 1\n# EOF\n");
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.setCharAt(
          random.nextInt(text.length()), " #{}\"\\=,1aE\n\u0000ü".charAt(random.nextInt(14)));
    }
    try {
      assertThat(read(text.toString()).size()).isLessThan(3);
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith("in.om: line ");
    }
  }
}
