package io.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.http.HttpSettings.ProxySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cases as Go's `httpproxy` documents them.
final class ProxiesTest {
  private static final URI PROXY = URI.create("http://proxy:3128");

  @ParameterizedTest
  @CsvSource({
    "foo.com, http://foo.com/, true",
    "foo.com, http://bar.foo.com/, true",
    "foo.com, http://barfoo.com/, false",
    ".foo.com, http://foo.com/, false",
    ".foo.com, http://bar.foo.com/, true",
    "*.foo.com, http://bar.foo.com/, true",
    "foo.com:80, http://foo.com/, true",
    "foo.com:80, https://foo.com/, false",
    "10.0.0.0/8, http://10.1.2.3:9090/, true",
    "10.0.0.0/8, http://11.1.2.3:9090/, false",
    "10.1.2.3, http://10.1.2.3/, true",
    "*, http://anything/, true",
    "other.com, http://localhost/, true",
    "other.com, http://127.0.0.1:90/, true",
    "other.com, http://my_service:90/, false",
    "fd00::/8, http://[fd00::1]/, true",
  })
  void exceptionsAreAskedDirectly(String exceptions, String server, boolean direct) {
    var proxies = new Proxies(new ProxySettings(PROXY, exceptions, false, Map.of()), none());
    assertThat(proxies.choose(URI.create(server)) == null).isEqualTo(direct);
  }

  @Test
  void withoutExceptionsEverythingGoesThroughTheProxy() {
    var proxies = new Proxies(new ProxySettings(PROXY, "", false, Map.of()), none());
    assertThat(proxies.choose(URI.create("http://localhost/"))).isEqualTo(PROXY);
  }

  @Test
  void theEnvironmentSaysItByScheme() {
    var environment =
        environment(
            Map.of("https_proxy", "http://secure:1", "HTTP_PROXY", "plain:2", "NO_PROXY", "a.b"));
    var proxies = new Proxies(new ProxySettings(null, "", true, Map.of()), environment);
    assertThat(proxies.choose(URI.create("https://x/"))).hasToString("http://secure:1");
    assertThat(proxies.choose(URI.create("http://x/"))).hasToString("http://plain:2");
    assertThat(proxies.choose(URI.create("http://x.a.b/"))).isNull();
  }

  private static LocalFiles none() {
    return environment(Map.of());
  }

  private static LocalFiles environment(Map<String, String> variables) {
    return new LocalFiles() {
      @Override
      public String read(Path file) {
        return "";
      }

      @Override
      public boolean exists(Path file) {
        return false;
      }

      @Override
      public String environment(String name) {
        return variables.get(name);
      }
    };
  }
}
