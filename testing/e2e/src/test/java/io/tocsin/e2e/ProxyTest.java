package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything works under a sub-path of a proxy that speaks HTTP/1.0, whether it passes the path on
/// or cuts it off.
@Order(8)
class ProxyTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path UI = Dist.ROOT.resolve("ui/src/main/ui");
  private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(\\./[^\"]+)\"");
  private static final int SAMPLES = 3000;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private Tocsin start(boolean cutsPath) throws Exception {
    var external = "--web.external-url=https://x.example/tocsin/";
    var data = folder.resolve("data");
    return cutsPath
        ? Tocsin.start(data, external, "--web.route-prefix=/")
        : Tocsin.start(data, external);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  @ParameterizedTest(name = "the proxy cuts the path off: {0}")
  @ValueSource(booleans = {false, true})
  void everythingWorksUnderThePathOfAProxy(boolean cutsPath) throws Exception {
    try (var tocsin = start(cutsPath);
        var proxy = OldProxy.start(tocsin.web().port(), cutsPath)) {
      var url = proxy.url();
      for (var page : List.of("", "explore?q=up", "scrape-targets")) {
        assertPage(url, page);
      }
      var graph = get(url + "graph?g0.expr=up");
      assertThat(graph.statusCode()).isEqualTo(302);
      assertThat(graph.headers().firstValue("Location")).contains("/tocsin/explore?q=up");
      assertApi(url);
      var command = Command.tocsin("health", "--url", url);
      assertThat(command.exit()).as(command.out()).isZero();
      browse(url);
    }
  }

  /// The page and every file that it names are there, under the path.
  private void assertPage(String url, String page) throws Exception {
    var answer = get(url + page);
    assertThat(answer.statusCode()).as(page).isEqualTo(200);
    assertThat(answer.body()).contains("<base href=\"/tocsin/\">");
    var files = FILE.matcher(answer.body()).results().map(found -> found.group(1)).toList();
    assertThat(files).hasSizeGreaterThan(2);
    for (var file : files) {
      var content = get(URI.create(url).resolve(file).toString());
      assertThat(content.statusCode()).as(file).isEqualTo(200);
      assertThat(content.headers().firstValue("Content-Type").orElse("text/html"))
          .as(file)
          .doesNotContain("text/html");
    }
  }

  private void assertApi(String url) throws Exception {
    assertThat(get(url + "-/ready").statusCode()).isEqualTo(200);
    assertThat(get(url + "metrics").body()).contains("tocsin_");
    assertThat(get(url + "api/v1/nothing").statusCode()).isEqualTo(404);
    var form =
        HttpRequest.newBuilder(URI.create(url + "api/v1/query"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("query=vector(1%2B1)"));
    assertThat(Series.of(Json.parse(send(form).body())).value()).isEqualTo(2);
    push(url);
    var pushed = Json.parse(get(url + "api/v1/query?query=proxied%5B1h%5D").body());
    assertThat(Series.of(pushed).sampleCount()).isEqualTo(SAMPLES);
  }

  /// Loads the pages in a real browser, where there is one.
  private static void browse(String url) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not installed");
    Assumptions.assumeTrue(
        Files.isDirectory(UI.resolve("node_modules/playwright-core")),
        "playwright-core is not there (it comes with the build of ui)");
    var script = Dist.ROOT.resolve("testing/e2e/src/test/browser/subpath.mjs");
    var visit =
        Command.run(
            "",
            Path.of("/usr/bin/env"),
            Map.of("CHROMIUM", CHROMIUM.toString()),
            "node",
            script.toString(),
            url,
            UI.toString());
    assertThat(visit.exit()).as(visit.out() + visit.err()).isZero();
  }

  private void push(String url) throws Exception {
    long start = System.currentTimeMillis() - SAMPLES * 1000L;
    var samples = new TreeMap<Long, Long>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.put(start + i * 1000L, Double.doubleToLongBits(Math.sqrt(i)));
    }
    var body = new WriteRequest().add(Map.of("__name__", "proxied"), samples).toBody();
    var write =
        HttpRequest.newBuilder(URI.create(url + "api/v1/write"))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(body));
    assertThat(send(write).statusCode()).isEqualTo(204);
  }
}
