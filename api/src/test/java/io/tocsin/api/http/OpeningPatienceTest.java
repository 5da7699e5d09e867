package io.tocsin.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpeningPatienceTest {
  @Test
  void thereAreNoRoutesWhereTheyDidNotOpenInTime() throws InterruptedException {
    var opening = new Opening(new RouteTable(List.of()), Duration.ofMillis(1));
    assertThat(opening.routes("GET", "/api/v1/query")).isNull();
    var routes = new RouteTable(List.of());
    opening.open(routes);
    assertThat(opening.routes("GET", "/api/v1/query")).isSameAs(routes);
  }
}
