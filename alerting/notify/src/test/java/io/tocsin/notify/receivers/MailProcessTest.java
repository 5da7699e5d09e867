package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Mail, handed to a mail server that is a process of its own.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class MailProcessTest {
  @TempDir private Path certificates;
  @TempDir private Path outbox;
  @TempDir private Path mails;

  private TestCertificate certificate;
  private Process server;
  private int port;
  private ChannelFixture channels;

  @BeforeEach
  void begin() throws Exception {
    certificate = TestCertificate.make(certificates);
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                MailServerProcess.class.getName(),
                mails.toString(),
                certificate.store().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
    port = Integer.parseInt(out.readLine());
    channels = new ChannelFixture(outbox);
  }

  @AfterEach
  void end() throws Exception {
    server.destroyForcibly().waitFor();
    channels.close();
  }

  private Outcome send(String to, String password) throws InterruptedException {
    return channels.send(
        "email_configs: [{to: '"
            + to
            + "', from: tocsin@example.org, smarthost: 'localhost:"
            + port
            + "', auth_username: me, auth_password: "
            + password
            + ", tls_config: {ca_file: '"
            + certificate.authority()
            + "'}, headers: {subject: down}}]",
        true);
  }

  @Test
  void mailArrivesByStartTlsAndAuthentication() throws Exception {
    assertThat(send("ops@example.org", "pw")).isEqualTo(Outcome.delivered());
    assertThat(Files.readString(mails.resolve("1.eml")))
        .contains("Subject: down", "To: ops@example.org", "From: tocsin@example.org")
        .contains("Content-Type: text/html; charset=UTF-8");
  }

  @Test
  void whatItRefusesIsTriedAgain() throws Exception {
    assertThat(send("ops@example.org", "other"))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.reason()).isEqualTo(Reason.AUTH_ERROR));
    assertThat(send("nobody@example.org", "pw"))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.message()).contains("553"));
    assertThat(written()).isEmpty();
  }

  @Test
  void aServerThatDiesLosesNoNotification() throws Exception {
    server.destroyForcibly().waitFor();
    assertThat(send("ops@example.org", "pw")).isInstanceOf(Outcome.Retry.class);
    assertThat(written()).isEmpty();
  }

  private String[] written() throws IOException {
    try (var files = Files.list(mails)) {
      return files.map(Path::toString).toArray(String[]::new);
    }
  }
}
