package io.tocsin.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.api.prometheus.ApiError;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String TEXT =
      """
      global:
        smtp_auth_password: 'it''s' # of mail
        slack_api_url: https://hooks.slack.com/services/T0/B0/x
      receivers:
        - name: a
          webhook_configs:
            - url: https://example.org/hook/abc
              http_config: {basic_auth: {username: u, password: pw}}
              bearer_token_file: /etc/token
            - url: http://u:pw@example.org/
        - name: b
          tls_config:
            key: |
              -----BEGIN PRIVATE KEY-----
              MIIE

              -----END PRIVATE KEY-----
            cert_file: x.pem
          http_headers:
            X-Key:
              secrets:
                - one
                - two
              values: [c]
      """;

  @Test
  void noSecretIsShown() {
    var shown = Secrets.hide(TEXT, true);
    assertThat(shown)
        .isEqualTo(
            """
            global:
              smtp_auth_password: <secret> # of mail
              slack_api_url: <secret>
            receivers:
              - name: a
                webhook_configs:
                  - url: https://example.org/<secret>
                    http_config: {basic_auth: {username: u, password: <secret>}}
                    bearer_token_file: /etc/token
                  - url: http://u:<secret>@example.org/
              - name: b
                tls_config:
                  key: <secret>
                  cert_file: x.pem
                http_headers:
                  X-Key:
                    secrets: <secret>
                    values: [c]
            """);
  }

  @Test
  void whatWasHiddenComesBack() {
    var shown = Secrets.hide(TEXT, true);
    assertThat(Secrets.restore(TEXT, shown, true)).isEqualTo(TEXT);
    var edited =
        shown.replace("  - name: b\n", "  - name: new\n  - name: b\n").replace("x.pem", "y.pem");
    assertThat(Secrets.restore(TEXT, edited, true))
        .isEqualTo(
            TEXT.replace("  - name: b\n", "  - name: new\n  - name: b\n")
                .replace("x.pem", "y.pem"));
  }

  @Test
  void aChangedLineNeedsItsSecret() {
    var shown = Secrets.hide(TEXT, true);
    assertThatThrownBy(
            () -> Secrets.restore(TEXT, shown.replace("username: u", "username: v"), true))
        .isInstanceOf(ApiError.class)
        .hasMessageStartingWith("line 8: <secret> (expected: the secret itself");
    var whole = shown.replace("username: u, password: <secret>", "username: v, password: neu");
    assertThat(Secrets.restore(TEXT, whole, true)).contains("username: v, password: neu");
  }

  @Test
  void aFileWithoutSecretsStaysAsItIs() {
    var text = "scrape_configs:\n  - job_name: a\n    static_configs: [{targets: [b:1]}]\n";
    assertThat(Secrets.hide(text, false)).isEqualTo(text);
    assertThat(Secrets.restore(text, text + "# x\n", false)).isEqualTo(text + "# x\n");
  }
}
