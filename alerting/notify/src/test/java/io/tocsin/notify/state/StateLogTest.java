package io.tocsin.notify.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.notify.Acknowledgement;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.Matchers;
import io.tocsin.notify.Silence;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StateLogTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);

  private KeptState open(CrashableDirectory directory) throws IOException {
    return KeptState.open(directory, AlertmanagerOptions.DEFAULT, clock, new PrometheusRegistry());
  }

  private Silence silence(String value) {
    long now = clock.millis();
    return new Silence(
        "",
        List.of(Matchers.of(List.of(Matcher.equal("instance", value)))),
        now,
        now + 3_600_000,
        0,
        "me",
        "a comment\nof two lines",
        new TreeMap<>(Map.of("ticket", "T-1")));
  }

  private static NotificationLog.Key key(int group) {
    return new NotificationLog.Key("{}:{group=\"" + group + "\"}", "web", "webhook", 0);
  }

  private Sent sent(long number) {
    return new Sent(
        clock.millis(), Set.of(number, -number), Set.of(7L), Map.of("id", String.valueOf(number)));
  }

  @Test
  void everythingIsThereAfterAKill() throws IOException {
    var directory = new CrashableDirectory();
    var state = open(directory);
    var made = state.silences().set(silence("a"));
    state.notifications().keep(key(1), sent(41), 3_600_000);
    state.notifications().keep(key(1), sent(42), 3_600_000);
    var labels = Labels.of("alertname", "Down");
    var taken = new Acknowledgement("me", clock.millis(), "on it");
    state.acknowledgements().put(labels, taken);
    state.acknowledgements().put(Labels.of("alertname", "Over"), taken);
    state.acknowledgements().remove(Labels.of("alertname", "Over"));

    var again = open(directory.afterKill());

    assertThat(again.silences().all()).containsExactly(made);
    assertThat(again.notifications().find(key(1))).isEqualTo(sent(42));
    assertThat(again.acknowledgements().find(labels)).isEqualTo(taken);
    assertThat(again.acknowledgements().find(Labels.of("alertname", "Over"))).isNull();
  }

  @SeededTest
  void whatWasAcknowledgedSurvivesPowerLossAtAnyOperation(Random random) throws IOException {
    var directory = new CrashableDirectory();
    var silences = new TreeMap<String, Silence>();
    var notifications = new HashMap<NotificationLog.Key, Sent>();
    for (int round = 0; round < 4; round++) {
      var state = open(directory);
      for (var silence : silences.values()) {
        assertThat(state.silences().find(silence.id())).isEqualTo(silence);
      }
      notifications.forEach(
          (key, sent) -> assertThat(state.notifications().find(key)).isEqualTo(sent));
      directory.dieAfter(random.nextInt(60));
      work(state, random, silences, notifications);
      directory = random.nextBoolean() ? directory.afterPowerLoss(random) : directory.afterKill();
    }
  }

  /// Changes things until the directory dies. What was under way then may be there or not.
  private void work(
      KeptState state,
      Random random,
      Map<String, Silence> silences,
      Map<NotificationLog.Key, Sent> notifications) {
    long number = random.nextInt(1_000_000);
    while (true) {
      clock.advance(Duration.ofMillis(1 + random.nextInt(1_000)));
      var key = key(random.nextInt(5));
      Silence expired = null;
      try {
        switch (random.nextInt(8)) {
          case 0, 1 -> {
            var made = state.silences().set(silence("i" + number++));
            silences.put(made.id(), made);
          }
          case 2 -> {
            if (!silences.isEmpty()) {
              expired = List.copyOf(silences.values()).get(random.nextInt(silences.size()));
              state.silences().expire(expired.id());
              silences.put(expired.id(), state.silences().find(expired.id()));
            }
          }
          case 3 -> state.maintain();
          default -> {
            var sent = sent(number++);
            notifications.remove(key);
            state.notifications().keep(key, sent, 3_600_000);
            notifications.put(key, sent);
          }
        }
      } catch (IOException e) {
        if (expired != null) {
          silences.remove(expired.id());
        }
        return;
      }
      if (number % 5 == 0 && random.nextInt(30) == 0) {
        return;
      }
    }
  }

  @Test
  void aFullDiskRefusesASilenceAndLosesNothingThatCameBefore() throws IOException {
    var directory = new CrashableDirectory();
    var state = open(directory);
    var before = state.silences().set(silence("before"));
    directory.leaveRoom(20);
    assertThatThrownBy(() -> state.silences().set(silence("full"))).isInstanceOf(IOException.class);
    assertThat(state.silences().all()).containsExactly(before);
    directory.leaveRoom(1 << 20);
    var after = state.silences().set(silence("after"));
    assertThat(open(directory.afterKill()).silences().all()).containsExactly(before, after);
  }

  @Test
  void aDeliveryOnAFullDiskIsKnownAllTheSame() throws IOException {
    var directory = new CrashableDirectory();
    var state = open(directory);
    directory.leaveRoom(0);
    assertThatThrownBy(() -> state.notifications().keep(key(1), sent(1), 1_000))
        .isInstanceOf(IOException.class);
    assertThat(state.notifications().find(key(1))).isEqualTo(sent(1));
  }

  @Test
  void aLogOfALaterVersionIsRefusedAndKept() throws IOException {
    var directory = new CrashableDirectory();
    open(directory).silences().set(silence("a"));
    var left = directory.afterKill();
    var name = KeptState.files(left).getLast();
    left.flip(name, 11);
    assertThatThrownBy(() -> open(left))
        .isInstanceOf(CorruptionException.class)
        .hasMessageContaining("version");
    assertThat(left.list()).contains(name);
    assertThat(KeptState.verify(left)).singleElement().asString().contains("version");
  }

  @Test
  void whatIsTooOldIsForgotten() throws IOException {
    var directory = new CrashableDirectory();
    var state = open(directory);
    state.silences().set(silence("a"));
    state.notifications().keep(key(1), sent(1), 1_000);
    clock.advance(Duration.ofHours(122));
    state.maintain();
    assertThat(state.silences().all()).isEmpty();
    assertThat(state.notifications().find(key(1))).isNull();
    state.close();
    var again = open(directory);
    assertThat(again.silences().all()).isEmpty();
  }
}
