package io.tocsin.collect.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The label `__type__`, which is asked for by a flag.
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TypeLabelsTest {
  private static final String BODY =
      """
      before 1
      # TYPE a counter
      a{__type__="mine"} 5
      # TYPE b untyped
      b{__type__="mine"} 7
      # TYPE c histogram
      c_bucket{le="+Inf"} 1
      c_sum 1
      """;

  @Test
  void seriesGetTheTypeThatWasNamedLast() throws Exception {
    try (var fixture = new ScrapeFixture(true)) {
      fixture.target.body = BODY;
      fixture.apply("");
      fixture.scrape();
      fixture.scrape();
      assertThat(fixture.store.series())
          .filteredOn(labels -> labels.has("instance"))
          .extracting(labels -> labels.metricName() + " " + labels.value("__type__"))
          .contains("before ", "a counter", "b mine", "c_bucket histogram", "c_sum histogram");
      assertThat(fixture.store.series())
          .filteredOn(labels -> labels.metricName().equals("a"))
          .hasSize(1);
    }
  }

  @Test
  void withoutTheFlagNoneDo() throws Exception {
    try (var fixture = new ScrapeFixture()) {
      fixture.target.body = BODY;
      fixture.apply("");
      fixture.scrape();
      assertThat(fixture.store.series())
          .extracting(labels -> labels.metricName() + " " + labels.value("__type__"))
          .contains("a mine", "c_sum ");
    }
  }
}
