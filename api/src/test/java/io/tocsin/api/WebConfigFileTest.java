package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.ConfigException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WebConfigFileTest {
  private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private static WebConfig parse(String text) {
    return WebConfigFile.parse(Path.of("/etc/web.yml"), text);
  }

  @Test
  void everySectionIsRead() {
    var config =
        parse(
            "basic_auth_users:\n  ann: "
                + HASH
                + "\ntls_server_config:\n  cert_file: a.crt\n  key_file: /k/a.key\n"
                + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n"
                + "  min_version: TLS13\n"
                + "http_server_config:\n  http2: false\n  headers:\n    X-Frame-Options: deny\n");
    assertThat(config.users()).containsEntry("ann", HASH);
    assertThat(config.headers()).containsEntry("X-Frame-Options", "deny");
    var tls = config.tls();
    assertThat(tls).isNotNull();
    assertThat(tls.certFile()).isEqualTo(Path.of("/etc/a.crt"));
    assertThat(tls.keyFile()).isEqualTo(Path.of("/k/a.key"));
    assertThat(tls.clientAuth()).isEqualTo(WebConfig.ClientAuth.REQUIRED);
    assertThat(tls.protocols()).containsExactly("TLSv1.3");
  }

  @Test
  void anEmptyFileAsksForNothing() {
    assertThat(parse("")).isEqualTo(WebConfig.NONE);
  }

  @Test
  void mistakesNameTheirLine() {
    assertRefused("basic_auth_user:\n  a: b\n", "/etc/web.yml:1", "basic_auth_users");
    assertRefused("http_server_config:\n  headers:\n    X-Own: a\n", "/etc/web.yml:3");
    assertRefused("tls_server_config:\n  cert_file: a\n", "key_file");
    assertRefused(
        "tls_server_config:\n  cert_file: a\n  key_file: b\n  min_version: TLS9\n", ":4", "TLS13");
  }

  private static void assertRefused(String text, String... words) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aPasswordInTheClearIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> parse("basic_auth_users:\n  ann: hunter2\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bcrypt")
        .hasMessageNotContaining("hunter2");
  }
}
