package io.tocsin.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.StaleNan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1,1,true",
    "1,1.0000001,true",
    "1,1.00001,false",
    "0,1e-300,false",
    "0,-0.0,true",
    "NaN,NaN,true",
    "NaN,1,false",
    "Infinity,Infinity,true",
    "Infinity,-Infinity,false",
    "1e308,1.0000001e308,true"
  })
  void comparesWithinAMillionth(double a, double b, boolean equal) {
    assertThat(Numbers.almostEqual(a, b)).isEqualTo(equal);
    assertThat(Numbers.almostEqual(b, a)).isEqualTo(equal);
  }

  @Test
  void stalenessIsNoOtherNan() {
    assertThat(Numbers.almostEqual(StaleNan.VALUE, Double.NaN)).isFalse();
    assertThat(Numbers.almostEqual(StaleNan.VALUE, StaleNan.VALUE)).isTrue();
  }
}
