package io.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.http.HttpSettings.Credentials;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.kit.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpReaderTest {
  private final List<String> warnings = new ArrayList<>();

  private HttpSettings read(String yaml) {
    var place =
        new ConfigPlace(
            Path.of("/etc/tocsin"),
            LocalFiles.disk(),
            (node, what) -> warnings.add(node.path() + ": " + what));
    return new HttpReader(place).readAll(Yaml.parse("h.yml", yaml));
  }

  @Test
  void nothingGivesTheDefaults() {
    assertThat(read("{}")).isEqualTo(HttpSettings.DEFAULT);
  }

  @Test
  void whatIsSetIsRead() {
    var settings =
        read(
            """
            basic_auth: {username: u, password_file: pw}
            follow_redirects: false
            enable_http2: false
            proxy_url: http://proxy:3128
            no_proxy: .internal
            tls_config: {server_name: s, min_version: TLS13}
            http_headers: {X-A: {values: [b], secrets: [c]}}
            """);
    assertThat(settings.credentials())
        .isEqualTo(
            new Credentials.Basic(
                SecretText.of("u"), new SecretText(null, Path.of("/etc/tocsin/pw"))));
    assertThat(settings.followRedirects()).isFalse();
    assertThat(settings.http2()).isFalse();
    assertThat(settings.proxy().url()).hasToString("http://proxy:3128");
    assertThat(settings.tls().minVersion()).isEqualTo("TLS13");
    assertThat(settings.headers()).containsOnlyKeys("X-A");
    assertThat(warnings).containsExactly("basic_auth.password_file: /etc/tocsin/pw does not exist");
  }

  @Test
  void whatIsNoProxyIsSaidOnlyAsPrometheusRefusesItWhenItIsUsed() {
    read("{proxy_url: some_proxy}");
    assertThat(warnings)
        .containsExactly(
            "proxy_url: no proxy (expected: a URL with http, https or socks5, and a host)");
  }

  @Test
  void noSecretIsPrinted() {
    var settings =
        read(
            "{proxy_url: \"http://u:hidden@p:1\", http_headers: {A: {secrets: [hidden]}},"
                + " oauth2: {client_id: i, client_secret: hidden, token_url: \"http://t\"}}");
    assertThat(settings.toString()).doesNotContain("hidden").contains("<secret>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{bearer_token: a, bearer_token_file: b} | several credentials",
        "{basic_auth: {}, authorization: {}} | several credentials",
        "{basic_auth: {password: a, password_file: b}} | at most one of password and password_file",
        "{authorization: {type: Basic, credentials: x}} | use basic_auth",
        "{oauth2: {token_url: 'http://t'}} | client_id is missing",
        "{oauth2: {client_id: i}} | token_url is missing",
        "{proxy_url: 'http://x', proxy_from_environment: true} | excludes proxy_from_environment",
        "{no_proxy: x} | no_proxy without proxy_url",
        "{proxy_connect_header: {a: [b]}} | proxy_connect_header without proxy_url",
        "{tls_config: {cert: x}} | both its certificate and its key",
        "{tls_config: {min_version: SSL3}} | one of TLS10, TLS11, TLS12, TLS13",
        "{http_headers: {Host: {values: [x]}}} | reserved header",
        "{proxyurl: x} | unknown key (expected: proxy_url)",
      })
  void whatCannotBeIsRefused(String yaml, String cause) {
    assertThatThrownBy(() -> read(yaml))
        .hasMessageContaining("h.yml:1: ")
        .hasMessageContaining(cause);
  }
}
