package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.tocsin.kit.SnappyBlock;
import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Native histograms in remote read and federation.
class HistogramAnswersTest {
  private static final long NOW = FakeParts.NOW;
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(1, 0.001, new int[] {1, 2, 5}, new int[] {-1});
  private static final Histogram WHOLE =
      new Histogram(LAYOUT, ResetHint.UNKNOWN, 12, 18.5, 2, new double[] {2, 3, 1, 4});
  private static final Histogram MORE =
      new Histogram(LAYOUT, ResetHint.UNKNOWN, 13, 19.5, 2, new double[] {2, 3, 2, 4});
  private static final Histogram HALVES =
      new Histogram(LAYOUT, ResetHint.GAUGE, 1.5, 2, 0, new double[] {0.5, 0, 0, 1});
  private static final Histogram CUSTOM =
      new Histogram(
          BucketLayout.custom(new double[] {0.5, 1}, new int[] {0, 2}),
          ResetHint.UNKNOWN,
          6,
          9,
          0,
          new double[] {5, 1});

  private HttpServer server;
  private RawClient client;

  @BeforeEach
  void start() {
    var mixed = new SampleBuffer();
    mixed.add(NOW - 4000, 1.0);
    mixed.add(NOW - 3000, WHOLE);
    mixed.add(NOW - 2000, MORE);
    mixed.add(NOW - 1000, WHOLE);
    mixed.add(NOW, HALVES);
    var ended = new SampleBuffer();
    ended.add(NOW - 1, WHOLE);
    ended.add(NOW, StaleNan.VALUE);
    var fake = new FakeParts();
    fake.store =
        FixedSeries.store(
            new FixedSeries.One(Labels.of("__name__", "mixed", "a", "b"), mixed),
            new FixedSeries.One(Labels.of("__name__", "mixed", "a", "c"), one(7)),
            new FixedSeries.One(Labels.of("__name__", "ended"), ended),
            new FixedSeries.One(Labels.of("__name__", "custom", "a", "b"), one(CUSTOM)),
            new FixedSeries.One(Labels.of("__name__", "whole"), one(WHOLE)));
    server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
    client = new RawClient(server.port());
  }

  private static SampleBuffer one(Histogram value) {
    var samples = new SampleBuffer();
    samples.add(NOW, value);
    return samples;
  }

