package io.tocsin.api;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Safe by default: an address that other machines reach needs users, or a word that says so. A
/// server that keeps users has none of this: it asks for the first one over a one-time link.
public final class ListenPolicy {
  private ListenPolicy() {}

  /// Returns the address to listen on.
  ///
  /// @throws IllegalArgumentException if others would reach it without a password, or it is no
  ///   address
  public static InetAddress check(HttpOptions options) {
    var address = address(options);
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

  /// Returns the address to listen on, whoever may reach it.
  ///
  /// @throws IllegalArgumentException if it is no address
  static InetAddress address(HttpOptions options) {
    return resolve(options.host());
  }

  /// Tells whether nobody is let in without a certificate.
  static boolean requiresCertificate(WebConfig web) {
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
