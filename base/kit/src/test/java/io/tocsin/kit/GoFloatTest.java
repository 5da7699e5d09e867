package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0,0,0",
    "-0.0,-0,-0",
    "1,1,1",
    "-17,-17,-17",
    "0.1,0.1,0.1",
    "123456.75,123456.75,123456.75",
    "100000,100000,100000",
    "1000000,1000000,1e+06",
    "1234567.5,1234567.5,1.2345675e+06",
    "0.0001,0.0001,0.0001",
    "0.00001,0.00001,1e-05",
    "1e21,1000000000000000000000,1e+21",
    "9007199254740993,9007199254740992,9.007199254740992e+15",
    "4.9e-7,0.00000049,4.9e-07",
    "NaN,NaN,NaN",
    "Infinity,+Inf,+Inf",
    "-Infinity,-Inf,-Inf"
  })
  void printsAsGoDoes(double value, String plain, String general) {
    assertThat(GoFloat.f(value)).isEqualTo(plain);
    assertThat(GoFloat.g(value)).isEqualTo(general);
  }

  @Test
  void whatIsPrintedReadsBackAsTheSameNumber() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(GoFloat.f(value))).isEqualTo(value);
        assertThat(Double.parseDouble(GoFloat.g(value))).isEqualTo(value);
        assertThat(GoFloat.f(value))
            .isEqualTo(new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
      }
    }
  }
}
