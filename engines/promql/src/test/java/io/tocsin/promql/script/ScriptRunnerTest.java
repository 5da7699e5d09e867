package io.tocsin.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.ScriptReport;
import io.tocsin.promql.ScriptTarget;
import io.tocsin.promql.Value;
import io.tocsin.promql.Value.MatrixSeries;
import io.tocsin.promql.Value.VectorSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Scripts against a target that knows its answers by heart, so that wrong ones can be told.
final class ScriptRunnerTest {
  private static final Labels A = Labels.of(Labels.NAME, "m", "x", "a");
  private static final Labels B = Labels.of(Labels.NAME, "m", "x", "b");

  private record Parrot(Map<String, Value> answers, List<String> warnings) implements ScriptTarget {
    @Override
    public QueryResult instant(SeriesStore store, String query, long timeMillis) {
      var answer = answers.get(query.replace(" @ 0.000", ""));
      if (answer == null) {
        throw new QueryException(QueryException.Kind.EXECUTION, "no such luck");
      }
      return new QueryResult(answer, warnings, List.of(), io.tocsin.promql.QueryStats.NONE);
    }

    @Override
    public QueryResult range(
        SeriesStore store, String query, long startMillis, long endMillis, long stepMillis) {
      var result = instant(store, query + " range", startMillis);
      boolean around = endMillis - startMillis == 2 * stepMillis;
      return around && result.value() instanceof Value.Matrix(var all)
          ? new QueryResult(
              at(all, startMillis + stepMillis),
              warnings,
              List.of(),
              io.tocsin.promql.QueryStats.NONE)
          : result;
    }

    private static Value at(List<MatrixSeries> all, long time) {
      return new Value.Matrix(
          all.stream().map(one -> series(one.labels(), time, one.values()[0])).toList());
    }
  }

  private static Value vector(double a, double b) {
    return new Value.Vector(0, List.of(new VectorSample(A, a), new VectorSample(B, b)));
  }

  private static Value matrix(long time, double a, double b) {
    return new Value.Matrix(List.of(series(A, time, a), series(B, time, b)));
  }

  private static MatrixSeries series(Labels labels, long time, double value) {
    return new MatrixSeries(labels, new long[] {time}, new double[] {value}, 1);
  }

  private static final Map<String, Value> ANSWERS =
      Map.of(
          "m", vector(1, 2),
          "m range", matrix(0, 1, 2),
          "odd", vector(1, 2),
          "odd range", matrix(0, 1, 3),
          "'text'", new Value.Text(0, "text"),
          "\"text\"", new Value.Text(0, "text"));

  private static ScriptReport run(String script) {
    return ScriptRunner.run("x.test", script, new Parrot(ANSWERS, List.of("PromQL warning: hm")));
  }

  private static String failure(String script) {
    var report = run(script);
    assertThat(report.passed()).isZero();
    assertThat(report.failed()).isEqualTo(1);
    return report.failures().getFirst().toString();
  }

  @Test
  void rightAnswersPass() {
    var report =
        run(
            """
            # A comment.
            eval instant at 0 m
              {__name__="m", x="a"} 1.0000001
              m{x="b"} 2

            eval range from 0 to 1m step 1m m
              m{x="b"} 2 _
              m{x="a"} 1

            eval instant at 0 m
              expect ordered
              expect warn msg: PromQL warning: hm
              expect no_info
              m{x="a"} 1
              m{x="b"} 2

            eval instant at 0 nothing
              expect fail regex: such (luck|fun)

            eval_fail instant at 0 nothing
              expected_fail_message no such luck

            eval instant at 0 'text'
              expect string "text"
            """);
    assertThat(report.failures()).isEmpty();
    assertThat(report.passed()).isEqualTo(6);
  }

  @Test
  void wrongAnswersFailWithLineAndReason() {
    assertThat(failure("\neval instant at 0 m\n  m{x=\"a\"} 1\n  m{x=\"b\"} 2.1\n"))
        .isEqualTo("2: m: expected 2.1 for m{x=\"b\"} but got 2");
    assertThat(failure("eval instant at 0 m\n  m{x=\"a\"} 1\n"))
        .isEqualTo("1: m: unexpected metric m{x=\"b\"} in result: 2");
    assertThat(failure("eval instant at 0 m\n  m{x=\"a\"} 1\n  m{x=\"b\"} 2\n  m 3\n"))
        .isEqualTo("1: m: expected metric m not found");
    assertThat(failure("eval instant at 0 m\n  expect ordered\n  m{x=\"b\"} 2\n  m{x=\"a\"} 1\n"))
        .contains("at position 2 but was at 1");
    assertThat(failure("eval range from 0 to 1m step 1m m\n  m{x=\"a\"} 1 1\n  m{x=\"b\"} 2\n"))
        .contains("expected a point of m{x=\"a\"} at 60000 ms in [1 @0]");
    assertThat(failure("eval range from 0 to 1m step 1m m\n  m{x=\"a\"} _\n  m{x=\"b\"} 2\n"))
        .contains("expected 0 points for m{x=\"a\"}, but got [1 @0]");
    assertThat(failure("eval instant at 0 odd\n  m{x=\"a\"} 1\n  m{x=\"b\"} 2\n"))
        .isEqualTo("1: odd: as a range query: expected 2 for m{x=\"b\"} but got 3");
    assertThat(failure("eval instant at 0 'text'\n  expect string 'test'\n"))
        .isEqualTo("1: 'text': expected string \"test\" but got \"text\"");
    assertThat(failure("eval instant at 0 m\n  3\n")).contains("expected scalar");
    assertThat(failure("eval instant at 0 nothing\n"))
        .isEqualTo("1: nothing: unexpected error: no such luck");
    assertThat(failure("eval instant at 0 nothing\n  expect fail msg: bad luck\n"))
        .isEqualTo("1: nothing: expected error bad luck, but got: no such luck");
    assertThat(failure("eval instant at 0 m\n  expect fail\n"))
        .isEqualTo("1: m: expected error but got none");
    assertThat(failure("eval instant at 0 m\n  expect no_warn\n"))
        .isEqualTo("1: m: unexpected annotations: [PromQL warning: hm]");
    assertThat(failure("eval instant at 0 m\n  expect info\n"))
        .isEqualTo("1: m: expected annotation anything, but found: []");
    assertThat(failure("eval instant at 0 m\n  expect warn regex: ^hm\n"))
        .isEqualTo("1: m: expected annotation /^hm/, but found: [PromQL warning: hm]");
  }

  @Test
  void badStatementsFailAndTheNextOnesRun() {
    var report =
        run(
            """
            lode 1m

            load 1x
              m 1

            load 1m
              m{x="a"} 1 b

            load 1m
              m 1 1
              m{ 1

            eval instant at 0 m
              expect luck

            eval whenever m

            eval instant at 0 'text'
              expect string 'text'
            """);
    assertThat(report.passed()).isEqualTo(1);
    assertThat(report.failures())
        .extracting(ScriptReport.Failure::toString)
        .containsExactly(
            "1: lode 1m: invalid command (expected: load, clear or eval)",
            "3: load 1x: not a valid duration string: \"1x\"",
            "7: load 1m: series value: b (expected: number, \"stale\", \"_\" or histogram)",
            "11: load 1m: 1:4: parse error: unexpected character inside braces: '1'",
            "14: eval instant at 0 m: invalid expect statement (expected: expect <type>"
                + " <match_type>: <string>)",
            "16: eval whenever m: invalid evaluation command (expected: eval instant at <time>"
                + " <query> or eval range from <start> to <end> step <step> <query>)");
  }
}