  private static SampleBuffer one(double value) {
    var samples = new SampleBuffer();
    samples.add(NOW, value);
    return samples;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawClient.Answer read(byte[]... more) throws IOException {
    var query = ProtoFields.bytes(1, ProtoFields.number(2, NOW));
    var message = ProtoFields.joined(ProtoFields.joined(more), query);
    var compressor = new SnappyJavaCompressor();
    var body = new byte[compressor.maxCompressedLength(message.length)];
    int length = compressor.compress(message, 0, message.length, body, 0, body.length);
    return client.post("/api/v1/read", Arrays.copyOf(body, length));
  }

  private static double real(List<ProtoFields.Field> fields, int number) {
    return ProtoFields.all(fields, number).getFirst().real();
  }

  private static List<Double> reals(List<ProtoFields.Field> fields, int number) {
    var packed = ProtoFields.all(fields, number).getFirst().bytes();
    var in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    var reals = new ArrayList<Double>();
    while (in.hasRemaining()) {
      reals.add(in.getDouble());
    }
    return reals;
  }

  private static List<Long> zigzags(byte[] packed) {
    var in = ByteBuffer.wrap(packed);
    var numbers = new ArrayList<Long>();
    while (in.hasRemaining()) {
      long next = ProtoFields.varint(in);
      numbers.add(next >>> 1 ^ -(next & 1));
    }
    return numbers;
  }

  private static List<String> spans(List<ProtoFields.Field> fields, int number) {
    return ProtoFields.all(fields, number).stream()
        .map(ProtoFields.Field::message)
        .map(span -> {
          long zigzag = ProtoFields.value(span, 1);
          return (zigzag >>> 1 ^ -(zigzag & 1)) + "x" + ProtoFields.value(span, 2);
        })
        .toList();
  }

  @Test
  void oneAnswerHasHistogramsBesideFloats() throws IOException {
    var results = ProtoFields.of(SnappyBlock.decoded(read().bytes(), 1 << 16));
    var series =
        ProtoFields.all(results.getFirst().message(), 1).stream()
            .map(ProtoFields.Field::message)
            .toList();
    assertThat(ProtoFields.all(series.get(0), 2)).hasSize(1);
    var histograms = ProtoFields.all(series.get(0), 4);
    assertThat(histograms).hasSize(4);
    var whole = histograms.getFirst().message();
    assertThat(ProtoFields.value(whole, 1)).isEqualTo(12);
    assertThat(real(whole, 3)).isEqualTo(18.5);
    assertThat(ProtoFields.value(whole, 4)).isEqualTo(2);
    assertThat(real(whole, 5)).isEqualTo(0.001);
    assertThat(ProtoFields.value(whole, 6)).isEqualTo(2);
    assertThat(spans(whole, 8)).containsExactly("-1x1");
    assertThat(zigzags(ProtoFields.all(whole, 9).getFirst().bytes())).containsExactly(4L);
    assertThat(spans(whole, 11)).containsExactly("1x2", "2x1");
    assertThat(zigzags(ProtoFields.all(whole, 12).getFirst().bytes())).containsExactly(2L, 1L, -2L);
    assertThat(ProtoFields.value(whole, 15)).isEqualTo(NOW - 3000);
    var halves = histograms.getLast().message();
    assertThat(real(halves, 2)).isEqualTo(1.5);
    assertThat(real(halves, 7)).isEqualTo(0);
    assertThat(reals(halves, 10)).containsExactly(1.0);
    assertThat(reals(halves, 13)).containsExactly(0.5, 0.0, 0.0);
    assertThat(ProtoFields.value(halves, 14)).isEqualTo(3);
    var custom = ProtoFields.all(series.get(3), 4).getFirst().message();
    assertThat(ProtoFields.value(custom, 4)).isEqualTo(105);
    assertThat(reals(custom, 16)).containsExactly(0.5, 1.0);
  }

  @Test
  void aStreamCutsChunksWhereTheKindChangesOrCountingBeginsAnew() throws IOException {
    var in = ByteBuffer.wrap(read(ProtoFields.number(2, 1)).bytes());
    var seen = new ArrayList<String>();
    while (in.hasRemaining()) {
      int length = (int) ProtoFields.varint(in);
      in.getInt();
      var frame = ProtoFields.of(ProtoFields.take(in, length));
      var series = ProtoFields.all(frame, 1).getFirst().message();
      var name = ProtoFields.all(series, 1).getFirst().message().get(1).text();
      var text = new StringBuilder(name);
      for (var chunk : ProtoFields.all(series, 2)) {
        var fields = chunk.message();
        int samples = ByteBuffer.wrap(ProtoFields.all(fields, 4).getFirst().bytes()).getShort();
        text.append(' ').append(ProtoFields.value(fields, 3)).append('x').append(samples);
        text.append('@').append(ProtoFields.value(fields, 2) - NOW);
      }
      seen.add(text.toString());
    }
    assertThat(seen)
        .containsExactly(
            "custom 2x1@0",
            "ended 2x1@-1 1x1@0",
            "mixed 1x1@-4000 2x2@-2000 2x1@-1000 3x1@0",
            "mixed 1x1@0",
            "whole 2x1@0");
  }

  @Test
  void theTextOfFederationHasCustomBucketsAsClassicOnes() throws IOException {
    var answer = client.get("/federate?match[]=x");
    assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .isEqualTo(
            """
            # TYPE custom histogram
            custom_bucket{a="b",instance="",le="0.5"} 5 NOW
            custom_bucket{a="b",instance="",le="1"} 5 NOW
            custom_bucket{a="b",instance="",le="+Inf"} 6 NOW
            custom_sum{a="b",instance=""} 9 NOW
            custom_count{a="b",instance=""} 6 NOW
            # TYPE mixed untyped
            mixed{a="c",instance=""} 7 NOW
            """
                .replace("NOW", Long.toString(NOW)));
  }

  @Test
  void whoTakesProtobufGetsHistogramsAsTheyAre() throws IOException {
    var answer =
        client.get(
            "/federate?match[]=x",
            "Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                + "encoding=delimited;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3");
    assertThat(answer.header("Content-Type"))
        .isEqualTo(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited; escaping=allow-utf-8");
    var in = ByteBuffer.wrap(answer.bytes());
    var seen = new ArrayList<String>();
    var histograms = new ArrayList<List<ProtoFields.Field>>();
    while (in.hasRemaining()) {
      var family = ProtoFields.of(ProtoFields.take(in, (int) ProtoFields.varint(in)));
      var metrics = ProtoFields.all(family, 4);
      seen.add(
          ProtoFields.all(family, 1).getFirst().text()
              + " of type "
              + ProtoFields.value(family, 3)
              + ": "
              + metrics.size());
      for (var metric : metrics) {
        assertThat(ProtoFields.value(metric.message(), 6)).isEqualTo(NOW);
        ProtoFields.all(metric.message(), 7).forEach(h -> histograms.add(h.message()));
      }
    }
    assertThat(seen)
        .containsExactly(
            "custom of type 4: 1",
            "mixed of type 5: 1",
            "mixed of type 3: 1",
            "whole of type 4: 1");
    assertThat(ProtoFields.all(histograms.get(0), 3)).hasSize(2);
    var whole = histograms.get(2);
    assertThat(real(whole, 4)).isEqualTo(12);
    assertThat(ProtoFields.value(whole, 5)).isEqualTo(2);
    assertThat(spans(whole, 9)).containsExactly("-1x1");
    assertThat(reals(whole, 11)).containsExactly(4.0);
    assertThat(spans(whole, 12)).containsExactly("1x2", "2x1");
    assertThat(reals(whole, 14)).containsExactly(2.0, 3.0, 1.0);
  }

  @Test
  void textIsAnsweredToWhoPrefersIt() throws IOException {
    var proto =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            + "encoding=delimited";
    assertThat(client.get("/federate", "Accept: " + proto + ";q=0.2,text/plain;q=0.3"))
        .extracting(answer -> answer.header("Content-Type"))
        .asString()
        .startsWith("text/plain");
    assertThat(client.get("/federate", "Accept: " + proto + ",text/plain").header("Content-Type"))
        .startsWith("application/vnd.google.protobuf");
  }
}
