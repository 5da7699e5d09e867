package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Event;
import io.tocsin.model.Events;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.TimeRange;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.testkit.SeededTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {
  private static final long NOW = 1_000_000_000;
  private static final Events.Query ALL =
      new Events.Query(new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE), "", List.of());

  private final ManualClock clock = new ManualClock(NOW);

  private EventStore open(Directory directory) throws IOException {
    return open(directory, 5);
  }

  private EventStore open(Directory directory, int count) throws IOException {
    return EventStore.open(directory, count, 10_000, clock, new PrometheusRegistry());
  }

  private static Event event(String id, long start, long end, String... labels) {
    return new Event(id, "deployment", start, end, "v" + id, "", Labels.of(labels));
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  @Test
  void findsByTimeKindAndLabelsNewestFirst(@TempDir Path folder) throws IOException {
    try (var store = open(FsDirectory.open(folder))) {
      store.add(
          List.of(
              event("a", NOW, NOW + 10, "env", "prod"),
              event("b", NOW + 5, NOW + 5, "env", "test"),
              new Event("c", "scaling", NOW + 20, NOW + 20, "more", "", Labels.EMPTY)));
      assertThat(ids(store.find(ALL, 10))).containsExactly("c", "b", "a");
      assertThat(ids(store.find(ALL, 2))).containsExactly("c", "b");
      var late = new TimeRange(NOW + 8, NOW + 15);
      assertThat(ids(store.find(new Events.Query(late, "", List.of()), 10))).containsExactly("a");
      var range = ALL.range();
      assertThat(ids(store.find(new Events.Query(range, "scaling", List.of()), 10)))
          .containsExactly("c");
      var prod = List.of(Matcher.equal("env", "prod"));
      assertThat(ids(store.find(new Events.Query(range, "", prod), 10))).containsExactly("a");
    }
  }

  @Test
  void tellingTheSameAgainIsNoNews(@TempDir Path folder) throws IOException {
    try (var store = open(FsDirectory.open(folder))) {
      assertThat(store.add(List.of(event("a", NOW, NOW)))).isEqualTo(1);
      assertThat(store.add(List.of(event("a", NOW, NOW)))).isEqualTo(0);
      assertThat(store.add(List.of(event("a", NOW, NOW + 9)))).isEqualTo(1);
      assertThat(store.find(ALL, 10)).containsExactly(event("a", NOW, NOW + 9));
    }
  }

  @Test
  void theOldestGoByNumberAndByAge(@TempDir Path folder) throws IOException {
    try (var store = open(FsDirectory.open(folder))) {
      for (int i = 0; i < 7; i++) {
        store.add(List.of(event("e" + i, NOW + i, NOW + i)));
      }
      assertThat(ids(store.find(ALL, 10))).containsExactly("e6", "e5", "e4", "e3", "e2");
      clock.advance(Duration.ofMillis(10_005));
      store.add(List.of(event("new", NOW + 10_005, NOW + 10_005)));
      assertThat(ids(store.find(ALL, 10))).containsExactly("new", "e6", "e5");
    }
  }

  private static double counted(PrometheusRegistry registry, String source) {
    return registry.scrape(name -> name.equals("events")).stream()
        .flatMap(family -> family.getDataPoints().stream())
        .filter(point -> source.equals(point.getLabels().get("source")))
        .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
        .sum();
  }

  @Test
  void countsByKindAndSourceGoOnAfterARestartAndChangesDoNotCount(@TempDir Path folder)
      throws IOException {
    for (int life = 0; life < 3; life++) {
      var registry = new PrometheusRegistry();
      var directory = FsDirectory.open(folder);
      try (var store = EventStore.open(directory, 50, 10_000, clock, registry)) {
        assertThat(counted(registry, "github")).isEqualTo(3 * life);
        for (int i = 0; i < 3; i++) {
          var id = "e" + life + i;
          store.add(List.of(event(id, NOW + i, NOW + i, "source", "github")));
          store.add(List.of(event(id, NOW + i, NOW + i + 1, "source", "github")));
        }
        var twice = event("x" + life, NOW + 9, NOW + 9);
        store.add(List.of(twice, twice));
        assertThat(counted(registry, "github")).isEqualTo(3 * life + 3);
        assertThat(counted(registry, "api")).isEqualTo(life + 1);
      }
    }
  }

  @SeededTest
  void whatWasTakenSurvivesAPowerLoss(Random random) throws IOException {
    var disk = new CrashableDirectory();
    Map<String, Event> taken = new HashMap<>();
    for (int life = 0; life < 4; life++) {
      disk.dieAfter(random.nextInt(60));
      Event asked = null;
      try (var store = open(disk, 1_000)) {
        for (int i = 0; i < 20; i++) {
          asked = event("e" + random.nextInt(30), NOW + random.nextInt(100), NOW + 200);
          store.add(List.of(asked));
          taken.put(asked.id(), asked);
        }
      } catch (IOException | IllegalStateException died) {
        assertThat(taken).doesNotContainKey("");
      }
      disk = disk.afterPowerLoss(random);
      try (var store = open(disk, 1_000)) {
        for (var event : store.find(ALL, 1_000)) {
          // what was asked for when the power went may be there or not
          assertThat(event).isIn(taken.get(event.id()), asked);
        }
        for (var event : taken.values()) {
          if (asked == null || !event.id().equals(asked.id())) {
            assertThat(store.find(ALL, 1_000)).contains(event);
          }
        }
        taken.clear();
        store.find(ALL, 1_000).forEach(event -> taken.put(event.id(), event));
      }
    }
  }
}
