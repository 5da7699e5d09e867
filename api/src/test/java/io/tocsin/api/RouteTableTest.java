package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTableTest {
  @TempDir Path folder;

  @Test
  void everyRouteIsAnsweredAndCountedUnderItsName() throws IOException {
    var fake = new FakeParts();
    // so that the live one is answered at once
    assertThat(fake.notices.listen()).isNotNull();
    assertThat(fake.notices.listen()).isNotNull();
    try (var pages = new PageFixture(folder, fake)) {
      var client = pages.client;
      for (var route : pages.server.routes()) {
        var path =
            route
                .path()
                .replace("{name}", "job")
                .replace("{id}", "7")
                .replace("{uid}", "a")
                .replace("*", "nothing");
        var answer =
            client.send(
                route.method(), path + "?query=up&start=0&end=1&step=1&match[]=up&topics=none", "");
        assertThat(answer.status()).as(route.method() + " " + path).isNotIn(405, 500);
        assertThat(route.what()).as(path).isNotBlank();
        client.awaitMetric("route=\"" + route.path() + "\"");
      }
    }
  }

  @Test
  void onlyRoutesThatChangeNothingAreOpenToForeignPages() throws IOException {
    try (var parts = new PageFixture(folder)) {
      var server = parts.server;
      var changing =
          server.routes().stream().filter(route -> route.changes()).map(route -> route.path());
      assertThat(changing.distinct())
          .containsExactlyInAnyOrder(
              "/api/v1/write",
              "/api/v1/queries/{id}",
              "/api/v1/queries/{id}/cancel",
              "/api/v1/admin/tsdb/delete_series",
              "/api/v1/admin/tsdb/clean_tombstones",
              "/api/v1/admin/tsdb/snapshot",
              "/api/v1/admin/backup",
              "/api/v1/dashboards",
              "/api/v1/dashboards/import",
              "/api/v1/dashboards/{uid}",
              "/api/v1/dashboards/{uid}/undelete",
              "/api/v1/dashboards/{uid}/restore",
              "/api/v1/dashboards/{uid}/star",
              "/api/v1/snapshots",
              "/api/v1/snapshots/{id}",
              "/api/v1/rules/saved/{name}",
              "/api/v1/settings/config",
              "/-/reload",
              "/-/quit");
      var pages = List.of("/", "/explore", "/scrape-targets");
      assertThat(server.routes()).noneMatch(route -> pages.contains(route.path()));
    }
  }
}
