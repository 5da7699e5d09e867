package io.tocsin.api.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTest {
  private static final Runnable NOTHING = () -> {};

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Live live =
      new Live(new Live.Limits(2, 4, 15_000, 60_000_000, 10_000), clock, registry);
  private final List<String> told = new ArrayList<>();
  private volatile String state = "a";

  @AfterEach
  void stop() {
    live.close();
  }

  private static EnumSet<Topic> all() {
    return EnumSet.allOf(Topic.class);
  }

  private LiveStream open(Runnable cut) {
    return requireNonNull(live.open(all(), cut));
  }

  private double count(String name) {
    return registry.scrape(name::equals).stream()
        .flatMap(found -> ((CounterSnapshot) found).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  /// Lets time pass until there are so many messages.
  private void until(long messages) throws InterruptedException {
    for (int i = 0; i < 1_000_000 && live.ring().last() < messages; i++) {
      clock.awaitSleepers(1);
      clock.advance(Duration.ofMillis(10));
      Thread.yield();
    }
    assertThat(live.ring().last()).isEqualTo(messages);
  }

  private String heard(LiveStream stream, String lastId) throws Exception {
    var out = new ByteArrayOutputStream();
    var looks = new int[1];
    stream.serve(out, lastId, () -> looks[0]++ > 0);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void changesOfASecondAreOneMessage() throws Exception {
    live.watch(Topic.ALERTS, () -> Map.of("Hot", state, "Cold", "x"));
    try (var stream = open(NOTHING)) {
      live.tell(Topic.CONFIG, "one");
      until(1);
      live.tell(Topic.CONFIG, "two");
      live.tell(Topic.CONFIG, "two");
      live.tell(Topic.CONFIG, "three");
      until(2);
      state = "b";
      until(3);
      assertThat(heard(stream, live.life() + "-0"))
          .contains("event: config\ndata: {\"changed\":[\"one\"],\"more\":0}\n\n")
          .contains("event: config\ndata: {\"changed\":[\"two\",\"three\"],\"more\":0}\n\n")
          .contains("event: alerts\ndata: {\"changed\":[\"Hot\"],\"more\":0}\n\n");
    }
  }

  @Test
  void aStormOfChangesIsCounted() throws Exception {
    try (var stream = open(NOTHING)) {
      for (int i = 0; i < 70; i++) {
        live.tell(Topic.TARGETS, "t" + i);
      }
      until(1);
      assertThat(heard(stream, live.life() + "-0")).contains("\"t49\"],\"more\":20}");
    }
  }

  @Test
  void whatTheRingHasForgottenIsAReset() throws Exception {
    try (var stream = open(NOTHING)) {
      for (int i = 1; i <= 6; i++) {
        live.tell(Topic.HEALTH, "h" + i);
        until(i);
      }
      assertThat(heard(stream, live.life() + "-1"))
          .contains("id: " + live.life() + "-6\nevent: reset\n");
      assertThat(heard(stream, live.life() + "-2")).doesNotContain("reset").contains("h3");
    }
  }

  @Test
  void noMoreListenThanMay() {
    try (var one = open(NOTHING);
        var two = open(NOTHING)) {
      assertThat(one).isNotSameAs(two);
      assertThat(live.open(all(), NOTHING)).isNull();
    }
    assertThat(count("tocsin_api_streams_refused")).isEqualTo(1);
    try (var again = open(NOTHING)) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void aClientThatTakesNothingIsCut() throws Exception {
    var stuck = new CountDownLatch(1);
    var cut = new CountDownLatch(1);
    var out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            stuck.countDown();
            try {
              cut.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            throw new IOException("closed");
          }
        };
    try (var stream = open(cut::countDown)) {
      var thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  stream.serve(out, "", () -> false);
                } catch (IOException | InterruptedException e) {
                  told.add(String.valueOf(e.getMessage()));
                }
              });
      assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 1_000_000 && cut.getCount() > 0; i++) {
        clock.awaitSleepers(1);
        clock.advance(Duration.ofMillis(10));
        Thread.yield();
      }
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      assertThat(told).containsExactly("closed");
      assertThat(count("tocsin_api_streams_dropped")).isEqualTo(1);
    }
  }

  @Test
  void aSilentStreamBeatsAndAnOldOneEnds() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var stream = open(NOTHING)) {
      stream.serve(
          out,
          "",
          () -> {
            clock.advance(Duration.ofMinutes(300));
            return false;
          });
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\n\n:\n\n:\n\n");
  }

  @Test
  void whatCannotBeLookedAtLeavesTheRest() throws InterruptedException {
    live.watch(
        Topic.ALERTS,
        () -> {
          throw new IllegalStateException("broken");
        });
    live.watch(Topic.TARGETS, () -> Map.of("t", state));
    try (var _ = open(NOTHING)) {
      state = "b";
      until(1);
    }
  }
}
