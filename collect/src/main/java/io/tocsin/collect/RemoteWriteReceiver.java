package io.tocsin.collect;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.write.WritePath;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;
import org.jspecify.annotations.Nullable;

/// Receives Prometheus remote write 1.0. Safe for use by many threads; a request beyond twice the
/// number of processors waits for its turn.
public final class RemoteWriteReceiver {
  private final WritePath path;

  /// @param store where samples go, in no scrape group
  /// @param registry where `tocsin_write_*` metrics are registered
  public RemoteWriteReceiver(SeriesStore store, Clock clock, PrometheusRegistry registry) {
    this.path = new WritePath(store, clock, registry);
  }

  /// Stores the samples of a request and returns when they survive the end of the machine. What is
  /// refused of a request leaves the rest stored: the answer is then a 400 that names the first
  /// series refused, its last time and the sample's. Exemplars and metadata that the store refuses
  /// are counted and fail nothing.
  ///
  /// @param body a Snappy block with a `prometheus.WriteRequest`, at most 32 MiB when decoded
  /// @param length how many bytes of `body` count
  /// @param contentType the header's value, or null; another protobuf message is answered with 415
  /// @param contentEncoding the header's value, or null; anything but `snappy` is answered with 415
  public WriteAnswer write(
      byte[] body, int length, @Nullable String contentType, @Nullable String contentEncoding) {
    return path.write(body, length, contentType, contentEncoding);
  }
}
