package io.tocsin.server;

import io.tocsin.api.Lifecycle;
import io.tocsin.server.dropin.DropInCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The part of [Training] in which the program stands in for an Alertmanager: alerts come, are
/// silenced, grouped, sent to a receiver that is this process itself, and asked for.
final class AlertTraining {
  private static final int ROUNDS = 60;
  private static final List<String> PAGES =
      List.of("status", "receivers", "alerts", "alerts/groups", "silences", "alerts?filter=a%3Db");

  private final Path folder;

  AlertTraining(Path folder) {
    this.folder = folder;
  }

  void run(Console console) throws IOException, InterruptedException {
    var config = folder.resolve("alertmanager.yml");
    Files.writeString(config, config("http://127.0.0.1:1/"));
    var words =
        List.of(
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("alerts"),
            "--web.listen-address=127.0.0.1:0");
    DropInCommand.run(
        Arguments.parse(DropInCommand.command().options(), words),
        console,
        (address, process) -> {
          use(address, process, config);
          process.quit();
        });
  }

  private static String config(String url) {
    return """
    route:
      receiver: web
      group_by: [alertname]
      group_wait: 10ms
      group_interval: 50ms
      repeat_interval: 1h
    receivers:
    - name: web
      webhook_configs:
      - url: %s
    """
        .formatted(url);
  }

  private static void use(String address, Lifecycle process, Path config)
      throws IOException, InterruptedException {
    Files.writeString(config, config("http://" + address + "/-/ready"));
    process.reload();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var site = new Site(http, "http://" + address + "/api/v2/");
      for (int round = 0; round < ROUNDS; round++) {
        site.post("alerts", "[" + alert(round) + "," + alert(round + 1) + "]");
        if (round % 10 == 0) {
          site.post("silences", silence(round));
          for (var page : PAGES) {
            site.get(page);
          }
        }
      }
    }
  }

  private static String alert(int number) {
    return "{\"labels\":{\"alertname\":\"A"
        + number
        + "\",\"severity\":\"warning\"},\"annotations\":{\"summary\":\"s\"},"
        + "\"startsAt\":\"2026-01-01T00:00:00.000Z\",\"generatorURL\":\"http://localhost/g\"}";
  }

  private static String silence(int number) {
    return "{\"matchers\":[{\"name\":\"alertname\",\"value\":\"B"
        + number
        + ".*\",\"isRegex\":true}],\"startsAt\":\"2026-01-01T00:00:00.000Z\","
        + "\"endsAt\":\"2126-01-01T00:00:00.000Z\",\"createdBy\":\"a\",\"comment\":\"c\"}";
  }

  private record Site(HttpClient http, String url) {
    void get(String path) throws IOException, InterruptedException {
      send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    void post(String path, String body) throws IOException, InterruptedException {
      send(
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body)));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            answer.uri() + ": status " + answer.statusCode() + ": " + answer.body());
      }
    }
  }
}
