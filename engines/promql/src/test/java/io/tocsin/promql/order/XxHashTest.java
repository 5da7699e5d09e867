package io.tocsin.promql.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHashTest {
  @ParameterizedTest
  @CsvSource({
    "'',ef46db3751d8e999",
    "a,d24ec4f1a98c6e5b",
    "abc,44bc2cf5ad770999",
    "Nobody inspects the spammish repetition,fbcea83c8a378bf1"
  })
  void givesThePublishedHashes(String text, String hash) {
    assertThat(Long.toHexString(XxHash.of(text.getBytes(StandardCharsets.UTF_8)))).isEqualTo(hash);
  }

  @Test
  void offsetsLieBetweenZeroAndOne() {
    for (int i = 0; i < 1_000; i++) {
      double offset = RatioHash.offset(Labels.of("i", "x".repeat(i)));
      assertThat(offset).isBetween(0.0, 1.0);
    }
  }
}
