package io.tocsin.e2e;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/// Two hours of counters, gauges and classic histograms, scraped every 15 seconds: with resets,
/// gaps, staleness markers and numbers that are none. No sample lies on a whole second, so that no
/// query that asks at whole seconds has one on the border of a range, where Prometheus 2 and 3
/// differ.
final class OracleSamples {
  static final long LENGTH_MILLIS = 7_200_000;
  private static final long SCRAPE_MILLIS = 15_000;
  private static final long PIECE_MILLIS = 900_000;
  private static final long STALE_BITS = 0x7ff0000000000002L;

  private final Map<Map<String, String>, NavigableMap<Long, Long>> series = new LinkedHashMap<>();
  private final Random random;
  private final long startMillis;

  OracleSamples(Random random, long startMillis) {
    this.random = random;
    this.startMillis = startMillis;
    for (var job : List.of("api", "web")) {
      for (var instance : List.of("a:1", "b:1", "c:1")) {
        instance(Map.of("job", job, "instance", instance));
      }
    }
  }

  private void instance(Map<String, String> target) {
    for (var code : List.of("200", "404", "500")) {
      add("requests_total", target, Map.of("code", code, "path", "/" + code.charAt(0)), counter());
    }
    add("temperature_celsius", target, Map.of("sensor", "x"), gauge(20, 5));
    add("temperature_celsius", target, Map.of("sensor", "y"), gauge(-3, 8));
    add("memory_bytes", target, Map.of(), gauge(8e9, 1e9));
    add("build_info", target, Map.of("version", "1." + random.nextInt(3)), constant());
    add("odd", target, Map.of(), odd());
    histogram(target);
  }

  private void add(
      String name,
      Map<String, String> target,
      Map<String, String> own,
      NavigableMap<Long, Long> samples) {
    var labels = new HashMap<>(target);
    labels.putAll(own);
    labels.put("__name__", name);
    series.put(labels, samples);
  }

  private interface Numbers {
    double next(long time);
  }

  private NavigableMap<Long, Long> samples(Numbers numbers) {
    var samples = new TreeMap<Long, Long>();
    long phase = 100 + random.nextInt(14_000);
    int silent = 0;
    for (long at = phase; at < LENGTH_MILLIS; at += SCRAPE_MILLIS) {
      double number = numbers.next(at);
      if (silent > 0) {
        silent--;
      } else if (random.nextInt(150) == 0) {
        silent = random.nextInt(40);
        if (random.nextBoolean()) {
          samples.put(time(at), STALE_BITS);
        }
      } else {
        samples.put(time(at), Double.doubleToLongBits(number));
      }
    }
    return samples;
  }

  private long time(long at) {
    long jittered = startMillis + at + random.nextInt(40);
    return jittered % 1000 == 0 ? jittered + 1 : jittered;
  }

  private NavigableMap<Long, Long> counter() {
    double[] count = {random.nextInt(1000)};
    double rate = 1 + random.nextInt(400);
    return samples(_ -> count[0] = random.nextInt(200) == 0 ? 0 : count[0] + step(rate));
  }

  private double step(double rate) {
    return Math.floor(rate * random.nextDouble());
  }

  private NavigableMap<Long, Long> gauge(double middle, double spread) {
    return samples(_ -> middle + spread * random.nextGaussian());
  }

  private NavigableMap<Long, Long> constant() {
    return samples(_ -> 1);
  }

  private NavigableMap<Long, Long> odd() {
    return samples(_ ->
        switch (random.nextInt(12)) {
          case 0 -> Double.NaN;
          case 1 -> 0;
          case 2 -> -random.nextDouble() * 1e-9;
          default -> random.nextGaussian() * 1e6;
        });
  }

  private void histogram(Map<String, String> target) {
    var bounds = List.of("0.1", "0.5", "1", "5", "+Inf");
    var cumulative = new double[bounds.size()];
    var buckets = new TreeMap<Long, double[]>();
    samples(_ -> 0)
        .forEach((time, bits) -> buckets.put(time, bits == STALE_BITS ? null : next(cumulative)));
    for (int i = 0; i < bounds.size(); i++) {
      int bucket = i;
      add("latency_seconds_bucket", target, Map.of("le", bounds.get(i)), column(buckets, bucket));
    }
    add("latency_seconds_count", target, Map.of(), column(buckets, bounds.size() - 1));
  }

  private double[] next(double[] cumulative) {
    for (int i = 0; i < cumulative.length; i++) {
      double more = random.nextInt(20);
      for (int above = i; above < cumulative.length; above++) {
        cumulative[above] += more;
      }
    }
    return cumulative.clone();
  }

  private static NavigableMap<Long, Long> column(NavigableMap<Long, double[]> buckets, int bucket) {
    var column = new TreeMap<Long, Long>();
    buckets.forEach((time, counts) ->
        column.put(time, counts == null ? STALE_BITS : Double.doubleToLongBits(counts[bucket])));
    return column;
  }

  /// Pushes everything, oldest first.
  void push(Web web) throws IOException {
    for (long from = startMillis; from < startMillis + LENGTH_MILLIS; from += PIECE_MILLIS) {
      var request = new WriteRequest();
      for (var one : series.entrySet()) {
        var piece = one.getValue().subMap(from, true, from + PIECE_MILLIS, false);
        if (!piece.isEmpty()) {
          request.add(one.getKey(), piece);
        }
      }
      var reply = web.write(request);
      if (reply.status() / 100 != 2) {
        throw new AssertionError(reply);
      }
    }
  }
}
