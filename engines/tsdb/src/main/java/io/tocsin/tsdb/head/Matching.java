package io.tocsin.tsdb.head;

import io.tocsin.model.Matcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// Finds the series that match, by the lists of label pairs; runs under the head's label lock.
final class Matching {
  private final SeriesIndex index;
  private final LabelPairs pairs;

  Matching(SeriesIndex index) {
    this.index = index;
    this.pairs = index.pairs;
  }

  /// Returns the slots, ascending. The bitmap may be the index' own: read it under the lock.
  RoaringBitmap match(List<Matcher> matchers) {
    RoaringBitmap result = null;
    for (var matcher : matchers) {
      if (matcher.type() == Matcher.Type.EQUAL && !matcher.value().isEmpty()) {
        var found = equal(matcher.name(), matcher.value());
        result = result == null ? found : RoaringBitmap.and(result, found);
      }
    }
    for (var matcher : matchers) {
      boolean equal = matcher.type() == Matcher.Type.EQUAL && !matcher.value().isEmpty();
      if (!equal && !matcher.matches("")) {
        var found = union(matcher, true);
        result = result == null ? found : RoaringBitmap.and(result, found);
      }
    }
    if (result == null) {
      result = index.all;
    }
    for (var matcher : matchers) {
      if (matcher.matches("") && !result.isEmpty()) {
        result = RoaringBitmap.andNot(result, union(matcher, false));
      }
    }
    return result;
  }

  private RoaringBitmap equal(String name, String value) {
    int pair = pair(name, value);
    return pair == 0 ? new RoaringBitmap() : pairs.series(pair);
  }

  private int pair(String name, String value) {
    int nameId = index.symbols.find(name);
    int valueId = index.symbols.find(value);
    return nameId <= 0 || valueId <= 0 ? 0 : pairs.find(nameId, valueId);
  }

  /// Joins the series of the label's values for which the matcher says `wanted`.
  private RoaringBitmap union(Matcher matcher, boolean wanted) {
    var result = new RoaringBitmap();
    var regex = matcher.regex();
    boolean direct = wanted && regex != null && matcher.type() == Matcher.Type.REGEX;
    var alternatives = direct && regex != null ? regex.alternatives() : Set.<String>of();
    if (!alternatives.isEmpty()) {
      for (var value : alternatives) {
        result.or(equal(matcher.name(), value));
      }
      return result;
    }
    var prefix = (direct && regex != null ? regex.prefix() : "").getBytes(StandardCharsets.UTF_8);
    int name = index.symbols.find(matcher.name());
    for (int i = 0; i < pairs.countOfName(name); i++) {
      int pair = pairs.ofName(name, i);
      if (pairs.used(pair)
          && index.symbols.startsWith(pairs.value(pair), prefix)
          && matcher.matches(index.symbols.text(pairs.value(pair))) == wanted) {
        pairs.addTo(pair, result);
      }
    }
    return result;
  }

  /// Tells whether the pair has a series among those.
  boolean meets(int pair, RoaringBitmap series) {
    return RoaringBitmap.intersects(pairs.series(pair), series);
  }
}
