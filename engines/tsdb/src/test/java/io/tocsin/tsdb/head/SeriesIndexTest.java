package io.tocsin.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.block.LabelHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.TreeMap;

/// The index against a plain map while series come and go.
class SeriesIndexTest {
  private static final int LIVE_MAX = 60;

  private final TreeMap<Integer, Labels> live = new TreeMap<>();
  private int unique;

  @SeededTest
  void seriesAreFoundAndNothingOfGoneOnesIsLeft(Random random) {
    try (var pool = new PagePool()) {
      var rows = new Rows(pool);
      var index = new SeriesIndex(pool, rows);
      for (int step = 0; step < 2000; step++) {
        if (live.size() < random.nextInt(LIVE_MAX)) {
          add(index, rows, labels(random));
        } else if (!live.isEmpty()) {
          drop(index, rows, random);
        }
        if (step % 100 == 0) {
          compare(index);
        }
      }
      compare(index);
      // Each has at most four labels, and lengths of texts differ by a few.
      assertThat(index.pairs.end()).isLessThan(4 * LIVE_MAX + 2);
      assertThat(index.symbols.end()).isLessThan(8 * 8 * LIVE_MAX);
    }
  }

  private Labels labels(Random random) {
    var builder = new ArrayList<>(java.util.List.of("__name__", "m" + random.nextInt(3)));
    if (random.nextBoolean()) {
      builder.addAll(java.util.List.of("job", "j" + random.nextInt(4)));
    }
    if (random.nextInt(3) > 0) {
      builder.addAll(java.util.List.of("pod", "x".repeat(random.nextInt(6)) + unique++));
    }
    if (random.nextInt(20) == 0) {
      // A text that is a name here and a value elsewhere.
      builder.addAll(java.util.List.of("j" + random.nextInt(4), "job"));
    }
    return Labels.of(builder.toArray(String[]::new));
  }

  private void add(SeriesIndex index, Rows rows, Labels labels) {
    int found = index.find(labels);
    if (found != 0) {
      assertThat(labels.equals(live.get(found))).isTrue();
      return;
    }
    assertThat(live).doesNotContainValue(labels);
    var pairs = new int[LabelSets.LABELS_MAX];
    int size = index.pairsOf(labels, pairs);
    int slot = rows.take();
    index.enter(slot, LabelHash.of(labels), pairs, size);
    live.put(slot, labels);
  }

  private void drop(SeriesIndex index, Rows rows, Random random) {
    var slots = new ArrayList<>(live.keySet());
    int slot = slots.get(random.nextInt(slots.size()));
    index.remove(slot);
    assertThat(index.labels(slot).equals(live.remove(slot))).isTrue();
    rows.kill(slot);
    index.release(slot);
    rows.release(slot);
  }

  private void compare(SeriesIndex index) {
    var pairs = new HashSet<String>();
    var texts = new HashSet<String>();
    live.forEach((slot, labels) -> {
      assertThat(index.find(labels)).isEqualTo(slot);
      assertThat(index.labels(slot).equals(labels)).isTrue();
      for (int i = 0; i < labels.size(); i++) {
        pairs.add(labels.name(i) + "=" + labels.value(i));
        texts.add(labels.name(i));
        texts.add(labels.value(i));
      }
    });
    assertThat(index.count()).isEqualTo(live.size());
    assertThat(index.pairs.live()).isEqualTo(pairs.size());
    assertThat(index.symbols.live()).isEqualTo(texts.size());
    int pod = index.symbols.find("pod");
    var values = new HashSet<String>();
    for (int i = 0; i < index.pairs.countOfName(pod); i++) {
      int pair = index.pairs.ofName(pod, i);
      values.add(index.symbols.text(index.pairs.value(pair)));
      assertThat(index.pairs.cardinality(pair)).isEqualTo(1);
    }
    var expected = new HashSet<String>();
    live.values().stream().map(labels -> labels.value("pod")).forEach(expected::add);
    expected.remove("");
    assertThat(values).isEqualTo(expected);
  }
}
