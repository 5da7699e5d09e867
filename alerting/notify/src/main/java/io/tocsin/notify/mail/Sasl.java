package io.tocsin.notify.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Says who we are to a mail server: CRAM-MD5 where there is a secret, else PLAIN or LOGIN with a
/// password, in the order in which the server offers them.
///
/// @param identity on whose behalf; mostly empty
/// @param password empty where there is none
/// @param secret for CRAM-MD5; empty where there is none
record Sasl(String user, String identity, String password, String secret) {
  /// @param secure whether nobody can listen: a password goes over nothing else but to this host
  void authenticate(SmtpTalk talk, String offered, boolean secure) throws IOException {
    var problems = new StringBuilder();
    for (var mechanism : List.of(offered.toUpperCase(Locale.ROOT).split(" +", -1))) {
      switch (mechanism) {
        case "CRAM-MD5" -> {
          if (!secret.isEmpty()) {
            cramMd5(talk);
            return;
          }
          problems.append("missing secret for CRAM-MD5 auth mechanism; ");
        }
        case "PLAIN" -> {
          if (!password.isEmpty()) {
            plain(talk, secure);
            return;
          }
          problems.append("missing password for PLAIN auth mechanism; ");
        }
        case "LOGIN" -> {
          if (!password.isEmpty()) {
            login(talk);
            return;
          }
          problems.append("missing password for LOGIN auth mechanism; ");
        }
        default -> problems.append("unknown auth mechanism: ").append(mechanism).append("; ");
      }
    }
    throw new SmtpException("find auth mechanism: " + problems.toString().strip(), true);
  }

  private void cramMd5(SmtpTalk talk) throws IOException {
    var challenge = decoded(challenge(talk, "AUTH CRAM-MD5"));
    try {
      var mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
      var digest = mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8));
      done(talk.ask(encoded(user + " " + HexFormat.of().formatHex(digest))), "CRAM-MD5");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void plain(SmtpTalk talk, boolean secure) throws IOException {
    if (!secure) {
      throw new SmtpException("PLAIN auth: unencrypted connection", true);
    }
    var message = identity + "\0" + user + "\0" + password;
    done(talk.ask("AUTH PLAIN " + encoded(message)), "PLAIN");
  }

  private void login(SmtpTalk talk) throws IOException {
    var asked = decoded(challenge(talk, "AUTH LOGIN"));
    for (int i = 0; i < 2; i++) {
      var answer =
          switch (asked.toLowerCase(Locale.ROOT)) {
            case "username:" -> user;
            case "password:" -> password;
            default -> throw new SmtpException("LOGIN auth: unexpected server challenge", true);
          };
      var reply = talk.ask(encoded(answer));
      if (reply.code() != 334) {
        done(reply, "LOGIN");
        return;
      }
      asked = decoded(String.join("", reply.lines()));
    }
    throw new SmtpException("LOGIN auth: the server asks on and on", true);
  }

  private static String challenge(SmtpTalk talk, String command) throws IOException {
    var reply = talk.ask(command);
    if (reply.code() != 334) {
      throw new SmtpException(command + ": " + reply.text(), true);
    }
    return String.join("", reply.lines());
  }

  private static void done(SmtpTalk.Reply reply, String mechanism) throws IOException {
    if (reply.code() != 235) {
      throw new SmtpException(mechanism + " auth: " + reply.text(), true);
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) throws IOException {
    try {
      return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SmtpException("auth: the challenge is no base64", true);
    }
  }

  @Override
  public String toString() {
    return "Sasl[" + user + "]";
  }
}
