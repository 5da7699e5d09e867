package io.tocsin.collect.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SeriesCacheTest {
  @SeededTest(seeds = 20)
  void agreesWithAMapWhileItHasRoom(Random random) {
    var cache = new SeriesCache(1 << 20, 0);
    var model = new HashMap<Long, Integer>();
    for (int i = 1; i < 5000; i++) {
      long low = random.nextLong();
      cache.put(low, low * 31, i);
      model.put(low, i);
    }

    model.forEach((low, id) -> assertThat(cache.find(low, low * 31)).isEqualTo(id));
    assertThat(cache.find(random.nextLong(), random.nextLong())).isZero();
    assertThat(cache.entries()).isEqualTo(model.size());
  }

  @Test
  void staysWithinItsBound() {
    var cache = new SeriesCache(640, 0);
    for (int i = 1; i < 100_000; i++) {
      cache.put(i, i * 0x9e3779b97f4a7c15L, i);
      assertThat(cache.find(i, i * 0x9e3779b97f4a7c15L)).isEqualTo(i);
    }

    assertThat(cache.entries()).isLessThanOrEqualTo(640);
    assertThat(cache.resets()).isPositive();
  }

  @Test
  void noEntryOutlivesNineHours() {
    var cache = new SeriesCache(1 << 20, 0);
    for (int i = 1; i < 1000; i++) {
      cache.put(i, i * 0x9e3779b97f4a7c15L, i);
    }

    cache.renew(TimeUnit.MINUTES.toNanos(7));
    assertThat(cache.entries()).isEqualTo(999);
    for (int minutes = 0; minutes < 9 * 60; minutes++) {
      cache.renew(TimeUnit.MINUTES.toNanos(minutes));
    }
    assertThat(cache.entries()).isZero();
    cache.put(1, 2, 3);
    cache.renew(TimeUnit.HOURS.toNanos(20));
    assertThat(cache.entries()).as("after a night without requests").isZero();
  }

  @Test
  void textsOfOneCharacterLessOrMoreHashApart() {
    var texts = new ArrayList<String>();
    var seen = new java.util.HashSet<String>();
    for (int i = 0; i < 64; i++) {
      texts.add("x".repeat(i));
      texts.add("x".repeat(i) + "y");
    }
    var hash = new SipHash(1, 2);
    for (var text : texts) {
      var padded = ("pad" + text + "pad").getBytes(StandardCharsets.UTF_8);
      hash.hash(padded, 3, padded.length - 3);
      seen.add(hash.low() + " " + hash.high());
    }
    assertThat(seen).hasSameSizeAs(texts);
  }
}
