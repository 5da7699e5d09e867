package io.tocsin.notify.mail;

import io.tocsin.http.HttpReader;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.http.HttpSettings.TlsSettings;
import io.tocsin.kit.YamlSection;
import io.tocsin.notify.services.Keys;
import org.jspecify.annotations.Nullable;

/// What `global` says of mail. Immutable.
///
/// @param server null where there is none
/// @param implicitTls null for what the port says
public record MailDefaults(
    String from,
    String hello,
    @Nullable MailServer server,
    Login login,
    boolean requireTls,
    @Nullable Boolean implicitTls,
    TlsSettings tls) {
  /// Who we are to the server.
  ///
  /// @param secret for CRAM-MD5
  record Login(
      String user, String identity, @Nullable SecretText password, @Nullable SecretText secret) {
    /// Returns the same with what is missing from others.
    Login or(Login other) {
      return new Login(
          user.isEmpty() ? other.user : user,
          identity.isEmpty() ? other.identity : identity,
          password == null ? other.password : password,
          secret == null ? other.secret : secret);
    }

    static Login read(Keys keys, String prefix) {
      return new Login(
          keys.text(prefix + "auth_username"),
          keys.text(prefix + "auth_identity"),
          keys.secret(prefix + "auth_password", prefix + "auth_password_file"),
          keys.secret(prefix + "auth_secret", prefix + "auth_secret_file"));
    }
  }

  /// Reads the keys that begin with `smtp_`.
  public static MailDefaults read(YamlSection section, HttpReader http) {
    var keys = new Keys(section, http);
    return new MailDefaults(
        keys.text("smtp_from"),
        keys.text("smtp_hello", "localhost"),
        MailServer.read(keys, "smtp_smarthost"),
        Login.read(keys, "smtp_"),
        keys.flag("smtp_require_tls", true),
        keys.flag("smtp_force_implicit_tls"),
        section.has("smtp_tls_config")
            ? http.tls(section.require("smtp_tls_config").section())
            : TlsSettings.DEFAULT);
  }
}
