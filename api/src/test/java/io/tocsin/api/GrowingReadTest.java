package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.tocsin.kit.SnappyBlock;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A series that gets a sample each time it is looked at: an answer is measured before it is sent.
class GrowingReadTest {
  private int reads;

  @Test
  void samplesThatComeInBetweenAreLeftForTheNextTime() throws IOException {
    var fake = new FakeParts();
    ReadOnlyStore.OneSet view = GrowingSet::new;
    fake.store = (ReadOnlyStore) () -> view;
    try (var server = HttpServer.start(HttpOptions.loopback(0), fake.parts())) {
      for (int times = 1; times <= 3; times += 2) {
        var answer = new RawClient(server.port()).post("/api/v1/read", request());
        var results = ProtoFields.of(SnappyBlock.decoded(answer.bytes(), 1 << 16));
        var series = ProtoFields.all(results.getFirst().message(), 1).getFirst().message();
        assertThat(ProtoFields.all(series, 2)).hasSize(times);
      }
    }
  }

  private static byte[] request() {
    var message = ProtoFields.bytes(1, ProtoFields.number(2, 1_000_000));
    var body = new byte[100];
    int length =
        new SnappyJavaCompressor().compress(message, 0, message.length, body, 0, body.length);
    return Arrays.copyOf(body, length);
  }

  private final class GrowingSet implements SeriesSet {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Labels labels(int series) {
      return Labels.of("__name__", "growing");
    }

    @Override
    public int[] column(String labelName) {
      throw new UnsupportedOperationException("one series");
    }

    @Override
    public String symbol(int id) {
      throw new UnsupportedOperationException("one series");
    }

    @Override
    public void read(int series, SampleBuffer out) {
      reads++;
      for (int i = 0; i < reads; i++) {
        out.add(100_000 + i, i);
      }
    }

    @Override
    public void close() {}
  }
}
