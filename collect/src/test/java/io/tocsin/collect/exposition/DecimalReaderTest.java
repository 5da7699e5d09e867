package io.tocsin.collect.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalReaderTest {
  @SeededTest(seeds = 50)
  void everyDoubleReadsBackExactly(Random random) {
    for (int i = 0; i < 2000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      double near = random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20));
      for (double value : new double[] {any, near, near / 3, Math.round(near)}) {
        if (Double.isFinite(value)) {
          assertThat(read(Double.toString(value))).isEqualTo(value);
        }
      }
    }
  }

  @SeededTest(seeds = 50)
  void everyDecimalRoundsAsInTheJdk(Random random) {
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "-" : "");
      text.append(random.nextLong(0, 1L << random.nextInt(1, 63)));
      if (random.nextBoolean()) {
        text.append('.').append(random.nextLong(0, 1L << random.nextInt(1, 40)));
      }
      if (random.nextBoolean()) {
        text.append('e').append(random.nextInt(-120, 120));
      }
      assertThat(read(text.toString())).as(text.toString()).isEqualTo(parsed(text.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "9007199254740992.5",
        "5e-324",
        "2.2250738585072011e-308",
        "0",
        "1.7976931348623157e308",
        "9223372036854775808",
        "9999999999999999999",
        "00000000000001",
        "0.000000000000000000000000000000001",
        ".5",
        "5.",
        "1E5",
        "+1e+2",
        "1e-9999"
      })
  void edgesRoundAsInTheJdk(String text) {
    assertThat(read(text)).isEqualTo(parsed(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1f", "1d", " 1", "1_0", "+nan", "Infin",
        "1e309", "-1e400", "--1"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThat(DecimalReader.isInvalid(read(text))).isTrue();
  }

  private static double parsed(String text) {
    return Double.parseDouble(text);
  }

  private static double read(String text) {
    var bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
    return DecimalReader.read(bytes, 1, bytes.length - 1);
  }
}
