package io.tocsin.api.search;

/// The text holds the term: the earlier, the better, down to a tenth.
record Substring(String term) implements Score {
  private static final double WORST = 0.1;

  @Override
  public double of(String text) {
    int at = text.indexOf(term);
    if (at < 0) {
      return 0;
    }
    int position = text.codePointCount(0, at);
    int last = text.codePointCount(0, text.length()) - term.codePointCount(0, term.length());
    return at == 0 || last <= 0 ? 1 : 1 - (1 - WORST) * position / last;
  }
}
