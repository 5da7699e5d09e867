package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BoardTest {
  @Test
  void asksEachQuestionOnceWithItsVariablesFilledIn() {
    var board =
        Board.parse(
            """
            {"panels": [
              {"targets": [
                {"expr": "rate(a{instance=\\"$node\\",job=\\"$job\\"}[$__rate_interval])"},
                {"expr": "b{instance=\\"${node}\\"}", "instant": true},
                {"expr": " "}, {"hide": true}]},
              {"type": "row", "panels": [
                {"targets": [
                  {"expr": "b{instance=\\"${node}\\"}", "instant": true},
                  {"expr": "increase(c[$__interval]) + increase(d[$__range])"}]}]}]}
            """);

    assertThat(board.questions("host-1:9100"))
        .containsExactly(
            new Question(true, "rate(a{instance=\"host-1:9100\",job=\"node\"}[4m])"),
            new Question(false, "b{instance=\"host-1:9100\"}"),
            new Question(true, "increase(c[1m]) + increase(d[6h])"));
  }

  @Test
  void nodeExporterFullHasNoVariableLeft() throws IOException {
    var file =
        Path.of(System.getProperty("tocsin.conformance", "../../../shared/conformance"))
            .resolve(DashboardBench.FILE);
    assumeTrue(Files.exists(file), file + " is not there");

    var questions = Board.read(file).questions("host-1:9100");

    assertThat(questions).hasSizeGreaterThan(250).doesNotHaveDuplicates();
    assertThat(questions)
        .allSatisfy(
            question -> assertThat(question.promql()).doesNotContain("$").doesNotContain("[["));
  }
}
