package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Matcher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SilencesTest {
  private static final String CONFIG =
      """
      route: {receiver: web}
      receivers: [{name: web}]
      """;

  private final Play play;
  private final Silences silences;

  SilencesTest() throws IOException {
    var options = AlertmanagerOptions.DEFAULT.withLimits(0, new SilenceLimits(3, 400));
    play = new Play(1_700_000_000_000L, options, CONFIG);
    silences = play.alertmanager.silences();
  }

  private Silence of(String text, long start, long end) {
    var matchers = Matchers.of(MatcherSyntax.FALLBACK.many(text));
    return new Silence("", List.of(matchers), start, end, 0, "me", "why", new TreeMap<>());
  }

  private long now() {
    return play.clock.millis();
  }

  @Test
  void aLongerEndKeepsTheIdAndOtherMatchersMakeANewOne() throws IOException {
    var made = silences.set(of("a=b", 0, now() + 60_000));
    play.clock.advance(Duration.ofSeconds(1));
    var longer = silences.set(made.at(made.startsAtMillis(), now() + 120_000, 0));
    assertThat(longer.id()).isEqualTo(made.id());
    var other = silences.set(of("a=c", 0, now() + 60_000).withId(made.id()));
    assertThat(other.id()).isNotEqualTo(made.id());
    var old = silences.find(made.id());
    assertThat(old).isNotNull();
    assertThat(old.state(now())).isEqualTo(Silence.State.EXPIRED);
  }

  @Test
  void expiringEndsItNowAndIsDoneOnce() throws IOException {
    var pending = silences.set(of("a=b", now() + 10_000, now() + 20_000));
    silences.expire(pending.id());
    var ended = silences.find(pending.id());
    assertThat(ended).isNotNull();
    assertThat(ended.startsAtMillis()).isEqualTo(now());
    assertThat(ended.endsAtMillis()).isEqualTo(now());
    play.clock.advance(Duration.ofSeconds(1));
    silences.expire(pending.id());
    assertThat(silences.find(pending.id())).isEqualTo(ended);
  }

  @Test
  void refusesAsAlertmanagerDoes() {
    assertRefused(of("a=b", now(), now() - 1), "invalid silence: end time must not be before");
    assertRefused(of("a=\"\"", 0, now() + 1), "at least one matcher must not match the empty");
    assertRefused(of("a=~\".*\"", 0, now() + 1), "at least one matcher must not match the empty");
    assertRefused(of("", 0, now() + 1), "invalid silence: matcher set 0 is empty");
    var none = new Silence("", List.of(), 0, now() + 1, 0, "me", "", new TreeMap<>());
    assertRefused(none, "invalid silence: at least one matcher set required");
    assertRefused(
        of("a=b", 0, now() + 1).withId(UUID.randomUUID().toString()), "silence not found");
    assertRefused(of("a=" + "x".repeat(500), 0, now() + 1), "silence exceeded maximum size");
  }

  private void assertRefused(Silence silence, String message) {
    assertThatThrownBy(() -> silences.set(silence))
        .isInstanceOf(SilenceException.class)
        .hasMessageContaining(message);
  }

  @Test
  void thereAreNoMoreThanTheLimit() throws IOException {
    for (int i = 0; i < 3; i++) {
      silences.set(of("a=b" + i, 0, now() + 1));
    }
    assertRefused(of("a=c", 0, now() + 1), "exceeded maximum number of silences: 3 (limit: 3)");
  }

  @Test
  void anySetOfMatchersSilences() {
    var either =
        new Silence(
            "",
            List.of(
                Matchers.of(List.of(Matcher.equal("a", "1"))),
                Matchers.of(List.of(Matcher.equal("b", "2")))),
            0,
            1,
            0,
            "",
            "",
            new TreeMap<>());
    assertThat(either.matches(io.tocsin.model.Labels.of("b", "2"))).isTrue();
    assertThat(either.matches(io.tocsin.model.Labels.of("a", "2"))).isFalse();
  }

  @Test
  void listsActiveOnesFirstByTheirEnd() throws IOException {
    var late = silences.set(of("a=b,late=1", 0, now() + 20_000));
    var pending = silences.set(of("a=b", now() + 5_000, now() + 6_000));
    var soon = silences.set(of("a=b", 0, now() + 10_000));
    var filter = Matchers.of(MatcherSyntax.FALLBACK.many("a=b"));
    assertThat(silences.matching(filter)).containsExactly(soon, late, pending);
    var narrow = Matchers.of(MatcherSyntax.FALLBACK.many("late=1"));
    assertThat(silences.matching(narrow)).containsExactly(late);
  }
}
