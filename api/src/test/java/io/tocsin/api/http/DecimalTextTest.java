package io.tocsin.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.GoFloat;
import io.tocsin.testkit.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalTextTest {
  private static String text(double value) {
    var out = new byte[64];
    return new String(out, 0, DecimalText.put(value, out, 0), StandardCharsets.US_ASCII);
  }

  @Test
  void numbersLookAsInPrometheus() {
    assertThat(text(0)).isEqualTo("0");
    assertThat(text(-0.0)).isEqualTo("-0");
    assertThat(text(-12.5)).isEqualTo("-12.5");
    assertThat(text(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(text(0.000001)).isEqualTo("0.000001");
    assertThat(text(0.0000001)).isEqualTo("1e-07");
    assertThat(text(1e20)).isEqualTo("100000000000000000000");
    assertThat(text(1e21)).isEqualTo("1e+21");
    assertThat(text(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(text(Double.NaN)).isEqualTo("NaN");
    assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @SeededTest
  void theShortWayAgreesWithTheLongOne(Random random) {
    for (int i = 0; i < 200; i++) {
      double value =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(1_000_000) / 1000.0;
            case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 5);
            default -> Math.rint(random.nextDouble() * 1e18) / 1e3;
          };
      double magnitude = Math.abs(value);
      if (magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e21)) {
        assertThat(text(value)).isEqualTo(GoFloat.f(value));
      }
    }
  }

  @SeededTest
  void timesAreSecondsWithThreeDecimals(Random random) {
    long millis = random.nextLong(4_000_000_000_000L) - 2_000_000_000_000L;
    var out = new byte[64];
    int length = DecimalText.putMillisAsSeconds(millis, out, 0);
    var text = new String(out, 0, length, StandardCharsets.US_ASCII);
    assertThat(Math.round(Double.parseDouble(text) * 1000)).isEqualTo(millis);
  }
}
