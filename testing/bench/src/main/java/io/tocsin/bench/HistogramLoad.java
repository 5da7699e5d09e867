package io.tocsin.bench;

import io.tocsin.bench.load.Lanes;
import io.tocsin.bench.load.Latencies;
import io.tocsin.bench.load.TapeColumns.Label;
import io.tocsin.bench.load.WriteRequestEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Pushes the latencies of many services, a histogram each every 15 s, either as native histograms
/// or as the series of classic ones. Both count the same requests.
final class HistogramLoad {
  static final String NATIVE = "request_seconds";
  static final String CLASSIC = "request_classic_seconds";

  private static final long SEED = 20;
  private static final int CONNECTIONS = 4;
  private static final int SAMPLES_PER_REQUEST = 2_000;
  private static final long STEP_MILLIS = RemoteWriteLoad.Shape.STEP_MILLIS;

  private final boolean isNative;
  private final int steps;
  private final long startMillis;
  private final List<Source> services = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /// `steps` samples for each of `services` histograms, the last at `endMillis`.
  HistogramLoad(boolean isNative, int services, int steps, long endMillis) {
    if (services < 1 || services > 10_000 || steps < 1 || steps > 100_000) {
      throw new IllegalArgumentException(
          "histograms: %d x %d (expected: 1 to 10000, 1 to 100000 steps)"
              .formatted(services, steps));
    }
    this.isNative = isNative;
    this.steps = steps;
    this.startMillis = endMillis - (steps - 1) * STEP_MILLIS;
    for (int i = 0; i < services; i++) {
      this.services.add(new Source(new Latencies(SEED, i), isNative ? whole(i) : parts(i)));
    }
  }

  /// One histogram: what it counts, and the encoded labels of its series.
  private record Source(Latencies latencies, List<byte[]> series) {}

  /// Samples for which a 2xx came back: histograms if they are native, else floats.
  long acknowledged() {
    return acknowledged.get();
  }

  void push(Web web) throws IOException, InterruptedException {
    new Lanes(CONNECTIONS, STEP_MILLIS)
        .run(0, steps, (lane, from, end) -> push(web, lane, from, end));
  }

  private void push(Web web, int lane, int from, int end) throws IOException {
    var requests = new WriteRequests();
    for (int step = from; step < end; step++) {
      int samples = 0;
      for (int i = lane; i < services.size(); i += CONNECTIONS) {
        var service = services.get(i);
        service.latencies().advance();
        encode(requests.encoder(), service, startMillis + step * STEP_MILLIS);
        samples += service.series().size();
        if (samples >= SAMPLES_PER_REQUEST) {
          requests.send(web);
          acknowledged.addAndGet(samples);
          samples = 0;
        }
      }
      requests.send(web);
      acknowledged.addAndGet(samples);
    }
  }

  private void encode(WriteRequestEncoder encoder, Source service, long timeMillis) {
    var latencies = service.latencies();
    var series = service.series();
    if (isNative) {
      encoder.add(series.getFirst(), timeMillis, latencies.nativeHistogram());
      return;
    }
    int bounds = Latencies.BOUNDS.size();
    for (int i = 0; i < bounds; i++) {
      encoder.add(series.get(i), timeMillis, (double) latencies.atMost(i));
    }
    encoder.add(series.get(bounds), timeMillis, (double) latencies.count());
    encoder.add(series.get(bounds + 1), timeMillis, (double) latencies.count());
    encoder.add(series.get(bounds + 2), timeMillis, latencies.sum());
  }

  private static List<byte[]> whole(int service) {
    return List.of(labels(NATIVE, service, ""));
  }

  private static List<byte[]> parts(int service) {
    var parts = new ArrayList<byte[]>();
    for (double bound : Latencies.BOUNDS) {
      parts.add(labels(CLASSIC + "_bucket", service, Double.toString(bound)));
    }
    parts.add(labels(CLASSIC + "_bucket", service, "+Inf"));
    parts.add(labels(CLASSIC + "_count", service, ""));
    parts.add(labels(CLASSIC + "_sum", service, ""));
    return parts;
  }

  private static byte[] labels(String name, int service, String bound) {
    var labels = new ArrayList<Label>();
    labels.add(new Label("__name__", name));
    labels.add(new Label("instance", "host-" + service / 4 + ":8080"));
    labels.add(new Label("job", "shop"));
    labels.add(new Label("handler", "/api/" + service % 4));
    if (!bound.isEmpty()) {
      labels.add(new Label("le", bound));
    }
    return WriteRequestEncoder.labels(labels);
  }
}
