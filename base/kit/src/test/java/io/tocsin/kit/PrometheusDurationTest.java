package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "15s, 15000, 15s",
    "1h30m, 5400000, 1h30m",
    "90m, 5400000, 1h30m",
    "250ms, 250, 250ms",
    "1m, 60000, 1m",
    "1d, 86400000, 1d",
    "1y, 31536000000, 1y",
    "25h, 90000000, 25h",
    "1w1d, 691200000, 8d"
  })
  void isReadAndPrintedAsPrometheusDoes(String text, long millis, String printed) {
    assertThat(PrometheusDuration.parse(text)).isEqualTo(millis);
    assertThat(PrometheusDuration.print(millis)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1h", "1s1h", "1s1s", "1.5s", "1 s", "999999999999y"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> PrometheusDuration.parse(text))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1B, 1", "512KB, 524288", "1.5MiB, 1572864", "2gb, 2147483648"})
  void sizesArePowersOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100", "-1GB", "1XB", "KB", "99999999EB"})
  void sizesWithoutUnitOrSenseAreRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
