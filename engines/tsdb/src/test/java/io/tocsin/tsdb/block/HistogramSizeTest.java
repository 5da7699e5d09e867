package io.tocsin.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.CrashableDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What native histograms of latencies take on disk: lognormal, as client libraries count them with
/// schema 3, of services with 1 to 200 requests a second, 2 h of one sample in 15 s. With
/// `-Dtocsin.histograms=FILE` they are written there too, a line each: series, time, sum, zero
/// count, and index=count of each bucket.
class HistogramSizeTest {
  private static final int SERIES = 60;
  private static final int SAMPLES = 480;
  private static final int SCHEMA = 3;

  private final StringBuilder lines = new StringBuilder();

  private SampleBuffer service(Random random, int series) {
    double perStep = 15 * Math.pow(200, random.nextDouble());
    double median = 0.002 * Math.pow(100, random.nextDouble());
    double spread = 0.3 + random.nextDouble() * 0.7;
    long started = 1_767_225_600_000L + random.nextInt(15_000);
    var counts = new TreeMap<Integer, Double>();
    var samples = new SampleBuffer();
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double load = perStep * (1 + 0.3 * Math.sin(i / 60.0) + 0.1 * random.nextGaussian());
      for (int n = (int) load; n > 0; n--) {
        double seconds = median * Math.exp(spread * random.nextGaussian());
        sum += seconds;
        int bucket = (int) Math.ceil(Math.log(seconds) / Math.log(2) * (1 << SCHEMA));
        counts.merge(bucket, 1.0, Double::sum);
      }
      long time = started + i * 15_000L + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
      samples.add(time, histogram(counts, sum));
      line(series, time, sum, counts);
    }
    return samples;
  }

  private static Histogram histogram(TreeMap<Integer, Double> counts, double sum) {
    var indexes = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    var buckets = counts.values().stream().mapToDouble(Double::doubleValue).toArray();
    var layout = BucketLayout.exponential(SCHEMA, 0x1p-128, indexes, new int[0]);
    double count = Arrays.stream(buckets).sum();
    return new Histogram(layout, ResetHint.UNKNOWN, count, sum, 0, buckets);
  }

  private void line(int series, long time, double sum, TreeMap<Integer, Double> counts) {
    lines.append(series).append(' ').append(time).append(' ').append(sum).append(" 0");
    counts.forEach(
        (index, count) -> lines.append(' ').append(index).append('=').append(count.longValue()));
    lines.append('\n');
  }

  @Test
  void takeFewBytes() throws IOException {
    var random = new Random(1);
    try (var writer = new BlockWriter(new CrashableDirectory(), "size")) {
      long buckets = 0;
      for (int series = 0; series < SERIES; series++) {
        var samples = service(random, series);
        buckets += samples.histogram(SAMPLES - 1).layout().size();
        var labels = Labels.of(Labels.NAME, "latency_seconds", "service", "s" + (100 + series));
        writer.addSeries(labels, samples);
      }
      var meta = writer.finish();
      double bytesPerSample = (double) meta.bytes() / meta.counts().samples();
      System.out.println(
          "%d histograms of %d buckets: %.2f B/sample with index, data %.2f, %d chunks"
              .formatted(
                  meta.counts().samples(),
                  buckets / SERIES,
                  bytesPerSample,
                  (double) meta.files().data().length() / meta.counts().samples(),
                  meta.counts().chunks()));
      assertThat(bytesPerSample).isLessThan(40);
    }
    var file = System.getProperty("tocsin.histograms", "");
    if (!file.isEmpty()) {
      Files.writeString(Path.of(file), lines);
    }
  }
}
