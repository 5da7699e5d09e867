package io.tocsin.api.settings;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who has pushed samples since the start, by address and program. Safe for use by many threads.
public final class Pushers {
  private static final int PUSHERS_MAX = 500;
  private static final int AGENT_MAX = 200;

  private final Clock clock;
  private final Counter unseen;
  private final Map<Key, Pusher> known = new HashMap<>();

  private record Key(String address, String agent) {}

  /// One who pushes.
  ///
  /// @param agent what it calls itself
  /// @param firstMillis since the epoch
  /// @param samples that were stored
  /// @param refused requests that were not, or not wholly
  public record Pusher(
      String address,
      String agent,
      long firstMillis,
      long lastMillis,
      long requests,
      long samples,
      long refused) {}

  public Pushers(Clock clock, PrometheusRegistry registry) {
    this.clock = clock;
    this.unseen =
        Counter.builder()
            .name("tocsin_api_pushes_unlisted_total")
            .help("Pushes of senders that are too many to be listed.")
            .register(registry);
  }

  /// Notes a push.
  ///
  /// @return whether it is the first of this sender
  public boolean pushed(String address, String agent, int samples, boolean good) {
    var key = new Key(address, agent.length() > AGENT_MAX ? agent.substring(0, AGENT_MAX) : agent);
    long now = clock.millis();
    synchronized (known) {
      var before = known.get(key);
      if (before == null && known.size() >= PUSHERS_MAX) {
        unseen.inc();
        return false;
      }
      known.put(
          key,
          new Pusher(
              key.address(),
              key.agent(),
              before == null ? now : before.firstMillis(),
              now,
              1 + (before == null ? 0 : before.requests()),
              samples + (before == null ? 0 : before.samples()),
              (good ? 0 : 1) + (before == null ? 0 : before.refused())));
      return before == null;
    }
  }

  /// Returns them, the latest first.
  public List<Pusher> list() {
    var all = new ArrayList<Pusher>();
    synchronized (known) {
      all.addAll(known.values());
    }
    all.sort((a, b) -> Long.compare(b.lastMillis(), a.lastMillis()));
    return all;
  }
}
