package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's amtool does its work against our server, and our commands print what it prints.
@Order(9)
class AmtoolTest {
  private static final Path AMTOOL = Path.of("/usr/bin/amtool");
  private static final String ROUTES =
      """
      route:
        receiver: default
        group_by: [alertname]
        routes:
        - matchers: [team="db"]
          receiver: dba
          continue: true
        - matchers: [severity=~"page|ticket"]
          receiver: pager
          routes:
          - match: {quiet: "yes"}
            receiver: default
      receivers:
      - name: default
      - name: dba
      - name: pager
        pagerduty_configs: [{routing_key: k, url: 'http://127.0.0.1:1/'}]
      """;

  @TempDir Path folder;

  private static Command amtool(Tocsin server, String... words)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(AMTOOL), AMTOOL + " is not installed");
    return Command.run("", AMTOOL, Map.of(), with(server, words));
  }

  private static Command tocsin(Tocsin server, String... words)
      throws IOException, InterruptedException {
    return Command.tocsin(with(server, words));
  }

  private static String[] with(Tocsin server, String... words) {
    var line = new ArrayList<>(List.of(words));
    line.add("--alertmanager.url=" + server.url());
    return line.toArray(new String[0]);
  }

  private static String good(Command run) {
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    return run.out();
  }

  /// Runs the same words with both and wants the same words back.
  private static String same(Tocsin server, String... words) throws Exception {
    var theirs = good(amtool(server, words));
    assertThat(good(tocsin(server, words))).as(String.join(" ", words)).isEqualTo(theirs);
    return theirs;
  }

  @Test
  void itDoesAllItsWorkOnAServerThatNobodyConfigured() throws Exception {
    try (var server = Tocsin.start(folder.resolve("data"))) {
      good(
          amtool(server, "alert", "add", "DiskFull", "severity=page", "--annotation=summary=full"));
      good(tocsin(server, "alert", "add", "Slow", "team=db", "--annotation=summary=late"));
      assertThat(same(server, "alert", "query")).contains("DiskFull", "Slow", "active");
      same(server, "alert", "query", "-o", "extended", "team=db");
      assertThat(same(server, "alert", "query", "Slow")).doesNotContain("DiskFull");

      var first = good(amtool(server, "silence", "add", "-c", "work", "-d", "2h", "DiskFull"));
      var second = good(tocsin(server, "silence", "add", "--comment=more", "team=~d.*"));
      assertThat(same(server, "silence", "query")).contains(first.strip(), second.strip());
      same(server, "silence", "query", "-o", "extended");
      assertThat(same(server, "silence", "query", "-q").lines()).hasSize(2);
      same(server, "silence", "query", "--within", "90m");
      assertThat(same(server, "alert", "query", "--silenced")).contains("DiskFull", "suppressed");

      good(amtool(server, "silence", "update", "-d", "3h", "-c", "longer", first.strip()));
      assertThat(same(server, "silence", "query", "DiskFull")).contains("longer");
      var exported = good(amtool(server, "silence", "query", "-o", "json"));
      var file = Files.writeString(folder.resolve("silences.json"), exported).toString();
      good(amtool(server, "silence", "expire", second.strip()));
      assertThat(good(tocsin(server, "silence", "expire", first.strip()))).isEmpty();
      assertThat(same(server, "silence", "query", "--expired")).contains("longer", "more");
      assertThat(good(amtool(server, "silence", "import", file)).lines()).hasSize(2);
      assertThat(good(tocsin(server, "silence", "import", "--force", file)).lines()).hasSize(2);
      assertThat(same(server, "silence", "query", "-q").lines()).hasSize(4);

      assertThat(same(server, "config", "show")).contains("receiver: outbox");
      assertThat(same(server, "config", "routes", "show")).contains("receiver: outbox");
      assertThat(same(server, "config", "routes", "test", "a=b")).isEqualTo("outbox");
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void everythingCanBeSilencedWithADot() throws Exception {
    try (var server = Tocsin.start(folder.resolve("data"))) {
      good(tocsin(server, "alert", "add", "Any"));
      var url = "--alertmanager=" + server.url();
      good(Command.tocsin("silence", "add", "--duration=4h", "--comment=Maintenance", ".", url));
      assertThat(good(Command.tocsin("silence", "query", url))).contains("alertname=~\".+\"");
      assertThat(good(tocsin(server, "alert", "query", "-s"))).contains("Any");
      var id = good(Command.tocsin("silence", "query", url, "-q")).strip();
      good(Command.tocsin("silence", "expire", id, url));
      assertThat(good(Command.tocsin("alert", "query", url))).contains("active");
    }
  }

  @Test
  void routesAreDrawnAndTestedAsItDoes() throws Exception {
    var file = Files.writeString(folder.resolve("alertmanager.yml"), ROUTES).toString();
    try (var server = Tocsin.start(folder.resolve("data"), "--alertmanager.config.file=" + file)) {
      same(server, "config", "routes");
      same(server, "config", "routes", "show");
      for (var labels : List.of("team=db", "severity=page", "severity=ticket", "x=y")) {
        same(server, "config", "routes", "test", labels);
        same(server, "config", "routes", "test", "--tree", labels, "quiet=yes");
      }
      var wrong = with(server, "config", "routes", "test", "--verify.receivers=pager", "team=db");
      assertThat(Command.tocsin(wrong).exit()).isEqualTo(1);
      assertThat(Command.run("", AMTOOL, Map.of(), wrong).exit()).isEqualTo(1);
      var why = good(tocsin(server, "routes", "test", "team=db", "severity=page"));
      assertThat(why).contains("dba: is told", "line 5", "pager: is told");
      var failed = tocsin(server, "notify", "test", "pager");
      assertThat(failed.exit()).isEqualTo(1);
      assertThat(failed.out()).contains("pager/pagerduty[0]: retry");
    }
    Assumptions.assumeTrue(Files.isExecutable(AMTOOL), AMTOOL + " is not installed");
    assertThat(Command.run("", AMTOOL, Map.of(), "check-config", file).exit()).isZero();
    assertThat(Command.tocsin("check", "config", file).exit()).isZero();
  }

  private static void post(Tocsin server, String event) throws IOException {
    var request =
        HttpRequest.newBuilder(server.web().uri("/api/v1/events"))
            .POST(BodyPublishers.ofString(event))
            .build();
    assertThat(server.web().send(request).status()).isEqualTo(200);
  }

  @Test
  void silencesAndEventsSurviveAKill() throws Exception {
    var data = folder.resolve("data");
    String id;
    try (var server = Tocsin.start(data)) {
      id = good(tocsin(server, "silence", "add", "-c", "c", "Any")).strip();
      post(server, "{\"kind\":\"deployment\",\"title\":\"v2\"}");
      server.kill();
    }
    try (var server = Tocsin.start(data)) {
      assertThat(good(tocsin(server, "silence", "query", "-q")).strip()).isEqualTo(id);
      assertThat(server.web().get("/api/v1/events").body()).contains("\"title\":\"v2\"");
    }
  }
}
