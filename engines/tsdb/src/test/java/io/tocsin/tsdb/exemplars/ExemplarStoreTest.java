package io.tocsin.tsdb.exemplars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Appender.ExemplarOutcome;
import io.tocsin.model.Exemplar;
import io.tocsin.model.ExemplarSource.SeriesExemplars;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExemplarStoreTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");
  private static final Labels DOWN = Labels.of("__name__", "down", "job", "a");
  private static final List<List<Matcher>> ANY =
      List.of(List.of(new Matcher(Matcher.Type.REGEX, "__name__", ".+")));

  private final ExemplarStore store = new ExemplarStore(4, 0);

  private static Exemplar exemplar(String trace, double value, long millis) {
    return new Exemplar(Labels.of("trace_id", trace), value, millis);
  }

  private static List<SeriesExemplars> all(ExemplarStore store) {
    return store.exemplars(ANY, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static ExemplarOutcome add(
      ExemplarStore store, Labels series, Exemplar exemplar, boolean ownTime) {
    var incoming = Incoming.of(series, exemplar, ownTime);
    var outcome = store.judge(incoming);
    store.add(List.of(incoming));
    return outcome;
  }

  private ExemplarOutcome add(Labels series, Exemplar exemplar) {
    return add(store, series, exemplar, true);
  }

  @Test
  void answersBySeriesThenTime() {
    add(UP, exemplar("a", 1, 1000));
    add(DOWN, exemplar("b", 2, 500));
    add(UP, exemplar("c", 3, 2000));

    assertThat(all(store))
        .containsExactly(
            new SeriesExemplars(DOWN, List.of(exemplar("b", 2, 500))),
            new SeriesExemplars(UP, List.of(exemplar("a", 1, 1000), exemplar("c", 3, 2000))));
    assertThat(store.exemplars(List.of(List.of(Matcher.equal("__name__", "up"))), 1001, 2000))
        .containsExactly(new SeriesExemplars(UP, List.of(exemplar("c", 3, 2000))));
    assertThat(store.exemplars(ANY, 2001, 3000)).isEmpty();
  }

  @Test
  void theSameOneTwiceIsKeptOnce() {
    add(UP, exemplar("a", 1, 1000));

    assertThat(add(UP, exemplar("a", 1, 1000))).isEqualTo(ExemplarOutcome.DUPLICATE);
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.counted(ExemplarOutcome.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void oneWithoutTimeOfItsOwnIsTheSameAtEveryScrape() {
    add(store, UP, exemplar("a", 1, 1000), false);

    assertThat(add(store, UP, exemplar("a", 1, 2000), false)).isEqualTo(ExemplarOutcome.DUPLICATE);
    assertThat(add(store, UP, exemplar("a", 1, 2000), true)).isEqualTo(ExemplarOutcome.ACCEPTED);
  }

  @Test
  void anOlderOneIsRefusedUnlessThereIsAWindowForIt() {
    add(UP, exemplar("a", 1, 1000));
    assertThat(add(UP, exemplar("b", 1, 999))).isEqualTo(ExemplarOutcome.OUT_OF_ORDER);
    assertThat(store.counted(ExemplarOutcome.OUT_OF_ORDER)).isEqualTo(1);

    var late = new ExemplarStore(4, 100);
    add(late, UP, exemplar("a", 1, 1000), true);
    assertThat(add(late, UP, exemplar("b", 1, 900), true)).isEqualTo(ExemplarOutcome.OUT_OF_ORDER);
    assertThat(add(late, UP, exemplar("b", 1, 901), true)).isEqualTo(ExemplarOutcome.ACCEPTED);
    add(late, UP, exemplar("c", 1, 950), true);
    assertThat(all(late).getFirst().exemplars())
        .extracting(Exemplar::timestampMillis)
        .containsExactly(901L, 950L, 1000L);
  }

  @Test
  void severalAtOneTimeRiseByValue() {
    add(UP, exemplar("a", 1, 1000));

    assertThat(add(UP, exemplar("b", 2, 1000))).isEqualTo(ExemplarOutcome.ACCEPTED);
    assertThat(add(UP, exemplar("a", 1, 1000))).isEqualTo(ExemplarOutcome.OUT_OF_ORDER);
  }

  @Test
  void whatCameFirstGoesFirst() {
    for (int i = 0; i < 6; i++) {
      add(i % 2 == 0 ? UP : DOWN, exemplar("t" + i, i, 1000 + i));
    }
    assertThat(store.size()).isEqualTo(4);
    assertThat(all(store))
        .containsExactly(
            new SeriesExemplars(DOWN, List.of(exemplar("t3", 3, 1003), exemplar("t5", 5, 1005))),
            new SeriesExemplars(UP, List.of(exemplar("t2", 2, 1002), exemplar("t4", 4, 1004))));
  }

  @Test
  void noneAreKeptWhereNoneShallBe() {
    add(UP, exemplar("a", 1, 1000));
    store.resize(0);

    assertThat(all(store)).isEmpty();
    assertThat(add(UP, exemplar("b", 2, 2000))).isEqualTo(ExemplarOutcome.DISABLED);
    store.resize(1);
    assertThat(add(UP, exemplar("b", 2, 2000))).isEqualTo(ExemplarOutcome.ACCEPTED);
  }

  @Test
  void labelsOfMoreThan128CharactersAreTooLong() {
    assertThat(new Exemplar(Labels.of("é", "\uD83D\uDE00".repeat(127)), 1, 1).isTooLong())
        .isFalse();
    assertThat(new Exemplar(Labels.of("é", "\uD83D\uDE00".repeat(128)), 1, 1).isTooLong()).isTrue();
  }

  /// The same rules over plain lists.
  private static final class Model {
    private record Kept(Labels series, Exemplar exemplar) {}

    private final List<Kept> kept = new ArrayList<>();
    private int most;
    private final long late;

    Model(int most, long late) {
      this.most = most;
      this.late = late;
    }

    void add(Labels series, Exemplar exemplar) {
      var own = new ArrayList<Exemplar>();
      kept.stream().filter(k -> k.series.equals(series)).forEach(k -> own.add(k.exemplar));
      own.sort((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
      if (!own.isEmpty()) {
        var newest = own.getLast();
        long behind = newest.timestampMillis() - exemplar.timestampMillis();
        boolean there =
            own.stream().anyMatch(e -> e.timestampMillis() == exemplar.timestampMillis());
        boolean lower = behind == 0 && exemplar.value() <= newest.value();
        if (behind > 0 ? behind >= late || there : lower) {
          return;
        }
      }
      kept.add(new Kept(series, exemplar));
      cut();
    }

    void cut() {
      while (kept.size() > most) {
        kept.removeFirst();
      }
    }

    List<SeriesExemplars> all() {
      var bySeries = new TreeMap<Labels, List<Exemplar>>();
      kept.forEach(k -> bySeries.computeIfAbsent(k.series, _ -> new ArrayList<>()).add(k.exemplar));
      var all = new ArrayList<SeriesExemplars>();
      bySeries.forEach((series, exemplars) -> {
        exemplars.sort((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
        all.add(new SeriesExemplars(series, exemplars));
      });
      return all;
    }
  }

  private static ExemplarStore copy(ExemplarStore store, int most, long late) {
    var copy = new ExemplarStore(most, late);
    var snapshot = store.snapshot();
    var payload = new ByteWriter(64);
    while (snapshot.next(payload)) {
      copy.read(new ByteReader(payload.toByteArray(), payload.size(), "test"));
      payload.clear();
    }
    return copy;
  }

  @SeededTest(seeds = 40)
  void keepsWhatPlainListsKeep(Random random) {
    long late = random.nextInt(3) * 20;
    int most = 1 + random.nextInt(60);
    var model = new Model(most, late);
    var fast = new ExemplarStore(most, late);
    long now = 1000;
    for (int i = 0; i < 400; i++) {
      now += random.nextInt(4);
      var series = Labels.of("__name__", "m", "i", String.valueOf(random.nextInt(8)));
      // The value is the time's own, so that nothing hangs on the order of labels.
      var exemplar = exemplar("t", random.nextInt(100), now - random.nextInt(40));
      model.add(series, exemplar);
      add(fast, series, exemplar, true);
      if (random.nextInt(80) == 0) {
        most = random.nextInt(70);
        model.most = most;
        model.cut();
        fast.resize(most);
      }
      if (random.nextInt(50) == 0) {
        fast = copy(fast, most, late);
      }
    }
    assertThat(all(fast)).isEqualTo(model.all());
    assertThat(fast.size()).isEqualTo(model.kept.size());
    fast.resize(0);
    assertThat(fast.bytes()).isZero();
  }
}
