package io.tocsin.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {
  private static final List<String> NAMES =
      List.of("tsdb", "listen", "scrape_interval", "scrape_timeout");

  @ParameterizedTest
  @CsvSource({
    "tsbd, tsdb",
    "lisen, listen",
    "lsiten, listen",
    "liten, listen",
    "scrape_intervall, scrape_interval",
    "scrape_timout, scrape_timeout",
    "tsdb, tsdb"
  })
  void findsWhatWasMeant(String name, String meant) {
    assertThat(NearestName.of(name, NAMES)).isEqualTo(meant);
  }

  @Test
  void saysNothingWhereNothingIsNear() {
    assertThat(NearestName.of("tabs", NAMES)).isEmpty();
    assertThat(NearestName.of("zzz", NAMES)).isEmpty();
    assertThat(NearestName.of("zzz", List.of())).isEmpty();
  }
}
