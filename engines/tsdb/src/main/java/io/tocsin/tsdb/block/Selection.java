package io.tocsin.tsdb.block;

import io.tocsin.kit.AnchoredRegex;
import io.tocsin.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Finds the series of one index that match. For one thread.
///
/// A matcher that an empty value satisfies takes away the series whose label does not match; any
/// other keeps the series whose label does.
final class Selection {
  private final Index index;

  Selection(Index index) {
    this.index = index;
  }

  RoaringBitmap find(List<Matcher> matchers) {
    @Nullable RoaringBitmap found = null;
    var taking = new ArrayList<Matcher>();
    for (var matcher : matchers) {
      if (matcher.matches("")) {
        taking.add(matcher);
        continue;
      }
      var kept = seriesWhere(matcher, true);
      if (found == null) {
        found = kept;
      } else {
        found.and(kept);
      }
      if (found.isEmpty()) {
        return found;
      }
    }
    if (found == null) {
      found = new RoaringBitmap();
      found.add(0L, index.series());
    }
    for (var matcher : taking) {
      found.andNot(seriesWhere(matcher, false));
    }
    return found;
  }

  /// Returns the series that have the label and for which the matcher says `wanted`.
  private RoaringBitmap seriesWhere(Matcher matcher, boolean wanted) {
    var series = new RoaringBitmap();
    int name = index.findName(matcher.name());
    if (name < 0) {
      return series;
    }
    boolean isPositive =
        switch (matcher.type()) {
          case EQUAL, REGEX -> wanted;
          case NOT_EQUAL, NOT_REGEX -> !wanted;
        };
    if (!isPositive) {
      scan(matcher, wanted, name, series);
      return series;
    }
    var regex = matcher.regex();
    if (regex == null) {
      addValue(name, matcher.value(), series);
    } else {
      addMatches(regex, name, series);
    }
    return series;
  }

  private void addMatches(AnchoredRegex regex, int name, RoaringBitmap series) {
    if (!regex.alternatives().isEmpty()) {
      for (var value : regex.alternatives()) {
        addValue(name, value, series);
      }
      return;
    }
    var prefix = regex.prefix();
    for (int pair = index.lowerPair(name, prefix); pair < index.endPair(name); pair++) {
      var value = index.value(pair);
      if (!value.startsWith(prefix)) {
        return;
      }
      if (regex.matches(value)) {
        index.addPostings(pair, series);
      }
    }
  }

  private void addValue(int name, String value, RoaringBitmap series) {
    int pair = index.lowerPair(name, value);
    if (pair < index.endPair(name) && index.value(pair).equals(value)) {
      index.addPostings(pair, series);
    }
  }

  private void scan(Matcher matcher, boolean wanted, int name, RoaringBitmap series) {
    for (int pair = index.firstPair(name); pair < index.endPair(name); pair++) {
      if (matcher.matches(index.value(pair)) == wanted) {
        index.addPostings(pair, series);
      }
    }
  }
}
