package io.tocsin.collect.scrape;

import io.tocsin.model.MetricMetadata;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes targets that expose the same lines, or the same metadata, hold one copy. Holds what it
/// knows weakly. Safe for use by many threads.
final class SharedTexts {
  private static final int KNOWN_MAX = 10_000;

  private final Map<Long, WeakReference<SeriesTexts>> texts = new ConcurrentHashMap<>();
  private final Map<Long, WeakReference<Map<String, MetricMetadata>>> metadata =
      new ConcurrentHashMap<>();

  /// Returns the frozen texts to use instead of `own`: an equal one, or `own` itself.
  SeriesTexts share(SeriesTexts own) {
    own.freeze();
    long key = own.contentHash();
    var reference = texts.get(key);
    var known = reference == null ? null : reference.get();
    if (known != null && known.sameContent(own)) {
      return known;
    }
    bound(texts);
    texts.put(key, new WeakReference<>(own));
    return own;
  }

  Map<String, MetricMetadata> share(Map<String, MetricMetadata> own) {
    long key = ((long) own.size() << 32) + own.hashCode();
    var reference = metadata.get(key);
    var known = reference == null ? null : reference.get();
    if (known != null && known.equals(own)) {
      return known;
    }
    bound(metadata);
    metadata.put(key, new WeakReference<>(own));
    return own;
  }

  private static <T> void bound(Map<Long, WeakReference<T>> map) {
    if (map.size() >= KNOWN_MAX) {
      map.values().removeIf(reference -> reference.get() == null);
    }
    if (map.size() >= KNOWN_MAX) {
      map.clear();
    }
  }
}
