package io.tocsin.collect.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.SnappyBlock;
import io.tocsin.testkit.SeededTest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnappyBlockTest {
  @SeededTest(seeds = 300)
  void decodesWhatAnotherImplementationEncodes(Random random) {
    var plain = compressible(random);

    assertThat(decode(RequestBytes.snappy(plain))).isEqualTo(plain);
  }

  @SeededTest(seeds = 1000)
  void damagedBlocksDecodeOrAreRefused(Random random) {
    var block = RequestBytes.snappy(compressible(random));
    for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
      block[random.nextInt(block.length)] = (byte) random.nextInt();
    }
    try {
      decode(random.nextBoolean() ? block : Arrays.copyOf(block, random.nextInt(block.length)));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("expected: a snappy block");
    }
  }

  @Test
  void copiesOfOverlappingRunsRepeatThem() {
    byte[] block = {7, 0, 'a', (byte) (5 << 2 | 2), 1, 0};

    assertThat(decode(block))
        .isEqualTo("aaaaaaa".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aLengthBeyondThirtyTwoBitsIsRefused() {
    byte[] block = {-1, -1, -1, -1, 127};

    assertThatThrownBy(() -> new SnappyBlock(block, block.length).declaredLength())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] decode(byte[] block) {
    var reader = new SnappyBlock(block, block.length);
    int length = (int) Math.min(reader.declaredLength(), 1 << 20);
    var out = new byte[length + SnappyBlock.SLACK];
    reader.decode(out, length);
    return Arrays.copyOf(out, length);
  }

  private static byte[] compressible(Random random) {
    var plain = new byte[random.nextInt(1, 5000)];
    random.nextBytes(plain);
    for (int runs = random.nextInt(40); runs > 0; runs--) {
      int from = random.nextInt(plain.length);
      int to = random.nextInt(plain.length);
      int length = random.nextInt(1 + Math.min(200, plain.length - Math.max(from, to)));
      System.arraycopy(plain, from, plain, to, length);
      if (random.nextBoolean()) {
        Arrays.fill(plain, to, to + length, (byte) 7);
      }
    }
    return plain;
  }
}
