package io.tocsin.collect.write;

import static io.tocsin.collect.write.RequestBytes.field;
import static io.tocsin.collect.write.RequestBytes.label;
import static io.tocsin.collect.write.RequestBytes.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.collect.RemoteWriteReceiver;
import io.tocsin.collect.WriteAnswer;
import io.tocsin.collect.fixture.MemoryStore;
import io.tocsin.collect.fixture.MemoryStore.StoredExemplar;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Exemplar;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Native histograms, exemplars and metadata of remote write.
class RemoteWriteMoreTest {
  private static final Labels LATENCY = Labels.of(Labels.NAME, "latency");
  private static final byte[] NAME = label(Labels.NAME, "latency");
  private static final int HISTOGRAM = 4;

  private final MemoryStore store = new MemoryStore();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RemoteWriteReceiver receiver =
      new RemoteWriteReceiver(store, new ManualClock(0), registry);

  private WriteAnswer write(RequestBytes request) {
    var body = RequestBytes.snappy(request.bytes());
    return receiver.write(body, body.length, "application/x-protobuf", "snappy");
  }

  private WriteAnswer writeHistogram(RequestBytes histogram) {
    return write(new RequestBytes().series(NAME, field(HISTOGRAM, histogram.bytes())));
  }

  private double counter(String name, String label) {
    return registry.scrape(name::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> point.getLabels().stream().anyMatch(l -> l.getValue().equals(label)))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  /// Buckets 1:2, 2:3, 5:1 above zero, -1:4 below, 2 in the zero bucket.
  private static RequestBytes whole() {
    return new RequestBytes()
        .number(1, 12)
        .real(3, 18.4)
        .zigzag(4, 1)
        .real(5, 0.001)
        .number(6, 2)
        .span(8, -1, 1)
        .zigzags(9, 4)
        .span(11, 1, 2)
        .span(11, 2, 1)
        .zigzags(12, 2, 1, -2)
        .number(14, 2)
        .number(15, 1000);
  }

  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(1, 0.001, new int[] {1, 2, 5}, new int[] {-1});

  @Test
  void wholeCountsComeAsDifferences() {
    assertThat(writeHistogram(whole())).isEqualTo(new WriteAnswer(204, "", 1));

    var expected =
        new Histogram(LAYOUT, ResetHint.NOT_RESET, 12, 18.4, 2, new double[] {2, 3, 1, 4});
    assertThat(store.histograms(LATENCY)).isEqualTo(Map.of(1000L, expected));
  }

  @Test
  void floatCountsComeAsTheyAre() {
    var floats =
        new RequestBytes()
            .real(2, 10.5)
            .real(3, 1)
            .real(7, 0.5)
            .span(8, 0, 1)
            .reals(10, 2.5)
            .span(11, 0, 2)
            .reals(13, 3.25, 4.25)
            .number(14, 3)
            .number(15, 1000);

    assertThat(writeHistogram(floats).status()).isEqualTo(204);
    var layout = BucketLayout.exponential(0, 0, new int[] {0, 1}, new int[] {0});
    assertThat(store.histograms(LATENCY).get(1000L))
        .isEqualTo(
            new Histogram(layout, ResetHint.GAUGE, 10.5, 1, 0.5, new double[] {3.25, 4.25, 2.5}));
  }

  @Test
  void customBoundsComeAlong() {
    var custom =
        new RequestBytes()
            .number(1, 6)
            .real(3, 9)
            .zigzag(4, -53)
            .span(11, 0, 1)
            .span(11, 1, 1)
            .zigzags(12, 5, -4)
            .number(14, 1)
            .number(15, 1000)
            .reals(16, 0.1, 1);

    assertThat(writeHistogram(custom).status()).isEqualTo(204);
    var layout = BucketLayout.custom(new double[] {0.1, 1}, new int[] {0, 2});
    assertThat(store.histograms(LATENCY).get(1000L))
        .isEqualTo(new Histogram(layout, ResetHint.RESET, 6, 9, 0, new double[] {5, 1}));
  }

  @Test
  void aSchemaThatIsTooFineIsMadeCoarser() {
    var fine =
        new RequestBytes()
            .number(1, 10)
            .real(3, 9)
            .zigzag(4, 10)
            .span(11, -3, 8)
            .zigzags(12, 1, 0, 0, 0, 0, 1, 0, 0)
            .span(8, 4, 1)
            .zigzags(9, -1)
            .number(15, 1000);

    assertThat(writeHistogram(fine).status()).isEqualTo(400);
    var whole =
        new RequestBytes()
            .number(1, 11)
            .real(3, 9)
            .zigzag(4, 10)
            .span(11, -3, 8)
            .zigzags(12, 1, 0, 0, 0, 0, 1, 0, 0)
            .number(15, 1000);
    assertThat(writeHistogram(whole).status()).isEqualTo(204);
    // Buckets -3 to 0 end in bucket 0, 1 to 4 in bucket 1.
    var layout = BucketLayout.exponential(8, 0, new int[] {0, 1}, new int[0]);
    assertThat(store.histograms(LATENCY).get(1000L))
        .isEqualTo(new Histogram(layout, ResetHint.UNKNOWN, 11, 9, 0, new double[] {4, 7}));
  }

  @Test
  void theMarkerOfASeriesThatEndedIsAFloat() {
    assertThat(writeHistogram(whole().real(3, StaleNan.VALUE)).status()).isEqualTo(204);

    assertThat(StaleNan.is(store.samples(LATENCY).get(1000L))).isTrue();
    assertThat(store.histograms(LATENCY)).isEmpty();
  }

  @Test
  void aHistogramThatCannotBeIsRefusedAndTheRestGoesOn() {
    var unequal = whole().number(1, 13);
    var answer =
        write(
            new RequestBytes()
                .series(
                    NAME,
                    field(HISTOGRAM, unequal.bytes()),
                    field(HISTOGRAM, whole().number(15, 2000).bytes()))
                .series(label(Labels.NAME, "up"), sample(1000, 1)));

    assertThat(answer)
        .isEqualTo(
            new WriteAnswer(
                400,
                "series latency: at 1970-01-01T00:00:01Z: histogram count: 13 (expected: 12, the"
                    + " observations in its buckets); refused samples: 1 of 1 series, stored: 2",
                2));
    assertThat(store.histograms(LATENCY)).containsOnlyKeys(2000L);
    assertThat(counter("tocsin_write_samples_refused", "bad_histogram")).isEqualTo(1);
  }

  @Test
  void whatIsWrongWithAHistogramIsSaid() {
    assertThat(writeHistogram(whole().zigzags(12, 1)).message())
        .contains("histogram counts: 4 (expected: 3, as spans have buckets)");
    assertThat(writeHistogram(whole().zigzag(4, 90)).message()).contains("histogram schema: 90");
    assertThat(writeHistogram(whole().span(11, -9, 1).zigzags(12, 1)).message())
        .contains("(expected: rising)");
    assertThat(writeHistogram(whole().zigzag(4, -53)).message())
        .contains("-53 with negative or zero buckets");
    assertThat(writeHistogram(new RequestBytes().real(2, -1)).message())
        .contains("histogram count: -1.0");
    assertThat(writeHistogram(whole().span(11, Integer.MAX_VALUE, -1)).message())
        .contains("histogram counts: 3 (expected: 4294967298");
    assertThat(store.histograms(LATENCY)).isEmpty();
  }

  @Test
  void aStoreOfFloatsRefusesHistogramsOnly() {
    store.takeFloatsOnly();
    var answer =
        write(
            new RequestBytes()
                .series(NAME, field(HISTOGRAM, whole().bytes()))
                .series(label(Labels.NAME, "up"), sample(1000, 1)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("histograms: not taken").contains("stored: 1");
  }

  @Test
  void aLateHistogramIsNamedWithItsReason() {
    store.keepFrom(2000);

    assertThat(writeHistogram(whole()).message()).contains("expected: a time within the retention");
    assertThat(counter("tocsin_write_samples_refused", "too_old")).isEqualTo(1);
  }

  private static byte[] exemplar(String trace, double value, long millis) {
    var exemplar =
        new RequestBytes().nested(1, RequestBytes.nestedLabel("trace_id", trace)).real(2, value);
    return field(3, (millis == 0 ? exemplar : exemplar.number(3, millis)).bytes());
  }

  @Test
  void exemplarsComeWithOrWithoutSamples() {
    write(
        new RequestBytes()
            .series(NAME, sample(1000, 1), exemplar("a", 0.5, 900))
            .series(NAME, exemplar("b", 0.25, 0)));

    assertThat(store.exemplars())
        .containsExactly(
            new StoredExemplar(LATENCY, new Exemplar(Labels.of("trace_id", "a"), 0.5, 900), true),
            new StoredExemplar(LATENCY, new Exemplar(Labels.of("trace_id", "b"), 0.25, 0), false));
    assertThat(counter("tocsin_write_exemplars", "accepted")).isEqualTo(2);
  }

  @Test
  void exemplarsThatAreRefusedAreCountedAndFailNothing() {
    var answer =
        write(
            new RequestBytes()
                .series(NAME, exemplar("x".repeat(200), 0.5, 900))
                .series(label("job", "a"), exemplar("b", 0.5, 900))
                .series(NAME, field(3, new RequestBytes().nested(1, new byte[0]).bytes())));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(counter("tocsin_write_exemplars", "labels_too_long")).isEqualTo(1);
    assertThat(counter("tocsin_write_exemplars", "unknown_series")).isEqualTo(1);
    assertThat(counter("tocsin_write_exemplars", "bad_labels")).isEqualTo(1);
  }

  @Test
  void aSeriesThatWasDroppedIsMadeAgainForAllItBrings() {
    var request =
        new RequestBytes().series(NAME, exemplar("a", 0.5, 900), field(HISTOGRAM, whole().bytes()));
    write(request);
    store.drop(LATENCY);

    assertThat(write(request).status()).isEqualTo(204);
    assertThat(store.exemplars()).hasSize(2);
    store.drop(LATENCY);
    assertThat(writeHistogram(whole().number(15, 3000)).status()).isEqualTo(204);
  }

  private static byte[] metadata(int type, String family, String help, String unit) {
    return new RequestBytes()
        .number(1, type)
        .nested(2, family.getBytes(StandardCharsets.UTF_8))
        .nested(4, help.getBytes(StandardCharsets.UTF_8))
        .nested(5, unit.getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  @Test
  void metadataIsHandedOn() {
    var request =
        new RequestBytes()
            .nested(3, metadata(1, "a_total", "What it counts.", ""))
            .nested(3, metadata(3, "b_seconds", "", "seconds"))
            .nested(3, metadata(99, "c", "", ""))
            .nested(3, metadata(1, "", "", ""));

    assertThat(write(request).status()).isEqualTo(204);
    assertThat(store.metadata())
        .containsEntry("a_total", new MetricMetadata(MetricType.COUNTER, "", "What it counts."))
        .containsEntry("b_seconds", new MetricMetadata(MetricType.HISTOGRAM, "seconds", ""))
        .containsEntry("c", new MetricMetadata(MetricType.UNKNOWN, "", ""));
    assertThat(counter("tocsin_write_metadata", "accepted")).isEqualTo(3);
    assertThat(counter("tocsin_write_metadata", "refused")).isEqualTo(1);
  }

  @SeededTest(seeds = 500)
  void damagedBodiesAreStoredOrRefusedAndNothingElse(Random random) {
    var message =
        new RequestBytes()
            .series(NAME, field(HISTOGRAM, whole().bytes()), exemplar("a", 1, 900))
            .nested(3, metadata(1, "a_total", "What it counts.", "seconds"))
            .bytes();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      message[random.nextInt(message.length)] = (byte) random.nextInt();
    }
    var body = RequestBytes.snappy(message);

    assertThat(receiver.write(body, body.length, null, null).status()).isIn(204, 400);
  }
}
