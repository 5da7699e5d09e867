package io.tocsin.notify.mail;

import io.tocsin.notify.services.Keys;
import org.jspecify.annotations.Nullable;

/// Where mail is handed in.
record MailServer(String host, int port) {
  /// The port where TLS begins at once, unless the configuration says otherwise.
  static final int IMPLICIT_TLS_PORT = 465;

  static @Nullable MailServer read(Keys keys, String key) {
    var text = keys.text(key);
    if (text.isEmpty()) {
      return null;
    }
    int colon = text.lastIndexOf(':');
    var host = colon < 0 ? "" : text.substring(0, colon);
    var port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (colon >= 0 && port.isEmpty()) {
      throw keys.refusal(key + ": address \"" + text + "\": port cannot be empty");
    }
    if (colon < 0 || (host.indexOf(':') >= 0 && !bracketed)) {
      throw keys.refusal(key + ": address " + text + ": missing port (expected: HOST:PORT)");
    }
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw keys.refusal(key + ": " + text + " (expected: a port from 0 to 65535)");
    }
    return new MailServer(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
