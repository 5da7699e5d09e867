package io.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.SeededTest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrinterTest {
  @SeededTest(seeds = 500)
  void whatIsPrintedParsesToAnEqualExpression(Random random) {
    var expr = new RandomExpr(random).any(random.nextInt(5));
    var printed = Printer.print(expr);
    assertThat(PromqlParser.parse(printed)).as(printed).isEqualTo(expr);
  }

  @SeededTest(seeds = 200)
  void prettyTextParsesToAnEqualExpression(Random random) {
    var expr = new RandomExpr(random).any(6);
    var pretty = Printer.pretty(expr);
    assertThat(PromqlParser.parse(pretty)).as(pretty).isEqualTo(expr);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sum by() (foo)|sum(foo)",
        "SUM without (a) (foo)|sum without (a) (foo)",
        "sum(foo) by (a, 'b c')|sum by (a, \"b c\") (foo)",
        "a - on(b) group_left c|a - on (b) group_left () c",
        "a + on() c|a + on () c",
        "a + ignoring() c|a + c",
        "{__name__='a b', z=\"1\"}|{__name__=\"a b\",z=\"1\"}",
        "{'a b', 'c d'!~`x\\d`}|{\"c d\"!~\"x\\\\d\",__name__=\"a b\"}",
        "foo[300]|foo[5m]",
        "foo[1y2w3d4h5m6s7ms]|foo[382d4h5m6s7ms]",
        "foo offset -1h30m @ 1.5|foo @ 1.500 offset -1h30m",
        "foo offset 0|foo",
        "foo[5m:] @ end()|foo[5m:] @ end()",
        "foo anchored[1m]|foo[1m] anchored",
        "foo[step()+1m*2]|foo[step() + 1m * 2]",
        "foo offset -(5)|foo offset -(5)",
        "foo offset (5m) + bar|foo offset (5m) + bar",
        "foo offset 2^2|foo offset 2s ^ 2",
        "1e3|1000",
        "0x1F + 017 + 1_000|31 + 15 + 1000",
        "5m|5m",
        "-5m|-5m",
        "- -1|1",
        "+Inf - nan|+Inf - NaN",
        "-1^2|-1 ^ 2",
        "a / fill(1) b|a / fill (1) b",
        "a / fill_right(-5m) fill_left(1e6) b|a / fill_left (1e+06) fill_right (-300) b",
        "'\\xe4\\xbd\\xa0\\u597d\\101'|\"你好A\"",
        "foo # comment|foo"
      })
  void printsAsPrometheusDoes(String query, String printed) {
    assertThat(Printer.print(PromqlParser.parse(query))).isEqualTo(printed);
  }

  @Test
  void prettyBreaksWhatIsLongerThanALine() {
    var query =
        "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket"
            + "{job=\"api\",handler=~\"/api/.*\"}[5m]))) > 0.5";
    assertThat(Printer.pretty(PromqlParser.parse(query)))
        .isEqualTo(
            """
              histogram_quantile(
                0.95,
                sum by (le) (rate(http_request_duration_seconds_bucket{handler=~"/api/.*",job="api"}[5m]))
              )
            >
              0.5\
            """);
  }
}
