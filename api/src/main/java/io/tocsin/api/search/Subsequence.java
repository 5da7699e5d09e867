package io.tocsin.api.search;

/// The characters of the term come in the text in their order: long runs count for it, gaps against
/// it. Each place where the first character stands is tried, and from there the nearest next one is
/// taken; the best try counts.
final class Subsequence implements Score {
  private static final double INEXACT = 0.999;
  private static final double BEHIND = 0.5;

  private final String term;
  private final int[] wanted;

  Subsequence(String term) {
    this.term = term;
    this.wanted = term.codePoints().toArray();
  }

  @Override
  public double of(String text) {
    if (text.startsWith(term)) {
      return 1;
    }
    var characters = text.codePoints().toArray();
    double best = -1;
    for (int start = 0; start <= characters.length - wanted.length; start++) {
      if (characters[start] == wanted[0]) {
        double score = from(start, characters);
        if (Double.isNaN(score)) {
          break; // what cannot be completed from here cannot be from further behind
        }
        best = Math.max(best, score);
      }
    }
    double perfect = (double) wanted.length * wanted.length;
    return best < 0 ? 0 : best / perfect * INEXACT;
  }

  /// Returns the sum for the match that begins at `start`; NaN where there is none.
  private double from(int start, int[] text) {
    double score = 0;
    int found = 0;
    int at = start;
    int behind = 0;
    while (found < wanted.length) {
      while (at < text.length && text[at] != wanted[found]) {
        at++;
      }
      if (at == text.length) {
        return Double.NaN;
      }
      int run = at;
      while (found < wanted.length && at < text.length && text[at] == wanted[found]) {
        at++;
        found++;
      }
      score -= (double) (run - behind) / text.length;
      score += (double) (at - run) * (at - run);
      behind = at;
    }
    return score - (double) (text.length - behind) / text.length * BEHIND;
  }
}
