package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.auth.UsernamePasswordValidator;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/// Mail, handed to an SMTP server of somebody else's making.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EmailTest {
  @TempDir private static Path certificates;
  @TempDir private Path folder;

  private static TestCertificate certificate;
  private static SSLContext tls;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private SMTPServer server;
  private ChannelFixture channels;

  private record Mail(String from, String to, String text) {}

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make(certificates);
    tls = certificate.tls();
  }

  @BeforeEach
  void begin() throws IOException {
    channels = new ChannelFixture(folder);
  }

  @AfterEach
  void end() throws IOException {
    server.stop();
    channels.close();
  }

  private void serve(UnaryOperator<SMTPServer.Builder> how) {
    var builder =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .insertReceivedHeaders(false)
            .simpleMessageListener(new Listener());
    server = how.apply(builder).build();
    server.start();
  }

  private final class Listener implements SimpleMessageListener {
    @Override
    public boolean accept(String from, String to) {
      return true;
    }

    @Override
    public void deliver(String from, String to, InputStream data) throws IOException {
      mails.add(new Mail(from, to, new String(data.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  private Outcome send(String keys) throws InterruptedException {
    return channels.send(
        "email_configs: [{to: 'Ops <ops@example.org>, two@example.org', from: tocsin@example.org,"
            + " smarthost: 'localhost:"
            + server.getPortAllocated()
            + "', "
            + keys
            + "}]",
        true);
  }

  private static UsernamePasswordValidator user() {
    return (user, password, context) -> {
      if (!user.equals("me") || !password.equals("pw")) {
        throw new LoginFailedException();
      }
    };
  }

  private static String ca() {
    return "tls_config: {ca_file: '" + certificate.authority() + "'}";
  }

  @Test
  void aMessageHasATextAndAPage() throws Exception {
    serve(b -> b);
    var outcome =
        send(
            "require_tls: false, text: 'Grüße\n.dot\n\n"
                + "x".repeat(100)
                + "', headers: {subject: 'Störung: down', X-Own: own}");
    assertThat(outcome).isEqualTo(Outcome.delivered());
    assertThat(mails).extracting(Mail::to).containsExactly("ops@example.org", "two@example.org");
    assertThat(mails).extracting(Mail::from).containsOnly("tocsin@example.org");
    var text = mails.getFirst().text();
    assertThat(text)
        .contains("Subject: =?utf-8?q?St=C3=B6rung=3A_down?=\r\n")
        .contains("To: Ops <ops@example.org>, two@example.org\r\n")
        .contains("From: tocsin@example.org\r\n")
        .contains("X-Own: own\r\n")
        .containsPattern("Message-Id: <[^@ ]+@[^> ]+>\r\n")
        .containsPattern("Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\r\n")
        .contains("MIME-Version: 1.0\r\n")
        .contains("Content-Type: text/plain; charset=UTF-8\r\n\r\nGr=C3=BC=C3=9Fe .dot\r\n")
        .contains("x".repeat(75) + "=\r\n" + "x".repeat(25))
        .contains("Content-Type: text/html; charset=UTF-8\r\n\r\n<p>email.default.html</p>");
    assertThat(text.indexOf("text/plain")).isLessThan(text.indexOf("text/html"));
  }

  @Test
  void startTlsThenPlain() throws Exception {
    serve(b ->
        b.startTlsSocketFactory(tls)
            .requireTLS()
            .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(user()))
            .requireAuth());
    assertThat(send("auth_username: me, auth_password: pw, " + ca()))
        .isEqualTo(Outcome.delivered());
    assertThat(mails).hasSize(2);
  }

  @Test
  void tlsFromTheBeginningThenLogin() throws Exception {
    serve(b ->
        b.serverSocketFactory(tls)
            .authenticationHandlerFactory(new LoginAuthenticationHandlerFactory(user()))
            .requireAuth());
    assertThat(send("force_implicit_tls: true, auth_username: me, auth_password: pw, " + ca()))
        .isEqualTo(Outcome.delivered());
    assertThat(mails).hasSize(2);
  }

  @Test
  void cramMd5ShowsNoPassword() throws Exception {
    serve(b -> b.authenticationHandlerFactory(new CramMd5("s3cret")).requireAuth());
    assertThat(send("require_tls: false, auth_username: me, auth_secret: s3cret"))
        .isEqualTo(Outcome.delivered());
    assertThat(mails).hasSize(2);
  }

  @Test
  void aWrongPasswordIsAnErrorOfAuthentication() throws Exception {
    serve(b ->
        b.authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(user())).requireAuth());
    var outcome = send("require_tls: false, auth_username: me, auth_password: wrong-one");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.reason()).isEqualTo(Reason.AUTH_ERROR);
              assertThat(retry.message()).contains("auth: 535").doesNotContain("wrong-one");
            });
  }

  @Test
  void aServerWithoutTlsIsNotTrusted() throws Exception {
    serve(b -> b);
    assertThat(send("hello: me.example.org"))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry ->
                assertThat(retry.message())
                    .startsWith("'require_tls' is true (default) but")
                    .endsWith("does not advertise the STARTTLS extension"));
    assertThat(mails).isEmpty();
  }

  @Test
  void notificationsOfAGroupAreOneThread() throws Exception {
    serve(b -> b);
    send("require_tls: false, threading: {enabled: true, thread_by_date: none}");
    var root = "<alert-" + ChannelFixture.KEY_HASH.substring(0, 16) + "-@alertmanager>";
    assertThat(mails.getFirst().text())
        .contains("References: " + root + "\r\n")
        .contains("In-Reply-To: " + root + "\r\n");
  }

  @Test
  void aTemplateCannotAddAHeader() throws Exception {
    serve(b -> b);
    send("require_tls: false, headers: {X-A: \"a\\r\\nBcc: evil@example.org\"}");
    assertThat(mails.getFirst().text()).contains("X-A: a Bcc: evil@example.org\r\n");
  }

  /// RFC 2195 as a server sees it.
  private record CramMd5(String secret) implements AuthenticationHandlerFactory {
    @Override
    public List<String> getAuthenticationMechanisms() {
      return List.of("CRAM-MD5");
    }

    @Override
    public AuthenticationHandler create() {
      return new AuthenticationHandler() {
        private boolean asked;

        @Override
        public Optional<String> auth(String input, MessageContext context) throws RejectException {
          if (!asked) {
            asked = true;
            return Optional.of("334 " + Base64.getEncoder().encodeToString("<1@x>".getBytes()));
          }
          var said = new String(Base64.getDecoder().decode(input.strip()));
          if (!said.equals("me " + digest())) {
            throw new RejectException(535, "no");
          }
          return Optional.empty();
        }

        @Override
        public Object getIdentity() {
          return "me";
        }
      };
    }

    private String digest() {
      try {
        var mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(secret.getBytes(), "HmacMD5"));
        return HexFormat.of().formatHex(mac.doFinal("<1@x>".getBytes()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
