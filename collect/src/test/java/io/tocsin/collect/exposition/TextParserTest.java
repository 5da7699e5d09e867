package io.tocsin.collect.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.collect.exposition.TextParser.Kind;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextParserTest {
  @Test
  void readsSamplesMetadataAndComments() {
    var parser =
        parser(
            """
            # HELP http_requests_total Requests \\\\ by\\n code.
            # TYPE http_requests_total counter

            http_requests_total{code="200",path="a\\"b\\\\c\\nd"} 1027 1395066363000
              up   1
            # just words
            """);

    assertThat(parser.next()).isTrue();
    assertThat(parser.kind()).isEqualTo(Kind.HELP);
    assertThat(parser.name()).isEqualTo("http_requests_total");
    assertThat(parser.text()).isEqualTo("Requests \\ by\n code.");
    assertThat(parser.next()).isTrue();
    assertThat(parser.kind()).isEqualTo(Kind.TYPE);
    assertThat(parser.type()).isEqualTo(MetricType.COUNTER);
    assertThat(parser.next()).isTrue();
    assertThat(parser.kind()).isEqualTo(Kind.SERIES);
    assertThat((Object) parser.labels())
        .isEqualTo(
            Labels.of(Labels.NAME, "http_requests_total", "code", "200", "path", "a\"b\\c\nd"));
    assertThat(parser.value()).isEqualTo(1027);
    assertThat(parser.hasTimestamp()).isTrue();
    assertThat(parser.timestampMillis()).isEqualTo(1395066363000L);
    assertThat(parser.next()).isTrue();
    assertThat((Object) parser.labels()).isEqualTo(Labels.of(Labels.NAME, "up"));
    assertThat(parser.hasTimestamp()).isFalse();
    assertThat(parser.next()).isTrue();
    assertThat(parser.kind()).isEqualTo(Kind.COMMENT);
    assertThat(parser.next()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "{\"my.metric\",\"l.x\"=\"v\"} 1 | {\"my.metric\", \"l.x\"=\"v\"}",
        "{l=\"v\",\"my.metric\",} 1 | {\"my.metric\", l=\"v\"}",
        "a{b=\"1\"c=\"2\",}1 | a{b=\"1\", c=\"2\"}",
        "a {  b = \"1\" , c = \"2\" } 1 | a{b=\"1\", c=\"2\"}",
        "a-1 | a",
        "a{} 1 | a",
        "a{b=\"\"} 1 | a",
        "a:b{le=\"x\\y\"} 1 | a:b{le=\"x\\\\y\"}",
      })
  void readsWhatPrometheusReads(String line, String labels) {
    var parser = parser(line);

    assertThat(parser.next()).isTrue();
    assertThat((Object) parser.labels()).hasToString(labels);
    assertThat(parser.next()).isFalse();
  }

  @Test
  void boundsOfHistogramsAndSummariesComeInOneForm() {
    var text =
        """
        # TYPE h histogram
        h_bucket{le="1"} 1
        h_bucket{le="1000000"} 1
        h_bucket{le="100000"} 1
        h_bucket{le="0.00001"} 1
        h_bucket{le="+Inf"} 1
        h_bucket{le="1.250"} 1
        h_bucket{quantile="1"} 1
        # TYPE s summary
        s{quantile="0"} 1
        # TYPE g gauge
        g{le="1"} 1
        """;

    assertThat(series(parser(text)))
        .containsExactly(
            "h_bucket{le=\"1.0\"}",
            "h_bucket{le=\"1e+06\"}",
            "h_bucket{le=\"100000.0\"}",
            "h_bucket{le=\"1e-05\"}",
            "h_bucket{le=\"+Inf\"}",
            "h_bucket{le=\"1.25\"}",
            "h_bucket{quantile=\"1\"}",
            "s{quantile=\"0.0\"}",
            "g{le=\"1\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a\n",
        "a b",
        "a 1 2 3",
        "a 1 -2",
        "a 1 99999999999999999999",
        "a 0x1p3",
        "a 1_0",
        "a 1e400",
        "a 1d",
        "a {",
        "a{b} 1",
        "a{b=c} 1",
        "a{b=\"c} 1",
        "a{,} 1",
        "a{b=\"1\",,} 1",
        "{} 1",
        "{a=\"b\"} 1",
        "{\"m\",\"n\"} 1",
        "m{\"n\"} 1",
        "a{b=\"\u0000\"",
        "1a 1",
        "a 1{",
        "# TYPE a widget",
        "# TYPE a",
        "# HELP \nx 1",
        "# TYPE 1 counter",
        "a 1\r",
        "=",
        "\"a\" 1"
      })
  void refusesWhatPrometheusRefuses(String body) {
    assertThatThrownBy(() -> series(parser(body)))
        .isInstanceOf(ExpositionException.class)
        .hasMessageMatching("(?s)line [12]: .*\\(expected: .*\\)");
  }

  @Test
  void errorsNameTheLineAndWhatIsThere() {
    assertThatThrownBy(() -> series(parser("a 1\nb 2\nc oops\n")))
        .hasMessage("line 3: value: oops (expected: a float)");
    assertThatThrownBy(() -> series(parser("a 1\nb{x=\"1\",x=\"2\"} 2\n")))
        .hasMessage("line 2: label name: x comes twice (expected: once)");
  }

  @Test
  void invalidUtf8IsRefused() {
    var body = "a{b=\"?\"} 1".getBytes(StandardCharsets.UTF_8);
    body[5] = (byte) 0xff;

    assertThatThrownBy(() -> new TextParser(body).next())
        .isInstanceOf(ExpositionException.class)
        .hasMessageContaining("expected: UTF-8");
  }

  @Test
  void anExpectedSeriesIsTakenWithoutAScan() {
    var body = "a{b=\"1\"} 2\nab 3\nx 4\n".getBytes(StandardCharsets.UTF_8);
    var parser = new TextParser(body);

    assertThat(parser.next("a{b=\"1\"}".getBytes(StandardCharsets.UTF_8), 0, 8)).isTrue();
    assertThat(parser.matched()).isTrue();
    assertThat(parser.value()).isEqualTo(2);
    assertThat(parser.next("a".getBytes(StandardCharsets.UTF_8), 0, 1)).isTrue();
    assertThat(parser.matched()).isFalse();
    assertThat((Object) parser.labels()).isEqualTo(Labels.of(Labels.NAME, "ab"));
    assertThat(parser.next("x".getBytes(StandardCharsets.UTF_8), 0, 1)).isTrue();
    assertThat(parser.value()).isEqualTo(4);
    assertThat(parser.next("x".getBytes(StandardCharsets.UTF_8), 0, 1)).isFalse();
  }

  static TextParser parser(String text) {
    return new TextParser(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> series(TextParser parser) {
    var found = new ArrayList<String>();
    while (parser.next()) {
      if (parser.kind() == Kind.SERIES) {
        found.add(parser.labels().toString());
      }
    }
    return found;
  }
}
