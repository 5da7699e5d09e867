package io.tocsin.server.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;

/// Where others reach a server that listens on all addresses.
public final class SetupAddress {
  private SetupAddress() {}

  /// Returns a host for a URL: the one that is listened on, or for all of them the first that is
  /// not only this machine's own.
  public static String of(String host) {
    if (!host.isEmpty() && !host.equals("0.0.0.0") && !host.equals("::")) {
      return host.contains(":") ? "[" + host + "]" : host;
    }
    try {
      for (var each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (each.isUp() && !each.isLoopback()) {
          for (InetAddress address : Collections.list(each.getInetAddresses())) {
            if (address instanceof Inet4Address) {
              return address.getHostAddress();
            }
          }
        }
      }
    } catch (SocketException unknown) {
      return "localhost";
    }
    return "localhost";
  }
}
