package io.tocsin.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentCacheTest {
  @Test
  void holdsAtMostItsBytesAndForgetsTheLeastRecentlyUsed() {
    var cache = new SegmentCache(100);
    cache.keep(1, 1, new byte[40]);
    cache.keep(1, 2, new byte[40]);
    assertThat(cache.find(1, 1)).isNotNull();

    cache.keep(1, 3, new byte[40]);

    assertThat(cache.bytes()).isEqualTo(80);
    assertThat(cache.find(1, 2)).isNull();
    assertThat(cache.find(1, 1)).isNotNull();
  }

  @Test
  void forgetsABlockThatIsClosed() {
    var cache = new SegmentCache(100);
    cache.keep(1, 1, new byte[40]);
    cache.keep(2, 1, new byte[50]);

    cache.forget(1);

    assertThat(cache.bytes()).isEqualTo(50);
    assertThat(cache.find(2, 1)).isNotNull();
  }

  @Test
  void doesNotKeepWhatIsLargerThanItself() {
    var cache = new SegmentCache(10);

    cache.keep(1, 1, new byte[40]);

    assertThat(cache.bytes()).isZero();
  }
}
