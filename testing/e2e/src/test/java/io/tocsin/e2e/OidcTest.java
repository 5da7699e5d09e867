package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signs in at a real OpenID provider, as a browser does.
@Order(8)
class OidcTest {
  private static final Path SOURCES = Dist.ROOT.resolve("testing/e2e/src/test/oidc");
  private static final Path INSTALLED = Dist.ROOT.resolve("testing/e2e/target/oidc");
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"([^\"]+)\"");
  private static final int STEPS_MAX = 20;

  @TempDir Path folder;

  /// One browser: it keeps cookies.
  private static final class Browser implements AutoCloseable {
    private final HttpClient client =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(uri));
    }

    private HttpResponse<String> post(URI uri, String form)
        throws IOException, InterruptedException {
      return send(
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      request.timeout(Duration.ofSeconds(30)).header("User-Agent", "Mozilla/5.0");
      return client.send(request.build(), BodyHandlers.ofString());
    }

    /// Follows links and fills in forms until it is sent to one of these paths.
    URI signIn(URI start, String name, List<String> until) throws Exception {
      var answer = get(start);
      for (int step = 0; step < STEPS_MAX; step++) {
        var at = answer.request().uri();
        var location = answer.headers().firstValue("Location");
        if (location.isPresent()) {
          var next = at.resolve(location.get());
          if (until.contains(next.getPath())) {
            return next;
          }
          answer = get(next);
        } else {
          var page = answer.body();
          var action = ACTION.matcher(page);
          var prompt = PROMPT.matcher(page);
          assertThat(action.find() && prompt.find()).as(at + ": " + page).isTrue();
          var form = "prompt=" + prompt.group(1) + "&login=" + name + "&password=any";
          answer = post(at.resolve(action.group(1)), form);
        }
      }
      throw new AssertionError("no end after " + STEPS_MAX + " steps: " + answer.uri());
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /// Installs the provider where it is not yet; it comes from npm's registry.
  private static void install() throws Exception {
    var node = Path.of("/usr/bin/env");
    if (!Files.isDirectory(INSTALLED.resolve("node_modules/oidc-provider"))) {
      Files.createDirectories(INSTALLED);
      for (var name : List.of("package.json", "package-lock.json")) {
        var copy = INSTALLED.resolve(name);
        Files.copy(SOURCES.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
      }
      var npm =
          new ProcessBuilder(node.toString(), "npm", "ci", "--no-audit", "--no-fund")
              .directory(INSTALLED.toFile())
              .redirectErrorStream(true)
              .redirectOutput(INSTALLED.resolve("npm.log").toFile())
              .start();
      boolean done = npm.waitFor(2, TimeUnit.MINUTES);
      npm.destroyForcibly();
      Assumptions.assumeTrue(
          done && npm.exitValue() == 0,
          "oidc-provider cannot be installed, see " + INSTALLED.resolve("npm.log"));
    }
  }

  @Test
  void whoSignsInAtTheProviderIsLetIn() throws Exception {
    install();
    var node =
        new ProcessBuilder(
                "/usr/bin/env",
                "node",
                SOURCES.resolve("provider.mjs").toString(),
                INSTALLED.toString())
            .redirectError(folder.resolve("provider.log").toFile())
            .start();
    try (var lines = node.inputReader(StandardCharsets.UTF_8)) {
      var issuer = lines.readLine();
      assertThat(issuer).as(Files.readString(folder.resolve("provider.log"))).isNotNull();
      try (var tocsin =
          Tocsin.start(folder.resolve("data"), "--config", configuration(issuer).toString())) {
        ready(node, lines, tocsin.url() + "oidc/callback");
        letsAnnIn(tocsin);
        refusesBob(tocsin);
        refusesForgery(tocsin);
      }
    } finally {
      node.destroyForcibly();
    }
  }

  private Path configuration(String issuer) throws IOException {
    var secret = folder.resolve("secret");
    Files.writeString(secret, "a secret for tests only");
    var file = folder.resolve("tocsin.yml");
    return Files.writeString(
        file,
        """
        tocsin:
          auth:
            oidc:
              name: Company
              issuer: %s
              client-id: tocsin
              client-secret-file: %s
              role-claim: groups
              roles: {admin: ops}
        """
            .formatted(issuer, secret));
  }

  private static void ready(Process node, BufferedReader lines, String back) throws IOException {
    var in = node.outputWriter(StandardCharsets.UTF_8);
    in.write(back + "\n");
    in.flush();
    assertThat(lines.readLine()).isEqualTo("ready");
  }

  private static URI at(Tocsin tocsin, String path) {
    return URI.create(tocsin.url() + path);
  }

  private static Json session(Browser browser, Tocsin tocsin) throws Exception {
    return Json.parse(browser.get(at(tocsin, "api/v1/session")).body()).at("data");
  }

  private static void letsAnnIn(Tocsin tocsin) throws Exception {
    assertThat(tocsin.web().get("/api/v1/labels").status()).isEqualTo(401);
    try (var browser = new Browser()) {
      var before = session(browser, tocsin);
      assertThat(before.at("oidc", "name").text()).isEqualTo("Company");
      assertThat(before.at("open").text()).isEqualTo("false");
      var start = at(tocsin, "oidc/start?next=/explore%3Fq%3Dup");
      var end = browser.signIn(start, "ann", List.of("/explore", "/login"));
      assertThat(end).isEqualTo(at(tocsin, "explore?q=up"));
      var after = session(browser, tocsin);
      assertThat(after.at("user", "name").text()).isEqualTo("ann");
      assertThat(after.at("user", "kind").text()).isEqualTo("oidc");
      assertThat(after.at("user", "role").text()).isEqualTo("admin");
      assertThat(browser.get(at(tocsin, "api/v1/users")).statusCode()).isEqualTo(200);
    }
  }

  private static void refusesBob(Tocsin tocsin) throws Exception {
    try (var browser = new Browser()) {
      var end = browser.signIn(at(tocsin, "oidc/start"), "bob", List.of("/", "/login"));
      assertThat(end.getPath()).isEqualTo("/login");
      assertThat(URLDecoder.decode(end.getRawQuery(), StandardCharsets.UTF_8))
          .contains("user: bob: no role here (expected: in claim groups one of [ops])");
      assertThat(browser.get(at(tocsin, "api/v1/labels")).statusCode()).isEqualTo(401);
    }
  }

  private static void refusesForgery(Tocsin tocsin) throws Exception {
    try (var browser = new Browser();
        var other = new Browser()) {
      var back =
          browser.signIn(at(tocsin, "oidc/start"), "ann", List.of("/oidc/callback", "/login"));
      assertThat(back.getPath()).isEqualTo("/oidc/callback");
      // another browser was sent here: it did not begin this
      assertRefused(other.get(back), "not begun here");
      // and that was the one try that this sign-in had
      assertRefused(browser.get(back), "not begun here");

      var again =
          browser.signIn(at(tocsin, "oidc/start"), "ann", List.of("/oidc/callback", "/login"));
      var forged = again.toString().replaceAll("code=[^&]+", "code=forged");
      assertRefused(browser.get(URI.create(forged)), "invalid_grant");
      assertThat(browser.get(at(tocsin, "api/v1/labels")).statusCode()).isEqualTo(401);
    }
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse(""))
        .startsWith("/login?error=")
        .contains(URLEncoder.encode(why, StandardCharsets.UTF_8));
  }
}
