package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.bench.load.TapeColumns.Label;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriteRequestEncoderTest {
  @Test
  void readsBackAsWritten() {
    var encoder = new WriteRequestEncoder();
    var labels = List.of(new Label("job", "node"), new Label("__name__", "up"));
    encoder.add(WriteRequestEncoder.labels(labels), 1_700_000_000_123L, -0.5);

    var samples = WriteRequestReader.read(encoder.toBytes());

    assertThat(samples).hasSize(1);
    assertThat(samples.getFirst().labels()).isEqualTo(Map.of("__name__", "up", "job", "node"));
    assertThat(samples.getFirst().timeMillis()).isEqualTo(1_700_000_000_123L);
    assertThat(samples.getFirst().value()).isEqualTo(-0.5);
  }

  @Test
  void keepsEveryBitOfTimesAndValues() {
    var random = new Random(7);
    var encoder = new WriteRequestEncoder();
    for (int i = 0; i < 2_000; i++) {
      long time = random.nextLong() >>> 1 + random.nextInt(60);
      long bits = random.nextLong() | (i % 4 == 0 ? 0x7FF0_0000_0000_0001L : 0);
      double value = Double.longBitsToDouble(bits);
      encoder.clear();
      encoder.add(new byte[0], time, value);
      var sample = WriteRequestReader.read(encoder.toBytes()).getFirst();
      assertThat(sample.timeMillis()).isEqualTo(time);
      assertThat(Double.doubleToRawLongBits(sample.value())).isEqualTo(bits);
    }
  }

  @Test
  void growsPastItsFirstBuffer() {
    var encoder = new WriteRequestEncoder();
    var labels =
        WriteRequestEncoder.labels(
            List.of(new Label("__name__", "x".repeat(300)), new Label("z", "é\n\"")));
    for (int i = 0; i < 1_000; i++) {
      encoder.add(labels, i, i);
    }

    var samples = WriteRequestReader.read(encoder.toBytes());

    assertThat(samples).hasSize(1_000);
    assertThat(samples.get(999).value()).isEqualTo(999);
    assertThat(samples.get(999).labels()).containsEntry("z", "é\n\"");
  }
}
