package io.tocsin.notify;

/// How many silences there may be, expired ones among them, and how large one may be; 0 means as
/// many and as large as they come.
public record SilenceLimits(int maxSilences, int maxSizeBytes) {
  public static final SilenceLimits NONE = new SilenceLimits(0, 0);
}
