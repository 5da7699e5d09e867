package io.tocsin.api.remoteread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.tocsin.kit.SnappyOutput;
import io.tocsin.testkit.SeededTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyOutputTest {
  @SeededTest
  void anotherDecoderReadsWhatWentIn(Random random) throws IOException {
    var bytes = new byte[random.nextInt(300_000)];
    for (int i = 0; i < bytes.length; ) {
      int run = Math.min(bytes.length - i, 1 + random.nextInt(500));
      if (i > 0 && random.nextBoolean()) {
        int from = random.nextInt(i);
        for (int j = 0; j < run; j++) {
          bytes[i + j] = bytes[from + j];
        }
      } else {
        var fresh = new byte[run];
        random.nextBytes(fresh);
        System.arraycopy(fresh, 0, bytes, i, run);
      }
      i += run;
    }
    var out = new ByteArrayOutputStream();
    try (var snappy = new SnappyOutput(out, bytes.length)) {
      for (int i = 0; i < bytes.length; ) {
        int part = Math.min(bytes.length - i, 1 + random.nextInt(100_000));
        snappy.write(bytes, i, part);
        i += part;
      }
    }
    var block = out.toByteArray();
    var decoded = new byte[bytes.length];
    int length =
        new SnappyJavaDecompressor().decompress(block, 0, block.length, decoded, 0, decoded.length);
    assertThat(length).isEqualTo(bytes.length);
    assertThat(Arrays.equals(decoded, bytes)).isTrue();
  }

  @Test
  void whatRepeatsGetsShorter() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var snappy = new SnappyOutput(out, 60_000)) {
      snappy.write("label=\"value\"".repeat(10_000).getBytes(), 0, 60_000);
    }
    assertThat(out.size()).isLessThan(4_000);
  }

  @Test
  @SuppressWarnings("resource")
  void theAnnouncedLengthIsKept() throws IOException {
    var snappy = new SnappyOutput(new ByteArrayOutputStream(), 2);
    snappy.write(1);
    assertThatThrownBy(snappy::close).hasMessageContaining("1 bytes missing");
    assertThatThrownBy(() -> snappy.write(new byte[2], 0, 2)).hasMessageContaining("too many");
  }
}
