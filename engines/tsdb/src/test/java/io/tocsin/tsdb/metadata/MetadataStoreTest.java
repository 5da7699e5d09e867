package io.tocsin.tsdb.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.metadata.MetadataStore.Entry;
import io.tocsin.tsdb.metadata.MetadataStore.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataStoreTest {
  private static final MetricMetadata SECONDS =
      new MetricMetadata(MetricType.COUNTER, "seconds", "How long. Größe");

  private final MetadataStore store = new MetadataStore(3);

  private Verdict say(String family, MetricMetadata metadata) {
    var entry = new Entry(family, metadata);
    var verdict = store.judge(entry);
    if (verdict == Verdict.NEW) {
      store.add(List.of(entry));
    }
    return verdict;
  }

  @Test
  void whatIsSaidAgainIsNotNews() {
    assertThat(say("a_total", SECONDS)).isEqualTo(Verdict.NEW);
    assertThat(say("a_total", SECONDS)).isEqualTo(Verdict.KNOWN);
    var other = new MetricMetadata(MetricType.GAUGE, "", "");
    assertThat(say("a_total", other)).isEqualTo(Verdict.NEW);
    assertThat(store.metadata()).containsOnly(Map.entry("a_total", other));
  }

  @Test
  void theFamilySaidLongestAgoGoes() {
    for (var family : List.of("a", "b", "c", "a", "d")) {
      say(family, SECONDS);
    }
    assertThat(store.metadata()).containsOnlyKeys("a", "c", "d");
    assertThat(store.dropped()).isEqualTo(1);
  }

  @Test
  void whatIsTooLongIsRefused() {
    var novel = new MetricMetadata(MetricType.GAUGE, "", "x".repeat(9000));
    assertThat(say("a", novel)).isEqualTo(Verdict.REFUSED);
    assertThat(say("", SECONDS)).isEqualTo(Verdict.REFUSED);
    assertThat(store.refused()).isEqualTo(2);
  }

  @Test
  void everyTypeComesBackFromItsPayload() {
    for (var type : MetricType.values()) {
      var payload = new ByteWriter(64);
      MetadataRecords.write(List.of(new Entry("a", new MetricMetadata(type, "u", "h"))), payload);
      store.read(new ByteReader(payload.toByteArray(), payload.size(), "test"));
      assertThat(store.metadata().get("a")).isEqualTo(new MetricMetadata(type, "u", "h"));
    }
    byte[] noType = {1, 'a', 9, 0, 0};
    assertThatThrownBy(() -> store.read(new ByteReader(noType, noType.length, "test")))
        .isInstanceOf(CorruptionException.class)
        .hasMessageContaining("metric type: 9");
  }
}
