package io.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeJournalTest {
  private final ChangeJournal journal = new ChangeJournal();

  private void change(long time) {
    journal.begin(time);
    journal.end(time);
  }

  @Test
  void nothingHasChangedSinceTheLastChange() {
    change(5);
    assertThat(journal.changedSince(journal.mark())).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aChangeUnderWayHasAlreadyBegun() {
    long mark = journal.mark();
    journal.begin(7);
    assertThat(journal.changedSince(mark)).isEqualTo(7);
    assertThat(journal.changedSince(journal.mark())).isEqualTo(7);
    journal.end(7);
    assertThat(journal.changedSince(mark)).isEqualTo(7);
  }

  @Test
  void aMarkTakenWhileAChangeIsUnderWayIsBeforeItsEnd() {
    journal.begin(7);
    long mark = journal.mark();
    journal.end(7);
    assertThat(journal.changedSince(mark)).isEqualTo(7);
    assertThat(journal.changedSince(journal.mark())).isEqualTo(Long.MAX_VALUE);
  }

  /// Exact while the journal holds all it heard, and never too late when it had to forget.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void saysTheOldestTimeSinceAMark(long seed) {
    var random = new Random(seed);
    int actions = random.nextBoolean() ? 200 : 3_000;
    List<Long> marks = new ArrayList<>();
    List<Integer> heard = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < actions; i++) {
      if (random.nextInt(3) > 0) {
        times.add(i * 10L - random.nextInt(random.nextInt(20) == 0 ? 1_000 : 50));
        change(times.getLast());
      } else {
        marks.add(journal.mark());
        heard.add(times.size());
      }
    }
    for (int i = 0; i < marks.size(); i++) {
      long oldest =
          times.subList(heard.get(i), times.size()).stream()
              .mapToLong(time -> time)
              .min()
              .orElse(Long.MAX_VALUE);
      long said = journal.changedSince(marks.get(i));
      if (actions == 200) {
        assertThat(said).isEqualTo(oldest);
      } else {
        assertThat(said).isLessThanOrEqualTo(oldest);
      }
    }
  }
}
