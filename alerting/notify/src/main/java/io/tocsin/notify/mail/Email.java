package io.tocsin.notify.mail;

import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.TlsSettings;
import io.tocsin.http.TlsClient;
import io.tocsin.notify.Outcome;
import io.tocsin.notify.Outcome.Reason;
import io.tocsin.notify.services.Delivery;
import io.tocsin.notify.services.Keys;
import io.tocsin.notify.services.Refusal;
import io.tocsin.notify.services.ServiceSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// `email_configs`.
///
/// @param headers by their canonical names; templates
public record Email(
    Common common,
    MailServer server,
    MailDefaults.Login login,
    Envelope envelope,
    Map<String, String> headers,
    Body body,
    Security security,
    Threading threading)
    implements ServiceSpec {
  /// Templates, and the name we introduce ourselves by.
  record Envelope(String to, String from, String hello) {}

  /// Templates.
  record Body(String html, String text) {}

  /// @param implicitTls whether TLS begins with the connection
  record Security(boolean requireTls, boolean implicitTls, TlsSettings tls) {}

  /// @param daily whether each day has a thread of its own
  record Threading(boolean enabled, boolean daily) {}

  /// Reads one entry of the list.
  public static Email read(Keys keys, int index, MailDefaults defaults) {
    var to = keys.text("to");
    if (to.isEmpty()) {
      throw keys.refusal("missing to address in email config");
    }
    var headers = headers(keys);
    var threading = keys.section().has("threading") ? threading(keys, headers) : NO_THREADING;
    var ownServer = MailServer.read(keys, "smarthost");
    var server = ownServer == null ? defaults.server() : ownServer;
    if (server == null) {
      throw keys.refusal("no global SMTP smarthost set");
    }
    var ownFrom = keys.text("from");
    var from = ownFrom.isEmpty() ? defaults.from() : ownFrom;
    if (from.isEmpty()) {
      throw keys.refusal("no global SMTP from set");
    }
    var hello = keys.text("hello");
    headers.putIfAbsent("Subject", "{{ template \"email.default.subject\" . }}");
    headers.putIfAbsent("To", to);
    headers.putIfAbsent("From", from);
    return new Email(
        new Common(index, keys.flag("send_resolved", false), HttpSettings.DEFAULT),
        server,
        MailDefaults.Login.read(keys, "").or(defaults.login()),
        new Envelope(to, from, hello.isEmpty() ? defaults.hello() : hello),
        headers,
        new Body(keys.text("html", "{{ template \"email.default.html\" . }}"), keys.text("text")),
        security(keys, defaults, server),
        threading);
  }

  private static final Threading NO_THREADING = new Threading(false, false);

  private static Security security(Keys keys, MailDefaults defaults, MailServer server) {
    var ownTls = keys.flag("require_tls");
    var own = keys.flag("force_implicit_tls");
    var implicit = own == null ? defaults.implicitTls() : own;
    return new Security(
        ownTls == null ? defaults.requireTls() : ownTls,
        implicit == null ? server.port() == MailServer.IMPLICIT_TLS_PORT : implicit,
        keys.section().has("tls_config")
            ? keys.httpReader().tls(keys.section().require("tls_config").section())
            : defaults.tls());
  }

  private static Map<String, String> headers(Keys keys) {
    var headers = new TreeMap<String, String>();
    keys.map("headers")
        .forEach((name, value) -> {
          var canonical = canonical(name);
          if (headers.put(canonical, value) != null) {
            throw keys.refusal("duplicate header \"" + canonical + "\" in email config");
          }
        });
    return headers;
  }

  /// Names of headers count the same in any case.
  private static String canonical(String name) {
    var out = new StringBuilder();
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = c == '-';
    }
    return out.toString();
  }

  private static Threading threading(Keys keys, Map<String, String> headers) {
    var inner = new Keys(keys.section().require("threading").section(), keys.httpReader());
    boolean enabled = inner.flag("enabled", false);
    var by = inner.text("thread_by_date");
    inner.done();
    if (enabled) {
      for (var header : List.of("References", "In-Reply-To")) {
        if (headers.containsKey(header)) {
          throw keys.refusal(
              "conflicting configuration: threading.enabled conflicts with custom "
                  + header
                  + " header");
        }
      }
      if (!by.equals("none") && !by.equals("daily")) {
        throw keys.refusal("threading.thread_by_date must be either 'none' or 'daily'");
      }
    }
    return new Threading(enabled, by.equals("daily"));
  }

  @Override
  public String type() {
    return "email";
  }

  @Override
  public Outcome send(Delivery delivery) throws IOException {
    long began = delivery.clock().nanos();
    var message = message(delivery);
    try {
      talk(delivery, message);
      note(delivery, message, 250, "delivered", began);
      return Outcome.delivered();
    } catch (SmtpException e) {
      var said = delivery.redacted(String.valueOf(e.getMessage()));
      note(delivery, message, 0, said, began);
      return new Outcome.Retry(e.isAuthentication() ? Reason.AUTH_ERROR : Reason.OTHER, said, 0);
    } catch (SocketTimeoutException e) {
      note(delivery, message, 0, "timeout", began);
      throw e;
    } catch (IOException e) {
      var said = "establish connection to server: " + server + ": " + e.getMessage();
      note(delivery, message, 0, said, began);
      return new Outcome.Retry(Reason.OTHER, said, 0);
    }
  }

  private void note(Delivery delivery, String message, int status, String answer, long beganNanos) {
    var back = new Delivery.Back(status, answer, beganNanos);
    delivery.note("MAIL", "smtp://" + server, Map.of(), message, back);
  }

  private void talk(Delivery delivery, String message) throws IOException {
    var from = addresses(delivery, "from", envelope.from());
    if (from.size() != 1) {
      throw new Refusal("must be exactly one 'from' address (got: " + from.size() + ")");
    }
    var to = addresses(delivery, "to", envelope.to());
    var tls = new TlsClient(security.tls(), delivery.wiring().surroundings().secrets());
    try (var talk =
        SmtpTalk.open(
            server.host(),
            server.port(),
            delivery::leftMillis,
            security.implicitTls() ? tls : null)) {
      talk.hello(envelope.hello());
      if (security.requireTls() && !security.implicitTls()) {
        if (talk.extension("STARTTLS") == null) {
          throw new SmtpException(
              "'require_tls' is true (default) but \""
                  + server
                  + "\" does not advertise the STARTTLS extension");
        }
        talk.startTls(tls, envelope.hello());
      }
      authenticate(delivery, talk);
      talk.must("MAIL", "MAIL FROM:<" + from.getFirst() + ">", 250);
      for (var address : to) {
        talk.must("RCPT", "RCPT TO:<" + address + ">", 250);
      }
      talk.data(message);
      talk.quit();
    }
  }

  private void authenticate(Delivery delivery, SmtpTalk talk) throws IOException {
    var mechanisms = talk.extension("AUTH");
    if (mechanisms == null || login.user().isEmpty()) {
      return;
    }
    var password = login.password();
    var secret = login.secret();
    var sasl =
        new Sasl(
            login.user(),
            login.identity(),
            password == null ? "" : delivery.secret(password),
            secret == null ? "" : delivery.secret(secret));
    boolean secure = security.requireTls() || security.implicitTls() || isLocal();
    sasl.authenticate(talk, mechanisms, secure);
  }

  /// Nobody listens between us and ourselves.
  private boolean isLocal() {
    return List.of("localhost", "127.0.0.1", "::1").contains(server.host());
  }

  private static List<String> addresses(Delivery delivery, String what, String template) {
    try {
      return MailAddresses.parse(delivery.text(template));
    } catch (IllegalArgumentException e) {
      throw new Refusal("parse '" + what + "' addresses: " + e.getMessage());
    }
  }

  private String message(Delivery delivery) {
    var id = UUID.randomUUID().toString();
    var message = new MailMessage(id.replace("-", ""));
    headers.forEach((name, value) -> message.header(name, delivery.text(value)));
    long now = delivery.clock().millis();
    if (!headers.containsKey("Message-Id")) {
      message.header("Message-Id", "<" + now + "." + id + "@" + hostName() + ">");
    }
    if (threading.enabled()) {
      var day =
          threading.daily()
              ? Instant.ofEpochMilli(now).atZone(ZoneOffset.UTC).toLocalDate().toString()
              : "";
      var root = "<alert-" + delivery.keyHash().substring(0, 16) + "-" + day + "@alertmanager>";
      message.header("References", root);
      message.header("In-Reply-To", root);
    }
    return message.text(delivery.text(body.text()), delivery.html(body.html()), now);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost.localdomain";
    }
  }
}
