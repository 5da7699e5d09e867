package io.tocsin.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpeningPatienceTest {
  @Test
  void thereAreNoRoutesWhereTheyDidNotOpenInTime() throws InterruptedException {
    var before = new Opening.Served(new RouteTable(List.of()), Gate.OPEN);
    var opening = new Opening(before, Duration.ofMillis(1));
    assertThat(opening.served("GET", "/api/v1/query")).isNull();
    var served = new Opening.Served(new RouteTable(List.of()), Gate.OPEN);
    opening.open(served);
    assertThat(opening.served("GET", "/api/v1/query")).isSameAs(served);
  }
}
