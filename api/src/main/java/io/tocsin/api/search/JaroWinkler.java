package io.tocsin.api.search;

/// How alike two texts are by the characters they share near the same place, with a bonus for a
/// common beginning.
final class JaroWinkler implements Score {
  private static final int PREFIX_MAX = 4;
  private static final double PREFIX_BONUS = 0.1;

  private final String term;
  private final int[] wanted;

  JaroWinkler(String term) {
    this.term = term;
    this.wanted = term.codePoints().toArray();
  }

  @Override
  public double of(String text) {
    if (text.equals(term)) {
      return 1;
    }
    var other = text.codePoints().toArray();
    return wanted.length <= other.length ? alike(wanted, other) : alike(other, wanted);
  }

  private static double alike(int[] less, int[] more) {
    var taken = new boolean[less.length];
    var given = new boolean[more.length];
    int shared = 0;
    int reach = Math.max(more.length / 2 - 1, 0);
    for (int i = 0; i < less.length; i++) {
      for (int j = Math.max(i - reach, 0); j < Math.min(i + reach + 1, more.length); j++) {
        if (!given[j] && less[i] == more[j]) {
          taken[i] = true;
          given[j] = true;
          shared++;
          break;
        }
      }
    }
    if (shared == 0) {
      return 0;
    }
    double matches = shared;
    double moved = moved(less, more, taken, given) * 0.5;
    double jaro = (matches / less.length + matches / more.length + (matches - moved) / matches) / 3;
    int prefix = 0;
    while (prefix < Math.min(PREFIX_MAX, less.length) && less[prefix] == more[prefix]) {
      prefix++;
    }
    return jaro + prefix * PREFIX_BONUS * (1 - jaro);
  }

  /// Counts shared characters that do not come in the same order in both.
  private static int moved(int[] less, int[] more, boolean[] taken, boolean[] given) {
    int moved = 0;
    int j = 0;
    for (int i = 0; i < less.length; i++) {
      if (taken[i]) {
        while (!given[j]) {
          j++;
        }
        if (less[i] != more[j]) {
          moved++;
        }
        j++;
      }
    }
    return moved;
  }
}
