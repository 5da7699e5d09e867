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
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemoteWriteTest {
  private static final Labels UP = Labels.of(Labels.NAME, "up", "job", "a");

  private final MemoryStore store = new MemoryStore();
  private final ManualClock clock = new ManualClock(0);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RemoteWriteReceiver receiver = new RemoteWriteReceiver(store, clock, registry);

  @Test
  void storesSamplesOfASeries() {
    var answer =
        write(new RequestBytes().series(name("up"), job("a"), sample(1000, 1), sample(2000, 0)));

    assertThat(answer).isEqualTo(new WriteAnswer(204, "", 2));
    assertThat(store.samples(UP)).isEqualTo(Map.of(1000L, 1.0, 2000L, 0.0));
    assertThat(store.commits()).isEqualTo(1);
  }

  @Test
  void labelsMayComeInAnyOrderAndEmptyValuesMeanNone() {
    write(new RequestBytes().series(job("a"), name("up"), label("x", ""), sample(1000, 1)));

    assertThat(store.series()).containsExactly(UP);
  }

  @Test
  void labelsBehindSamplesCountToo() {
    write(new RequestBytes().series(name("up"), sample(1000, 1), job("a")));
    write(new RequestBytes().series(field(9, new byte[3]), name("up"), job("a"), sample(2000, 1)));

    assertThat(store.samples(UP)).hasSize(2);
  }

  @Test
  void theStalenessMarkerKeepsItsBits() {
    write(new RequestBytes().series(name("up"), job("a"), sample(1000, StaleNan.VALUE)));

    assertThat(store.samples(UP).get(1000L))
        .satisfies(value -> assertThat(StaleNan.is(value)).isTrue());
  }

  @Test
  void aRefusedSampleLeavesTheRestAndIsNamedWithItsTimes() {
    write(new RequestBytes().series(name("up"), job("a"), sample(5000, 1)));

    var answer =
        write(
            new RequestBytes()
                .series(name("up"), job("a"), sample(4000, 1), sample(6000, 2))
                .series(name("down"), sample(1000, 1)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.samples()).isEqualTo(2);
    assertThat(answer.message())
        .isEqualTo(
            "series up{job=\"a\"}: sample at 1970-01-01T00:00:04Z, last sample at"
                + " 1970-01-01T00:00:05Z (expected: a time after the last sample);"
                + " refused samples: 1 of 1 series, stored: 2");
    assertThat(store.samples(UP)).containsOnlyKeys(5000L, 6000L);
    assertThat(counter("tocsin_write_samples_refused", "out_of_order")).isEqualTo(1);
  }

  @Test
  void aRefusedSampleOfASeriesWithoutSamplesNamesNoLastOne() {
    store.keepFrom(2000);

    assertThat(write(new RequestBytes().series(name("up"), sample(1000, 1))).message())
        .startsWith(
            "series up: sample at 1970-01-01T00:00:01Z"
                + " (expected: a time within the retention, and within the out-of-order window);");
  }

  @Test
  void theSameSampleTwiceIsNoError() {
    for (int i = 0; i < 2; i++) {
      assertThat(write(new RequestBytes().series(name("up"), sample(5000, 1))).status())
          .isEqualTo(204);
    }
    assertThat(write(new RequestBytes().series(name("up"), sample(5000, 2))).message())
        .contains("expected: the value that is stored at that time");
  }

  @Test
  void badLabelsRefuseTheirSeriesOnly() {
    byte[] broken = {(byte) 0xff};
    var answer =
        write(
            new RequestBytes()
                .series(job("a"), sample(1000, 1))
                .series(name("up"), job("a"), job("b"), sample(1000, 1))
                .series(
                    name("up"),
                    label("x".getBytes(java.nio.charset.StandardCharsets.UTF_8), broken),
                    sample(1000, 1))
                .series(name("up"), label("", "x"), sample(1000, 1))
                .series(name("up"), job("a"), sample(1000, 1), sample(2000, 1)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo(
            "series {job=\"a\"}: no metric name (expected: a label __name__);"
                + " refused samples: 4 of 4 series, stored: 2");
    assertThat(store.series()).containsExactly(UP);
  }

  @Test
  void aDroppedSeriesIsMadeAgain() {
    var request = new RequestBytes().series(name("up"), job("a"), sample(1000, 1));
    write(request);
    store.drop(UP);

    assertThat(write(request).status()).isEqualTo(204);
    assertThat(store.samples(UP)).hasSize(1);
  }

  @Test
  void theLimitOfSeriesRefusesNewOnesOnly() {
    write(new RequestBytes().series(name("up"), job("a"), sample(1000, 1)));
    store.limitSeries(1);

    var answer =
        write(
            new RequestBytes()
                .series(name("new"), sample(1000, 1))
                .series(name("up"), job("a"), sample(2000, 1)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("series new: series: 1 (expected: fewer)");
    assertThat(store.samples(UP)).hasSize(2);
  }

  @Test
  void aReadOnlyStoreMeansRetryLater() {
    store.makeReadOnly();

    assertThat(write(new RequestBytes().series(name("up"), sample(1000, 1))))
        .isEqualTo(new WriteAnswer(503, "store: read-only (expected: free disk space)", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | none | 204",
        "application/x-protobuf | snappy | 204",
        "application/x-protobuf;proto=prometheus.WriteRequest | snappy | 204",
        "application/x-protobuf; proto=io.prometheus.write.v2.Request | snappy | 415",
        "application/json | snappy | 415",
        "application/x-protobuf | zstd | 415",
      })
  void headersDecide(String type, String encoding, int status) {
    var body = RequestBytes.snappy(new RequestBytes().series(name("up"), sample(1, 1)).bytes());

    assertThat(receiver.write(body, body.length, type, encoding).status()).isEqualTo(status);
  }

  @Test
  void aDeclaredLengthBeyondTheLimitIsTooLarge() {
    byte[] body = {-1, -1, -1, 127, 0, 0};

    assertThat(receiver.write(body, body.length, null, null).status()).isEqualTo(413);
  }

  @Test
  void requestsAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<List<WriteAnswer>>>();
      for (int sender = 0; sender < 16; sender++) {
        var instance = label("instance", Integer.toString(sender));
        answers.add(senders.submit(() -> sendFifty(instance)));
      }
      for (var answer : answers) {
        assertThat(answer.get()).allMatch(one -> one.status() == 204);
      }
    }

    assertThat(store.series()).hasSize(16).allMatch(labels -> store.samples(labels).size() == 50);
  }

  private List<WriteAnswer> sendFifty(byte[] instance) {
    var answers = new ArrayList<WriteAnswer>();
    for (int i = 0; i < 50; i++) {
      answers.add(write(new RequestBytes().series(name("up"), instance, sample(1000 + i, i))));
    }
    return answers;
  }

  @SeededTest(seeds = 500)
  void damagedBodiesAreStoredOrRefusedAndNothingElse(Random random) {
    var message =
        new RequestBytes()
            .series(name("up"), job("a"), sample(1000, 1), sample(2000, 1))
            .series(name("other"), label("x", "y"), sample(1000, random.nextDouble()))
            .bytes();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      message[random.nextInt(message.length)] = (byte) random.nextInt();
    }
    var body = RequestBytes.snappy(message);

    assertThat(receiver.write(body, body.length, null, null).status()).isIn(204, 400);
  }

  @SeededTest(seeds = 100)
  void agreesWithAMapOfWhatWasSent(Random random) {
    var sent = new HashMap<Labels, Map<Long, Double>>();
    for (int requests = 0; requests < 5; requests++) {
      var request = new RequestBytes();
      for (int i = random.nextInt(20); i > 0; i--) {
        var labels = new ArrayList<byte[]>();
        var model = new HashMap<String, String>(Map.of(Labels.NAME, "m" + random.nextInt(3)));
        model.put("i", Integer.toString(random.nextInt(5)));
        model.forEach((name, value) -> labels.add(label(name, value)));
        Collections.shuffle(labels, random);
        long time = 1000L * requests + 20 - i;
        labels.add(sample(time, i));
        request.series(labels.toArray(byte[][]::new));
        sent.computeIfAbsent(Labels.of(model), key -> new HashMap<>()).put(time, (double) i);
      }
      assertThat(write(request).status()).isEqualTo(204);
    }

    sent.forEach((labels, samples) -> assertThat(store.samples(labels)).isEqualTo(samples));
    assertThat(store.series()).hasSameSizeAs(sent.keySet());
  }

  private WriteAnswer write(RequestBytes request) {
    var body = RequestBytes.snappy(request.bytes());
    return receiver.write(body, body.length, "application/x-protobuf", "snappy");
  }

  private double counter(String name, String label) {
    return registry.scrape(name::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> point.getLabels().stream().anyMatch(l -> l.getValue().equals(label)))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static byte[] name(String name) {
    return label(Labels.NAME, name);
  }

  private static byte[] job(String value) {
    return label("job", value);
  }
}
