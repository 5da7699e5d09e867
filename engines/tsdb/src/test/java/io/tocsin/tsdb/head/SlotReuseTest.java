package io.tocsin.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.testkit.ManualClock;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// An id that a writer remembers is not given to another series while it may do so.
class SlotReuseTest {
  private static final CommitLog NONE =
      new CommitLog() {
        @Override
        public void ready() {}

        @Override
        public void series(int id, Labels labels) {}

        @Override
        public long samples(int group, SampleBatch batch, SampleBatch late) {
          return 0;
        }

        @Override
        public void sync(long position) {}
      };

  private final ManualClock clock = new ManualClock(0);

  @Test
  void slotsAreReusedAndNoIdComesTwiceWithinEightHours() {
    try (var head = new Head(new HeadOptions(7_200_000, 100, 1L << 40, 1L << 40, 0), clock)) {
      var collection = new HeadCollection(head);
      var ids = new HashSet<Integer>();
      int made = 0;
      for (int minute = 0; minute < 8 * 60; minute++) {
        assertThat(ids.add(head.series(Labels.of("__name__", "m" + made++), NONE))).isTrue();
        collect(collection);
      }
      int slots = head.rows.end();
      assertThat(slots).isBetween(8 * 60 / 16, 8 * 60 / 8);
      for (int minute = 0; minute < 48 * 60; minute++) {
        head.series(Labels.of("__name__", "m" + made++), NONE);
        collect(collection);
      }
      assertThat(head.rows.end()).isLessThan(slots + 10);
      assertThat(head.seriesCount()).isLessThan(3);
    }
  }

  private void collect(HeadCollection collection) {
    clock.advance(Duration.ofMinutes(1));
    // One walk to see that it has nothing, one to drop it.
    collection.collect();
    collection.collect();
  }
}
