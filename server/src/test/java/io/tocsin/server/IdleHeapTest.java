package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
  private static final long MIB = 1L << 20;

  private final TestHeap memory = new TestHeap();
  private final IdleHeap heap = new IdleHeap(memory, () -> {}, new ManualClock(0));

  private static final class TestHeap implements IdleHeap.Heap {
    private volatile long used = 30 * MIB;
    private volatile long live = 30 * MIB;
    private volatile int collections;
    private final Semaphore asked = new Semaphore(0);

    @Override
    public long usedBytes() {
      asked.release();
      return used;
    }

    @Override
    public void collect() {
      used = live;
      collections++;
    }
  }

  private void round(long usedMib) {
    memory.used = usedMib * MIB;
    heap.round();
  }

  @Test
  void whatAHeavyQueryLeftIsCollectedOnceNothingIsAdded() {
    round(30);
    round(400);
    assertThat(memory.collections).as("still at work").isZero();
    round(405);
    assertThat(memory.collections).isEqualTo(1);
    round(31);
    round(50);
    assertThat(memory.collections).isEqualTo(1);
  }

  @Test
  void whatTheYoungGenerationHoldsIsLeftToIt() {
    round(30);
    for (int i = 0; i < 100; i++) {
      round(30 + 7 * (i % 5));
    }
    assertThat(memory.collections).isZero();
  }

  @Test
  void whatLivesIsNotCollectedAgainAndAgain() {
    round(30);
    memory.live = 300 * MIB;
    round(400);
    round(400);
    for (int i = 0; i < 100; i++) {
      round(400);
    }
    assertThat(memory.collections).isEqualTo(1);
  }

  @Test
  void aProcessThatIsNeverQuietIsCollectedAfterAMinute() {
    for (int i = 0; i < 100 && memory.collections == 0; i++) {
      round(30 + 30 * i);
      assertThat(i).isLessThan(20);
    }
    assertThat(memory.collections).isEqualTo(1);
  }

  @Test
  void itLooksEveryFiveSecondsUntilItIsClosed() throws InterruptedException {
    var clock = new ManualClock(0);
    try (var running = new IdleHeap(memory, () -> {}, clock)) {
      running.start();
      for (int used : new int[] {30, 400, 400}) {
        clock.awaitSleepers(1);
        memory.used = used * MIB;
        clock.advance(Duration.ofSeconds(5));
        assertThat(memory.asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(memory.asked.tryAcquire(10, TimeUnit.SECONDS)).as("after collecting").isTrue();
      assertThat(memory.collections).isEqualTo(1);
    }
  }
}
