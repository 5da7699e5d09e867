package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Labels;
import io.tocsin.rules.WouldHaveFired.Asked;
import io.tocsin.testkit.SeededTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WouldHaveFiredTest {
  private static final long MINUTE = 60_000;

  /// Answers 1 at every minute with an `x`.
  private static RangeQueries pattern(String minutes, List<Long> steps) {
    return (query, start, end, step) -> {
      var times = new ArrayList<Long>();
      for (long time = start; time <= end; time += step) {
        int minute = (int) (time / MINUTE);
        if (minute < minutes.length() && minutes.charAt(minute) != '.') {
          times.add(time);
        }
      }
      steps.add((end - start) / step + 1);
      var at = times.stream().mapToLong(Long::longValue).toArray();
      var values =
          times.stream().mapToDouble(t -> minutes.charAt((int) (t / MINUTE)) - 'a').toArray();
      return times.isEmpty()
          ? List.of()
          : List.of(new RangeQueries.Series(Labels.of(Labels.NAME, "m", "job", "a"), at, values));
    };
  }

  private static List<String> episodes(String minutes, int forMinutes, int keepMinutes) {
    var asked =
        new Asked(
            "m",
            forMinutes * MINUTE,
            keepMinutes * MINUTE,
            0,
            (minutes.length() - 1) * MINUTE,
            MINUTE);
    return new WouldHaveFired(pattern(minutes, new ArrayList<>()))
        .play(asked).episodes().stream()
            .map(one ->
                one.fromMillis() / MINUTE
                    + "-"
                    + one.toMillis() / MINUTE
                    + (one.isOpen() ? "+" : "")
                    + " "
                    + (char) ('a' + (int) one.peak()))
            .toList();
  }

  @Test
  void everyRunThatLastsLongEnoughIsAnEpisode() {
    assertThat(episodes("..bcb..d.e", 0, 0)).containsExactly("2-4 c", "7-7 d", "9-9+ e");
    assertThat(episodes("..bcb..d.e", 2, 0)).containsExactly("4-4 c");
    assertThat(episodes("..bcb..d.e", 3, 0)).isEmpty();
    assertThat(episodes("..........", 0, 0)).isEmpty();
  }

  @Test
  void anAlertThatIsKeptFiringGoesOnOverAGap() {
    assertThat(episodes("..bcb..d....", 0, 2)).containsExactly("2-9 d");
    assertThat(episodes("..bcb...d...", 0, 2)).containsExactly("2-6 c", "8-10 d");
    assertThat(episodes("..bcb", 0, 2)).containsExactly("2-4+ c");
    assertThat(episodes("..bcb.", 0, 2)).containsExactly("2-5+ c");
    // Pending alerts are not kept.
    assertThat(episodes("b.bbb.", 2, 5)).containsExactly("4-5+ b");
  }

  @Test
  void longTimesAreAskedInPieces() {
    var steps = new ArrayList<Long>();
    var asked = new Asked("m", 0, 0, 0, 14 * 1440 * MINUTE, MINUTE);
    var minutes = ".".repeat(10_998) + "bbbb" + ".".repeat(5);
    var answer = new WouldHaveFired(pattern(minutes, steps)).play(asked);
    assertThat(answer.episodes())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.fromMillis()).isEqualTo(10_998 * MINUTE);
          assertThat(one.toMillis()).isEqualTo(11_001 * MINUTE);
          assertThat(one.labels().toString()).isEqualTo("{job=\"a\"}");
        });
    assertThat(steps).allMatch(count -> count <= 11_000);
    assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(14 * 1440 + 1);
  }

  @Test
  void tooManyStepsAreRefused() {
    var play = new WouldHaveFired(pattern("", new ArrayList<>()));
    assertThatThrownBy(() -> play.play(new Asked("m", 0, 0, 0, 1_000_000_000_000L, 1_000)))
        .hasMessage("step: 1000000001 steps (expected: at most 1000000, so a longer step)");
    assertThatThrownBy(() -> play.play(new Asked("m", 0, 0, 0, 1_000, 10)))
        .hasMessage("step: 10ms (expected: at least 1s)");
  }

  /// The model: one evaluation after the other, as a rule's state goes.
  private static List<String> model(String minutes, int hold, int keep) {
    var found = new ArrayList<String>();
    int since = -1;
    int firing = -1;
    int gone = -1;
    char peak = 'a';
    for (int now = 0; now < minutes.length(); now++) {
      char c = minutes.charAt(now);
      if (c != '.') {
        peak = since < 0 || c > peak ? c : peak;
        since = since < 0 ? now : since;
        firing = firing < 0 && now - since >= hold ? now : firing;
        gone = -1;
      } else if (since >= 0) {
        gone = gone < 0 ? now : gone;
        if (firing < 0 || now - gone >= keep) {
          if (firing >= 0) {
            found.add(firing + "-" + (now - 1) + " " + peak);
          }
          since = -1;
          firing = -1;
          gone = -1;
        }
      }
    }
    if (firing >= 0) {
      found.add(firing + "-" + (minutes.length() - 1) + "+ " + peak);
    }
    return found;
  }

  @SeededTest
  void playedInPiecesIsTheSameAsEvaluatedOneByOne(Random random) {
    var minutes = new StringBuilder();
    char last = '.';
    for (int i = 5 + random.nextInt(60); i > 0; i--) {
      last =
          random.nextInt(3) > 0
              ? last
              : random.nextBoolean() ? '.' : (char) ('b' + random.nextInt(5));
      minutes.append(last);
    }
    int hold = random.nextInt(4);
    int keep = random.nextInt(4);
    assertThat(episodes(minutes.toString(), hold, keep))
        .as(minutes + " for " + hold + " keep " + keep)
        .isEqualTo(model(minutes.toString(), hold, keep));
  }
}
