package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HabitsTest {
  @Test
  void aFifthOfAllHostsIsReplacedEveryHour() {
    var habits = new Habits(300, 0, 0);
    int hosts = 2_000;
    for (int hour = 0; hour < 10; hour++) {
      int replaced = 0;
      for (int host = 0; host < hosts; host++) {
        int from = habits.generation(host, hour * 60);
        int to = habits.generation(host, (hour + 1) * 60);
        assertThat(to - from).isBetween(0, 1);
        replaced += to - from;
      }
      assertThat(replaced).isBetween(340, 460);
    }
  }

  @Test
  void aFifthOfAllScrapesIsLateByUpToAnHour() {
    var habits = new Habits(0, 0.2, 60);
    int late = 0;
    int latest = 0;
    for (int host = 0; host < 100; host++) {
      for (int step = 0; step < 1_000; step++) {
        int delay = habits.delaySteps(host, step);
        assertThat(delay).isBetween(0, 60);
        late += delay > 0 ? 1 : 0;
        latest = Math.max(latest, delay);
      }
    }
    assertThat(late).isBetween(19_000, 21_000);
    assertThat(latest).isEqualTo(60);
  }

  @Test
  void steadyHostsStayAndAreNeverLate() {
    assertThat(Habits.STEADY.generation(7, 100_000)).isZero();
    assertThat(Habits.STEADY.delaySteps(7, 3)).isZero();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Habits(0, 1.5, 10)).hasMessageContaining("a share up to 1");
    assertThatThrownBy(() -> new Habits(10, 0.1, 10)).hasMessageContaining("one of the two");
  }
}
