package io.tocsin.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.collect.MetricsCheck.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo_total_x | counter | counter metrics should have \"_total\" suffix",
        "g_total | gauge | non-counter metrics should not have \"_total\" suffix",
        "a_minutes | gauge | use base unit \"seconds\" instead of \"minutes\"",
        "x_kilobytes | gauge | use base unit \"bytes\" instead of \"kilobytes\"",
        "x_ms | gauge | metric names should not contain abbreviated units",
        "my:thing | gauge | metric names should not contain ':'",
        "fooBar | gauge | metric names should be written in 'snake_case' not 'camelCase'",
        "z_gauge | gauge | metric name should not include type 'gauge'",
        "a_bucket | gauge | non-histogram metrics should not have \"_bucket\" suffix",
        "a_sum | gauge | non-histogram and non-summary metrics should not have \"_sum\" suffix",
      })
  void eachRuleHasItsMessage(String name, String type, String message) {
    var body = "# HELP %1$s x\n# TYPE %1$s %2$s\n%1$s 1\n".formatted(name, type);

    var report = check(body);

    assertThat(report.problems()).containsExactly(new Problem(name, message));
    assertThat(report.exitCode()).isEqualTo(3);
  }

  @Test
  void labelsHelpAndRepetitionAreJudgedToo() {
    var report =
        check("# TYPE a gauge\na{le=\"1\",quantile=\"1\",fooBar=\"x\"} 1\n# HELP b\nb 1\nb 2\n");

    assertThat(report.problems())
        .map(Problem::toString)
        .containsExactly(
            "a label names should be written in 'snake_case' not 'camelCase'",
            "a no help text",
            "a non-histogram metrics should not have \"le\" label",
            "a non-summary metrics should not have \"quantile\" label",
            "b metric not unique",
            "b no help text");
  }

  @Test
  void goodMetricsAreClean() {
    var report =
        check(
            """
            # HELP request_seconds Time.
            # TYPE request_seconds histogram
            request_seconds_bucket{le="+Inf"} 1
            request_seconds_sum 1
            request_seconds_count 1
            # HELP wait_seconds Time.
            # TYPE wait_seconds summary
            wait_seconds{quantile="0.5"} 1
            wait_seconds_sum 1
            wait_seconds_count 1
            # HELP requests_total Requests.
            # TYPE requests_total counter
            requests_total{code="200"} 1
            requests_total{code="500"} 1
            """);

    assertThat(report.problems()).isEmpty();
    assertThat(report.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a x\n",
        "# HELP a x\n# HELP a y\na 1\n",
        "a 1\n# TYPE a gauge\n",
        "# TYPE a gauge\n# TYPE a counter\n",
        "a 1"
      })
  void anUnreadableBodySaysWhere(String body) {
    var report = check(body);

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.error())
        .startsWith("error while linting: text format parsing error in line ");
  }

  @Test
  void agreesWithPromtoolWhereThatIsInstalled() throws Exception {
    var promtool = Path.of("/usr/bin/promtool");
    assumeTrue(Files.isExecutable(promtool), "promtool: not installed");
    var body = Path.of(MetricsCheckTest.class.getResource("/exposition/lint.prom").toURI());

    var ours = MetricsCheck.check(Files.readAllBytes(body));

    assertThat(ours.problems()).map(Problem::toString).isEqualTo(promtool(promtool, body));
  }

  private static List<String> promtool(Path program, Path body) throws IOException {
    var process =
        new ProcessBuilder(program.toString(), "check", "metrics")
            .redirectInput(body.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private static MetricsCheck.Report check(String body) {
    return MetricsCheck.check(body.getBytes(StandardCharsets.UTF_8));
  }
}
