package io.tocsin.promql.cache;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.promql.eval.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The newest answer of each range query, the least recently used ones going first where they
/// become too much, and all that nobody asked for again for some minutes. Safe for use by many
/// threads.
public final class RangeCache {
  private static final long IDLE_NANOS = 600_000_000_000L;

  /// One answer may not push out everything else.
  private static final int SHARE = 4;

  private final long bytesMax;
  private final Clock clock;
  private final CacheMetrics metrics;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /// @param bytesMax 0 to keep nothing
  public RangeCache(long bytesMax, Clock clock, PrometheusRegistry registry) {
    this.bytesMax = bytesMax;
    this.clock = clock;
    this.metrics = new CacheMetrics(registry, this::bytes);
  }

  /// What queries must have in common: the text, because notes say where in it; the distance of
  /// steps and where they fall.
  record Key(String text, long intervalMillis, long phaseMillis, long lookbackMillis) {
    static Key of(Scope.Frame frame) {
      return new Key(
          frame.text(),
          frame.intervalMillis(),
          Math.floorMod(frame.startMillis(), frame.intervalMillis()),
          frame.lookbackMillis());
    }
  }

  private record Kept(Extent extent, long bytes, long usedNanos) {}

  CacheMetrics metrics() {
    return metrics;
  }

  boolean isOn() {
    return bytesMax > 0;
  }

  synchronized @Nullable Extent find(Key key) {
    var found = kept.get(key);
    if (found == null) {
      return null;
    }
    kept.put(key, new Kept(found.extent, found.bytes, clock.nanos()));
    return found.extent;
  }

  /// Keeps an answer in place of the one before.
  synchronized void keep(Key key, Extent extent) {
    forget(key);
    long size = extent.bytes() + 2L * key.text.length();
    if (size > bytesMax / SHARE) {
      return;
    }
    kept.put(key, new Kept(extent, size, clock.nanos()));
    bytes += size;
    while (bytes > bytesMax) {
      forget(kept.keySet().iterator().next());
      metrics.evictions.inc();
    }
  }

  synchronized void forget(Key key) {
    var gone = kept.remove(key);
    bytes -= gone == null ? 0 : gone.bytes;
  }

  /// Gives back the memory of answers that nobody asks for any more. To be called now and then.
  public synchronized void dropIdle() {
    long now = clock.nanos();
    while (!kept.isEmpty()) {
      var oldest = kept.entrySet().iterator().next();
      if (now - oldest.getValue().usedNanos < IDLE_NANOS) {
        return;
      }
      forget(oldest.getKey());
      metrics.evictions.inc();
    }
  }

  synchronized long bytes() {
    return bytes;
  }
}
