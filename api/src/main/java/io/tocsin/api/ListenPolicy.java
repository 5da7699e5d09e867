package io.tocsin.api;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Safe by default: an address that other machines reach needs users, or a word that says so.
public final class ListenPolicy {
  private ListenPolicy() {}

  /// Returns the address to listen on.
  ///
  /// @throws IllegalArgumentException if others would reach it without a password, or it is no
  ///   address
  public static InetAddress check(HttpOptions options) {
    var address = resolve(options.host());
    boolean open = !address.isLoopbackAddress();
    boolean guarded = !options.web().users().isEmpty() || requiresCertificate(options.web());
    if (open && !guarded && !options.insecure()) {
      throw new IllegalArgumentException(
          "listen address: "
              + options.host()
              + " is reachable by others without a password (expected: a loopback address, a web"
              + " configuration file with basic_auth_users, or --insecure)");
    }
    return address;
  }

  private static boolean requiresCertificate(WebConfig web) {
    var tls = web.tls();
    return tls != null && tls.clientAuth() == WebConfig.ClientAuth.REQUIRED;
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host.isEmpty() ? "0.0.0.0" : host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "listen address: " + host + " (expected: an address of this machine)", e);
    }
  }
}
