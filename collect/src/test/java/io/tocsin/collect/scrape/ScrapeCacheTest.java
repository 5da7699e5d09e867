package io.tocsin.collect.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScrapeCacheTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Plays a scrape of these lines and returns the series of each.
  private static List<Integer> play(ScrapeCache cache, List<String> lines, int scrape) {
    var found = new ArrayList<Integer>();
    int previous = -1;
    for (var line : lines) {
      var text = bytes(line);
      int expected = cache.after(previous);
      boolean matches =
          expected >= 0
              && line.equals(
                  new String(
                      cache.bytes(),
                      cache.start(expected),
                      cache.end(expected) - cache.start(expected),
                      StandardCharsets.UTF_8));
      int entry = matches ? expected : cache.find(text, 0, text.length);
      if (entry < 0) {
        entry = cache.add(text, 0, text.length, Math.abs(line.hashCode()) + 1);
      }
      cache.seen(entry, scrape);
      cache.link(previous, entry);
      previous = entry;
      found.add(cache.series(entry));
    }
    cache.settle(scrape);
    return found;
  }

  @SeededTest
  void everyLineKeepsItsSeriesWhateverTheOrder(Random random) {
    var shared = new SharedTexts();
    var caches = List.of(new ScrapeCache(shared), new ScrapeCache(shared));
    var expected = new HashMap<String, Integer>();
    for (int scrape = 1; scrape <= 30; scrape++) {
      var lines = new ArrayList<String>();
      int count = random.nextInt(1, 300);
      for (int i = 0; i < count; i++) {
        lines.add("metric{n=\"" + i + "\"}");
      }
      if (random.nextBoolean()) {
        Collections.shuffle(lines, random);
      }
      var unique = lines.stream().distinct().toList();
      for (var cache : caches) {
        int round = scrape;
        var found = play(cache, unique, round);
        var known = new ArrayList<Integer>();
        for (int i = 0; i < unique.size(); i++) {
          expected.putIfAbsent(unique.get(i), found.get(i));
          known.add(expected.get(unique.get(i)));
        }
        assertThat(found.equals(known)).isTrue();
      }
    }
  }

  @Test
  void targetsThatExposeTheSameShareTheText() {
    var shared = new SharedTexts();
    var one = new ScrapeCache(shared);
    var other = new ScrapeCache(shared);
    var lines = List.of("a", "b", "c");
    for (int scrape = 1; scrape <= 2; scrape++) {
      play(one, lines, scrape);
      play(other, lines, scrape);
    }
    assertThat(one.bytes()).isSameAs(other.bytes());
    play(one, List.of("a", "b", "x", "c"), 3);
    assertThat(one.bytes()).isNotSameAs(other.bytes());
    assertThat(play(other, lines, 3)).hasSize(3);
  }

  @Test
  void entriesThatAreLongGoneAreForgotten() {
    var cache = new ScrapeCache(new SharedTexts());
    for (int scrape = 1; scrape <= 2_500; scrape++) {
      play(cache, List.of("fresh" + scrape), scrape);
    }
    assertThat(cache.size()).isLessThan(1_100);
  }

  @Test
  void whatWasNotSeenForManyScrapesIsForgottenEvenIfItIsOne() {
    var cache = new ScrapeCache(new SharedTexts());
    play(cache, List.of("a", "b"), 1);
    for (int scrape = 2; scrape <= 51; scrape++) {
      play(cache, List.of("a"), scrape);
    }
    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache.find(bytes("b"), 0, 1)).isEqualTo(-1);
    assertThat(play(cache, List.of("a", "b"), 52)).hasSize(2);
  }
}
