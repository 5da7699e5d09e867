package io.tocsin.tsdb.block;

import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.Columnar;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The naive model of a block: sorted maps.
final class Series {
  private static final List<String> METRICS =
      List.of("up", "node_cpu_seconds_total", "node_load1", "http_requests_total", "Ünicode");

  final NavigableMap<Labels, NavigableMap<Long, Double>> samples =
      new TreeMap<>(SeriesOrder.COMPARATOR);

  static Series random(Random random, int series) {
    var model = new Series();
    long[] shared = Columnar.timestamps(random, random.nextInt(1, 1_500));
    for (int i = 0; i < series; i++) {
      boolean isOwn = random.nextInt(4) == 0;
      long[] timestamps = isOwn ? Columnar.timestamps(random, random.nextInt(1, 700)) : shared;
      int start = random.nextInt(3) == 0 ? random.nextInt(timestamps.length) : 0;
      var kinds = Columnar.values();
      double[] values = kinds[random.nextInt(kinds.length)].values(random, timestamps.length);
      var column = new TreeMap<Long, Double>();
      for (int j = start; j < timestamps.length; j++) {
        column.put(timestamps[j], values[j]);
      }
      model.samples.put(labels(random), column);
    }
    return model;
  }

  private static Labels labels(Random random) {
    var builder = Labels.EMPTY.builder();
    if (random.nextInt(20) > 0) {
      builder.set(Labels.NAME, METRICS.get(random.nextInt(METRICS.size())));
    }
    builder.set("instance", "host-" + random.nextInt(30));
    builder.set("Zone", random.nextBoolean() ? "" : "eu-" + random.nextInt(3));
    builder.set("mode", random.nextBoolean() ? "" : List.of("idle", "user").get(random.nextInt(2)));
    return builder.build();
  }

  static List<Matcher> matchers(Random random) {
    return Stream.generate(() -> matcher(random)).limit(random.nextInt(4)).toList();
  }

  private static Matcher matcher(Random random) {
    var types = Matcher.Type.values();
    var type = types[random.nextInt(types.length)];
    return switch (random.nextInt(4)) {
      case 0 -> new Matcher(type, Labels.NAME, pick(random, "up", "node_.*", "node_.+1", ".+", ""));
      case 1 ->
          new Matcher(type, "instance", pick(random, "host-1", "host-1.*", "host-(2|3)", ".*"));
      case 2 -> new Matcher(type, "mode", pick(random, "idle", "idle|user", "", "u.*", "none"));
      default -> new Matcher(type, "Zone", pick(random, "eu-1", "eu-[12]", "", "|eu-2"));
    };
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  List<Labels> select(List<Matcher> matchers) {
    return samples.keySet().stream()
        .filter(labels -> matchers.stream().allMatch(matcher -> matcher.matches(labels)))
        .toList();
  }

  static SampleBuffer buffer(NavigableMap<Long, Double> column) {
    var buffer = new SampleBuffer();
    column.forEach(buffer::add);
    return buffer;
  }
}
