package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.tocsin.kit.SnappyBlock;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteReadTest {
  private static final long NOW = FakeParts.NOW;
  private static final int EQUAL = 0;
  private static final int REGEX = 2;

  @TempDir private Path folder;
  private StoreFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new StoreFixture(folder, Labels.of("region", "eu", "job", "outer"));
    fixture.add(Labels.of("__name__", "up", "job", "b"), 15_000, 1, -0.0, StaleNan.VALUE);
    fixture.add(Labels.of("__name__", "up", "job", "a"), 15_000, 1, 2);
    var many = new double[1000];
    Arrays.setAll(many, i -> Math.sqrt(i));
    fixture.add(Labels.of("__name__", "many"), 1_000, many);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private static byte[] matcher(int type, String name, String value) {
    return ProtoFields.bytes(
        3,
        ProtoFields.joined(
            ProtoFields.number(1, type), ProtoFields.text(2, name), ProtoFields.text(3, value)));
  }

  private static byte[] query(long from, long to, byte[]... matchers) {
    return ProtoFields.bytes(
        1,
        ProtoFields.joined(
            ProtoFields.number(1, from), ProtoFields.number(2, to), ProtoFields.joined(matchers)));
  }

  private RawClient.Answer ask(byte[]... fields) throws IOException {
    var message = ProtoFields.joined(fields);
    var compressor = new SnappyJavaCompressor();
    var body = new byte[compressor.maxCompressedLength(message.length)];
    int length = compressor.compress(message, 0, message.length, body, 0, body.length);
    return fixture.client.post(
        "/api/v1/read", Arrays.copyOf(body, length), "Accept-Encoding: snappy, gzip");
  }

  private static final byte[] STREAMED = ProtoFields.number(2, 1);

  private static String labels(List<ProtoFields.Field> series) {
    var text = new StringBuilder();
    for (var label : ProtoFields.all(series, 1)) {
      var pair = label.message();
      text.append(pair.get(0).text()).append('=').append(pair.get(1).text()).append(' ');
    }
    return text.toString();
  }

  private static List<String> samples(List<ProtoFields.Field> series) {
    var texts = new ArrayList<String>();
    for (var sample : ProtoFields.all(series, 2)) {
      var fields = sample.message();
      var reals = ProtoFields.all(fields, 1);
      double value = reals.isEmpty() ? 0 : reals.getFirst().real();
      boolean stale = StaleNan.is(value);
      texts.add((stale ? "stale" : value) + "@" + (ProtoFields.value(fields, 2) - NOW));
    }
    return texts;
  }

  @Test
  void oneAnswerHoldsEveryQuerysSamples() throws IOException {
    var answer =
        ask(
            query(NOW - 20_000, NOW, matcher(EQUAL, "__name__", "up"), matcher(REGEX, "job", ".+")),
            query(0, 1, matcher(EQUAL, "__name__", "up")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(answer.header("Content-Encoding")).isEqualTo("snappy");
    var results = ProtoFields.all(ProtoFields.of(SnappyBlock.decoded(answer.bytes(), 1 << 20)), 1);
    assertThat(results).hasSize(2);
    var seen = new ArrayList<String>();
    for (var series : ProtoFields.all(results.get(0).message(), 1)) {
      seen.add(labels(series.message()) + samples(series.message()));
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "__name__=up job=b region=eu [-0.0@-15000, stale@0]",
            "__name__=up job=a region=eu [1.0@-15000, 2.0@0]");
    assertThat(
            ProtoFields.all(results.get(1).message(), 1).stream()
                .flatMap(series -> samples(series.message()).stream()))
        .isEmpty();
  }

  @Test
  void whoAsksForTheServersOwnLabelsGetsSeriesWithoutThem() throws IOException {
    var answer =
        ask(
            query(
                NOW - 20_000, NOW, matcher(EQUAL, "job", "outer"), matcher(EQUAL, "region", "eu")));
    var result = ProtoFields.of(SnappyBlock.decoded(answer.bytes(), 1 << 20)).getFirst().message();
    assertThat(ProtoFields.all(result, 1).stream().map(s -> labels(s.message())))
        .containsExactly("__name__=many job=outer region=eu ");
  }

  /// Checks each frame's sum and returns their messages.
  private static List<List<ProtoFields.Field>> frames(byte[] stream) {
    var frames = new ArrayList<List<ProtoFields.Field>>();
    var in = ByteBuffer.wrap(stream);
    while (in.hasRemaining()) {
      int length = (int) ProtoFields.varint(in);
      int sum = in.getInt();
      var message = ProtoFields.take(in, length);
      var expected = new CRC32C();
      expected.update(message);
      assertThat(sum).isEqualTo((int) expected.getValue());
      frames.add(ProtoFields.of(message));
    }
    return frames;
  }

  @Test
  void aStreamHoldsChunksOfSeriesInOrder() throws IOException {
    var answer =
        ask(
            STREAMED,
            query(NOW - 999_000, NOW, matcher(REGEX, "__name__", "up|many")),
            query(NOW, NOW, matcher(EQUAL, "job", "a")));
    assertThat(answer.header("Content-Type"))
        .isEqualTo("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
    assertThat(answer.header("Content-Encoding")).isEmpty();
    var seen = new ArrayList<String>();
    for (var frame : frames(answer.bytes())) {
      var series = ProtoFields.all(frame, 1).getFirst().message();
      var chunks = ProtoFields.all(series, 2);
      var last = chunks.getLast().message();
      assertThat(ProtoFields.value(last, 3)).isEqualTo(1);
      seen.add(
          labels(series)
              + chunks.size()
              + " chunks to "
              + (ProtoFields.value(last, 2) - NOW)
              + " of query "
              + ProtoFields.value(frame, 2));
    }
    assertThat(seen)
        .containsExactly(
            "__name__=many job=outer region=eu 9 chunks to 0 of query 0",
            "__name__=up job=a region=eu 1 chunks to 0 of query 0",
            "__name__=up job=b region=eu 1 chunks to 0 of query 0",
            "__name__=up job=a region=eu 1 chunks to 0 of query 1");
  }

  @Test
  void whatIsNoRequestIsRefused() throws IOException {
    assertThat(fixture.client.post("/api/v1/read", "x").status()).isEqualTo(400);
    assertThat(ask(ProtoFields.number(2, 9)).body())
        .contains("server does not support any of the requested response types");
    assertThat(ask(query(0, 1, matcher(REGEX, "a", "("))).status()).isEqualTo(400);
    assertThat(ask(query(0, 1, matcher(4, "a", "b"))).body()).contains("invalid matcher type");
    var cut = new byte[] {10, 127};
    assertThat(ask(cut).body()).contains("a field of 127 bytes at byte 2");
    assertThat(new String(ask().bytes(), StandardCharsets.UTF_8)).hasSize(1);
  }
}
