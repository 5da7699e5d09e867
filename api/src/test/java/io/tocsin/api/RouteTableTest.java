package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  @Test
  void everyRouteIsAnsweredAndCountedUnderItsName() throws IOException {
    var fake = new FakeParts();
    try (var server = HttpServer.start(HttpOptions.loopback(0), fake.parts())) {
      var client = new RawClient(server.port());
      for (var route : server.routes()) {
        var path = route.path().replace("{name}", "job").replace("*", "nothing");
        var answer =
            client.send(route.method(), path + "?query=up&start=0&end=1&step=1&match[]=up", "");
        assertThat(answer.status()).as(route.method() + " " + path).isNotIn(405, 500);
        assertThat(route.what()).as(path).isNotBlank();
        client.awaitMetric("route=\"" + route.path() + "\"");
      }
    }
  }

  @Test
  void onlyRoutesThatChangeNothingAreOpenToForeignPages() {
    try (var server = HttpServer.start(HttpOptions.loopback(0), new FakeParts().parts())) {
      var changing =
          server.routes().stream().filter(route -> route.changes()).map(route -> route.path());
      assertThat(changing.distinct())
          .containsExactlyInAnyOrder("/api/v1/write", "/-/reload", "/-/quit");
      var pages = List.of("/", "/explore", "/scrape-targets");
      assertThat(server.routes()).noneMatch(route -> pages.contains(route.path()));
    }
  }
}
