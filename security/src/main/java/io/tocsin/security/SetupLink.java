package io.tocsin.security;

/// What the one-time link carries that makes the first administrator: known to whoever sees what
/// the server prints. Another one with each start; of no use once there is a user. Safe for use by
/// many threads.
public final class SetupLink {
  private final String secret = new Randomness().secret();

  /// Returns what to print.
  public String secret() {
    return secret;
  }

  boolean is(String shown) {
    return Randomness.same(secret, shown);
  }
}
