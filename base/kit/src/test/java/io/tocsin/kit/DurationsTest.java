package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0,0s",
    "0s,0,0s",
    "324ms,324,324ms",
    "3s,3000,3s",
    "5m,300000,5m",
    "90m,5400000,1h30m",
    "4d1h,349200000,4d1h",
    "3w,1814400000,3w",
    "8d,691200000,8d",
    "10y,315360000000,10y",
    "1y1d,31622400000,366d",
    "1h0m30s,3630000,1h30s",
    "25h,90000000,1d1h",
    "1w1d,691200000,8d",
    "250ms,250,250ms"
  })
  void readsAndPrintsAsPrometheus(String text, long millis, String printed) {
    assertThat(Durations.parse(text)).isEqualTo(millis);
    assertThat(Durations.print(millis)).isEqualTo(printed);
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> Durations.parse("")).hasMessage("empty duration string");
  }

  @Test
  void negativeDurationsPrintWithASign() {
    assertThat(Durations.print(-90_000)).isEqualTo("-1m30s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1.5h", "-1s", "1s1m", "5m5m", "h", "1h ", " 1h", "1x", "5 m", "1M", "1s1h"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .hasMessage("not a valid duration string: \"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"293y", "99999999999999999999s", "292y365d"})
  void refusesWhatPrometheusCouldNotCount(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessage("duration out of range");
  }

  @Test
  void whatIsPrintedReadsBack() {
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long millis = random.nextLong(0, 1L << random.nextInt(1, 43));
      assertThat(Durations.parse(Durations.print(millis))).isEqualTo(millis);
    }
  }
}
