package io.tocsin.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.ManualClock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeadReplayTest {
  private static final int SLOT = 5;
  private static final int FIRST = (1 << Rows.SLOT_BITS) | SLOT;
  private static final int SECOND = (2 << Rows.SLOT_BITS) | SLOT;

  private final SampleBatch batch = new SampleBatch();

  private static Head head() {
    return new Head(new HeadOptions(7_200_000, 100, 1L << 40, 1L << 40, 0), new ManualClock(0));
  }

  private void send(HeadReplay replay) {
    replay.samples(batch);
    batch.clear();
  }

  private static long[] times(Head head) {
    var out = new SampleBuffer();
    head.read(SLOT, Long.MIN_VALUE, Long.MAX_VALUE, out);
    return Arrays.copyOf(out.timestamps(), out.size());
  }

  @Test
  void samplesOfASeriesThatLostItsSlotGoToNoOther() {
    try (var head = head()) {
      var replay = new HeadReplay(head);
      replay.series(FIRST, Labels.of("__name__", "first"));
      batch.add(FIRST, 1_000, 1);
      send(replay);
      replay.series(SECOND, Labels.of("__name__", "second"));
      batch.add(SECOND, 2_000, 2);
      batch.add(FIRST, 3_000, 3);
      batch.add(SECOND, 4_000, 4);
      batch.add(SLOT + 1, 4_000, 5);
      send(replay);
      replay.finish();
      assertThat(head.labels(SLOT).toString()).isEqualTo("second");
      assertThat(times(head)).containsExactly(2_000, 4_000);
    }
  }

  @Test
  void samplesThatTheHeadHasAreTakenOnce() {
    try (var head = head()) {
      var replay = new HeadReplay(head);
      replay.series(FIRST, Labels.of("__name__", "first"));
      for (int round = 0; round < 3; round++) {
        for (int time = 1; time <= 500 + round; time++) {
          batch.add(FIRST, time * 60_000L, time * 31L);
        }
        send(replay);
      }
      replay.finish();
      assertThat(times(head)).hasSize(502).isSorted().doesNotHaveDuplicates();
      assertThat(head.samplesAppended()).isEqualTo(502);
      assertThat(head.minTime()).isEqualTo(60_000);
      assertThat(head.maxTime()).isEqualTo(502 * 60_000L);
    }
  }
}
