package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Appender;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Native histograms from the store's door through PromQL to the answer.
class StoredHistogramTest {
  private static final long STEP = 15_000;

  /// Buckets (1,2], (2,4], (4,8].
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(0, 0, new int[] {1, 2, 3}, new int[0]);

  @TempDir Path folder;
  private StoreFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new StoreFixture(folder.resolve("data"), Labels.EMPTY);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private static Histogram counter(double perBucket) {
    var buckets = new double[] {perBucket, perBucket, 2 * perBucket};
    return new Histogram(LAYOUT, ResetHint.UNKNOWN, 4 * perBucket, 20 * perBucket, 0, buckets);
  }

  /// A sample each step, the newest now; the counter began anew with the one in the middle.
  private void fill() throws IOException {
    try (var appender = fixture.tsdb.appender(0)) {
      int series = appender.series(Labels.of("__name__", "latency_seconds", "job", "api"));
      for (int i = 0; i < 200; i++) {
        long time = FakeParts.NOW - (199 - i) * STEP;
        appender.startTimestamp(series, time - (i < 100 ? i : i - 100) * STEP - 1_000);
        appender.append(series, time, counter(i < 100 ? i + 1 : i - 99));
      }
      appender.commit(Appender.Durability.SYNCED);
    }
  }

  private String query(String query) throws IOException {
    var answer = fixture.client.get("/api/v1/query?query=" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String value(String text) {
    return "\"value\":[1700000000.123,\"" + text + "\"]";
  }

  @Test
  void quantilesRatesAndCountsAreOfWhatWasAppended() throws IOException {
    fill();
    assertThat(query("histogram_count(latency_seconds)")).contains(value("400"));
    assertThat(query("histogram_quantile(0.25,latency_seconds)")).contains(value("2"));
    assertThat(query("histogram_quantile(0.5,rate(latency_seconds[5m]))")).contains(value("4"));
    assertThat(query("histogram_fraction(4,8,latency_seconds)")).contains(value("0.5"));
    assertThat(query("resets(latency_seconds[1h])")).contains(value("1"));
    // 4 observations in each step of 15 s, the reset in the middle included.
    assertThat(query("histogram_count(rate(latency_seconds[30m]))"))
        .contains(value("0.26666666666666666"));
    assertThat(query("latency_seconds"))
        .contains("\"histogram\":[1700000000.123,{\"count\":\"400\",\"sum\":\"2000\"");
  }

  @Test
  void theyAreTheSameAfterARestartAndEndWithAStalenessMarker() throws IOException {
    fill();
    var before = query("rate(latency_seconds[30m])");
    fixture.close();
    fixture = new StoreFixture(folder.resolve("data"), Labels.EMPTY);
    assertThat(query("rate(latency_seconds[30m])")).isEqualTo(before);
    try (var appender = fixture.tsdb.appender(0)) {
      int series = appender.series(Labels.of("__name__", "latency_seconds", "job", "api"));
      assertThat(appender.append(series, FakeParts.NOW + 1, StaleNan.VALUE))
          .isEqualTo(Appender.Outcome.ACCEPTED);
      appender.commit(Appender.Durability.SYNCED);
    }
    assertThat(query("latency_seconds&time=1700000000.124")).contains("\"result\":[]");
  }
}
