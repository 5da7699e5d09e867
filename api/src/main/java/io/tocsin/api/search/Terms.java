package io.tocsin.api.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is looked for: any of some terms, each by the chosen algorithm. Where no term is given,
/// everything is. Immutable.
public final class Terms {
  private final List<Score> scores = new ArrayList<>();
  private final boolean caseSensitive;

  /// @param threshold from 0 to 1; what fits less well is left out
  public Terms(List<String> terms, Algorithm algorithm, double threshold, boolean caseSensitive) {
    this.caseSensitive = caseSensitive;
    for (var term : terms) {
      if (!term.isEmpty()) {
        scores.add(score(caseSensitive ? term : folded(term), algorithm, threshold));
      }
    }
  }

  /// The algorithms that a request may name.
  public enum Algorithm {
    SUBSEQUENCE,
    JAROWINKLER
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Score score(String term, Algorithm algorithm, double threshold) {
    return switch (algorithm) {
      case SUBSEQUENCE -> atLeast(new Subsequence(term), threshold);
      case JAROWINKLER -> {
        var substring = new Substring(term);
        var alike = atLeast(new JaroWinkler(term), threshold);
        yield text -> {
          double score = substring.of(text);
          return score > 0 || threshold == 0 ? score : alike.of(text);
        };
      }
    };
  }

  private static Score atLeast(Score score, double threshold) {
    return text -> {
      double found = score.of(text);
      return found >= threshold ? found : 0;
    };
  }

  /// Returns how well a text fits the term it fits best; 0 where it fits none.
  public double score(String text) {
    if (scores.isEmpty()) {
      return 1;
    }
    var compared = caseSensitive ? text : folded(text);
    double best = 0;
    for (var score : scores) {
      best = Math.max(best, score.of(compared));
    }
    return best;
  }
}
