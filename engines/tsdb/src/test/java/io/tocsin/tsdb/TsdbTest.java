package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TsdbTest {
  private static final long NOW = 1_700_000_000_000L;

  private final ManualClock clock = new ManualClock(NOW);
  private final CrashableDirectory directory = new CrashableDirectory();
  private Tsdb tsdb;

  @BeforeEach
  void open() throws IOException {
    tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  @AfterEach
  void close() throws IOException {
    tsdb.close();
  }

  @Test
  void whatWasCommittedIsReadBackBitForBit() throws IOException {
    double[] values = {
      1,
      1,
      -0.0,
      0.0,
      StaleNan.VALUE,
      Double.NaN,
      Double.longBitsToDouble(0x7ff8_dead_beef_0001L),
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      0.1,
      1e300,
      3,
      3,
      3
    };
    try (var appender = tsdb.appender(0)) {
      int id = appender.series(Labels.of("__name__", "up", "job", "node"));
      for (int i = 0; i < 500; i++) {
        var outcome = appender.append(id, NOW - 3_600_000 + i * 7_001L, values[i % values.length]);
        assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
      }
      assertThat(appender.commit(Appender.Durability.WRITTEN)).isEqualTo(500);
    }
    try (var querier = tsdb.querier(0, Long.MAX_VALUE);
        var set = querier.select(List.of(Matcher.equal("job", "node")), 0, Long.MAX_VALUE)) {
      assertThat(set.size()).isEqualTo(1);
      var out = new SampleBuffer();
      set.read(0, out);
      assertThat(out.size()).isEqualTo(500);
      for (int i = 0; i < 500; i++) {
        assertThat(out.timestamps()[i]).isEqualTo(NOW - 3_600_000 + i * 7_001L);
        assertThat(Double.doubleToRawLongBits(out.values()[i]))
            .isEqualTo(Double.doubleToRawLongBits(values[i % values.length]));
      }
      assertThat(set.symbol(set.column("job")[0])).isEqualTo("node");
      assertThat(set.column("none")[0]).isZero();
    }
  }
}
