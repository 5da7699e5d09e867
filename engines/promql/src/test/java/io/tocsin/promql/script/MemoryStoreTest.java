package io.tocsin.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest {
  private static final Labels A = Labels.of(Labels.NAME, "m", "x", "a");
  private static final Labels B = Labels.of(Labels.NAME, "m", "x", "b");

  private final MemoryStore store = new MemoryStore();

  private void fill(Labels labels, long... timestamps) throws IOException {
    try (var appender = store.appender(0)) {
      int id = appender.series(labels);
      for (long timestamp : timestamps) {
        assertThat(appender.append(id, timestamp, timestamp)).isEqualTo(Outcome.ACCEPTED);
      }
      assertThat(appender.commit(Appender.Durability.WRITTEN)).isEqualTo(timestamps.length);
    }
  }

  private String read(long mint, long maxt, Matcher... matchers) {
    try (var querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE);
        var set = querier.select(List.of(matchers), mint, maxt)) {
      var out = new StringBuilder();
      for (int i = 0; i < set.size(); i++) {
        var buffer = new SampleBuffer();
        set.read(i, buffer);
        var times = Arrays.copyOf(buffer.timestamps(), buffer.size());
        out.append(set.symbol(set.column("x")[i])).append(Arrays.toString(times));
      }
      return out.toString();
    }
  }

  @Test
  void readsWhatWasCommittedWithinTheRange() throws IOException {
    fill(A, 1, 2, 3, 4);
    fill(B, 2, 5);
    fill(A, 7);
    assertThat(read(2, 5)).isEqualTo("a[2, 3, 4]b[2, 5]");
    assertThat(read(0, 9, Matcher.equal("x", "a"))).isEqualTo("a[1, 2, 3, 4, 7]");
    assertThat(read(0, 9, Matcher.equal("x", "c"))).isEmpty();
  }

  @Test
  void whatIsNotCommittedIsNotSeen() throws IOException {
    try (var appender = store.appender(0)) {
      appender.append(appender.series(A), 1, 1);
    }
    assertThat(read(0, 9)).isEmpty();
    fill(A, 1);
    try (var before = store.querier(0, 9)) {
      fill(A, 2);
      var set = before.select(List.of(), 0, 9);
      var buffer = new SampleBuffer();
      set.read(0, buffer);
      assertThat(buffer.size()).isEqualTo(1);
    }
  }

  @Test
  void judgesOrderPerSeries() throws IOException {
    fill(A, 5);
    try (var appender = store.appender(store.openGroup())) {
      int id = appender.series(A);
      assertThat(appender.append(id, 4, 4)).isEqualTo(Outcome.OUT_OF_ORDER);
      assertThat(appender.append(id, 5, 5)).isEqualTo(Outcome.DUPLICATE);
      assertThat(appender.append(id, 5, 6)).isEqualTo(Outcome.CONFLICT);
      assertThat(appender.append(id + 1, 6, 6)).isEqualTo(Outcome.UNKNOWN_SERIES);
      assertThat(appender.append(id, 6, 6)).isEqualTo(Outcome.ACCEPTED);
      assertThat(appender.append(id, 6, 7)).isEqualTo(Outcome.CONFLICT);
      assertThat(appender.lastTimestamp(id)).isEqualTo(6);
      assertThat((Object) appender.labels(id)).isEqualTo(A);
    }
  }

  @Test
  void listsNamesAndValues() throws IOException {
    fill(B, 1);
    fill(A, 1);
    try (var querier = store.querier(0, 9)) {
      assertThat(querier.labelNames(List.of(), 0)).containsExactly(Labels.NAME, "x");
      assertThat(querier.labelValues("x", List.of(), 0)).containsExactly("a", "b");
      assertThat(querier.labelValues("x", List.of(), 1)).containsExactly("a");
      assertThat(querier.labelValues("y", List.of(), 0)).isEmpty();
    }
  }
}
