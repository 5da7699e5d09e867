package io.tocsin.rules.unittest;

import io.tocsin.kit.GoFloat;

/// Durations as Go prints them: `1h0m0s`.
final class GoDuration {
  private GoDuration() {}

  static String print(long millis) {
    if (millis != 0 && Math.abs(millis) < 1_000) {
      return millis + "ms";
    }
    var out = new StringBuilder(millis < 0 ? "-" : "");
    long rest = Math.abs(millis);
    long hours = rest / 3_600_000;
    long minutes = rest / 60_000 % 60;
    if (hours > 0) {
      out.append(hours).append('h');
    }
    if (hours > 0 || minutes > 0) {
      out.append(minutes).append('m');
    }
    return out.append(GoFloat.f(rest % 60_000 / 1e3)).append('s').toString();
  }
}
