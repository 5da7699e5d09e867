package io.tocsin.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesNotationTest {
  private static String values(String text) {
    return SeriesNotation.parse("m " + text).points().stream()
        .map(point ->
            switch (point) {
              case Point.Omitted _ -> "_";
              case Point.Sample(double v) -> StaleNan.is(v) ? "stale" : GoFloat.g(v);
              case Point.OfHistogram _ -> "histogram";
            })
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3,1 2 3",
    "0+60x3,0 60 120 180",
    "10-2x2 5,10 8 6 5",
    "-2+4x3,-2 2 6 10",
    "1x2,1 1 1",
    "_ _x3 stale,_ _ _ _ stale",
    "1e3+1e2x1 Inf -Inf NaN .5,1000 1100 +Inf -Inf NaN 0.5",
    "{{}} {{sum:1}}x1 {{sum:1}}+{{sum:2}}x2,histogram histogram histogram histogram histogram"
        + " histogram"
  })
  void expandsValues(String text, String expanded) {
    assertThat(values(text)).isEqualTo(expanded);
  }

  @Test
  void readsLabelsOfAnyShape() {
    assertThat(labels("{\"a b\", 'c d'=\"} \\\"\", e=`\\`} 1"))
        .isEqualTo(Labels.of(Labels.NAME, "a b", "c d", "} \"", "e", "\\"));
    assertThat(labels("{} 1")).isEqualTo(Labels.EMPTY);
    assertThat(SeriesNotation.parse("sum{by=\"1\"}").points()).isEmpty();
  }

  private static Object labels(String line) {
    return SeriesNotation.parse(line).labels();
  }

  @Test
  void readsHistograms() {
    var line =
        SeriesNotation.parse(
            "m {{ schema:-1 sum:-3.5 buckets:[5 10  7] counter_reset_hint:gauge offset:2 }}");
    var point = (Point.OfHistogram) line.points().getFirst();
    assertThat(point.saysHint()).isTrue();
    var histogram = point.histogram();
    assertThat(histogram.hint()).isEqualTo(Histogram.ResetHint.GAUGE);
    assertThat(histogram.sum()).isEqualTo(-3.5);
    assertThat(histogram.layout().schema()).isEqualTo(-1);
    assertThat(histogram.layout().positive()).containsExactly(2, 3, 4);
    assertThat(histogram.buckets()).containsExactly(5, 10, 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+x3",
        "1++1x3",
        "1+1",
        "fresh",
        "1x",
        "1x99999999999",
        "0x1F",
        "{{sum:1",
        "{{sum:1 sum:2}}",
        "{{colour:3}}",
        "{{sum:[1]}}",
        "{{sum}}",
        "1d"
      })
  void refusesWhatIsNoValue(String text) {
    assertThatThrownBy(() -> values(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
