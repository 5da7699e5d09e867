package io.tocsin.security;

import io.tocsin.kit.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// Bounds guesses: each name and each address may go wrong so many times, and gets one more try
/// after a while. Memory is bounded: of many names, those that went wrong longest ago are
/// forgotten. Safe for use by many threads.
final class LoginLimit {
  private static final int NAMES_MAX = 10_000;
  private static final int NAME_TRIES = 10;
  private static final long NAME_MILLIS = 30_000;
  private static final int ADDRESS_TRIES = 30;
  private static final long ADDRESS_MILLIS = 10_000;

  private final Clock clock;
  private final Buckets names = new Buckets(NAME_TRIES, NAME_MILLIS);
  private final Buckets addresses = new Buckets(ADDRESS_TRIES, ADDRESS_MILLIS);

  LoginLimit(Clock clock) {
    this.clock = clock;
  }

  /// Refuses a try where too many have gone wrong.
  ///
  /// @throws Throttled if it is refused
  synchronized void check(String name, String address) {
    long now = clock.nanos() / 1_000_000;
    long wait = Math.max(names.waitMillis(name, now), addresses.waitMillis(address, now));
    if (wait > 0) {
      throw new Throttled("too many sign-ins went wrong", Math.ceilDiv(wait, 1000));
    }
  }

  /// Counts a try that went wrong.
  synchronized void failed(String name, String address) {
    long now = clock.nanos() / 1_000_000;
    names.take(name, now);
    addresses.take(address, now);
  }

  /// Forgets what went wrong with a name whose password is known.
  synchronized void succeeded(String name) {
    names.forget(name);
  }

  /// One number for each key: until when its tries are used up. A try costs `millis` of time, and
  /// `tries` of them may be taken in advance.
  private static final class Buckets {
    private final int tries;
    private final long millis;
    private final Map<String, Long> until =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > NAMES_MAX;
          }
        };

    Buckets(int tries, long millis) {
      this.tries = tries;
      this.millis = millis;
    }

    long waitMillis(String key, long now) {
      long full = until.getOrDefault(key, now);
      return full - now - (tries - 1) * millis;
    }

    void take(String key, long now) {
      until.merge(key, now + millis, (full, first) -> Math.max(full, now) + millis);
    }

    void forget(String key) {
      until.remove(key);
    }
  }
}
