package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our own scripts, `src/test/resources/promql`.
final class ScriptsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests.test",
        "selection.test",
        "durations.test",
        "histograms.test",
        "starts.test"
      })
  void everyEvalAnswersAsExpected(String name) throws IOException {
    try (var file = ScriptsTest.class.getResourceAsStream("/promql/" + name)) {
      assertThat(file).isNotNull();
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      var report = PromqlScript.run(name, text, new EngineTarget());
      assertThat(report.failures()).isEmpty();
      assertThat(report.passed()).isEqualTo(text.lines().filter(l -> l.startsWith("eval")).count());
    }
  }
}
