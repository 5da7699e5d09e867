package io.tocsin.tsdb.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Histogram;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

class HistogramFileTest {
  @SeededTest(seeds = 30)
  void whatWaitsOnDiskComesBackAsItWas(Random random, @TempDir Path folder) throws IOException {
    var path = folder.resolve("waiting");
    try (var file = new HistogramFile(path)) {
      var added = new ArrayList<Histogram>();
      var places = new ArrayList<Long>();
      var samples = Generated.histograms(random, 60, 0);
      for (int i = 0; i < samples.size(); i++) {
        var histogram = samples.histogram(i);
        if (histogram != null) {
          added.add(histogram.withHint(Histogram.ResetHint.values()[random.nextInt(4)]));
          places.add(file.add(added.getLast()));
        }
      }
      for (int i = added.size() - 1; i >= 0; i--) {
        assertThat(file.read(places.get(i))).isEqualTo(added.get(i));
      }
    }
    assertThat(Files.exists(path)).isFalse();
  }
}
