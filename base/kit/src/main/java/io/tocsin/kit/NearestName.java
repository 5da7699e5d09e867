package io.tocsin.kit;

import java.util.Collection;

/// Finds what was probably meant by a misspelt name.
public final class NearestName {
  private NearestName() {}

  /// Returns the candidate with the fewest edits to `name`, or the empty string where even that one
  /// differs in more than a third of its length.
  public static String of(String name, Collection<String> candidates) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    for (var candidate : candidates) {
      int edits = edits(name, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return fewest * 3 <= Math.max(name.length(), best.length()) ? best : "";
  }

  /// Counts letters added, left out, replaced, or swapped with their neighbour.
  private static int edits(String a, String b) {
    var before = new int[b.length() + 1];
    var previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
        if (isSwap(a, i, b, j)) {
          current[j] = Math.min(current[j], 1 + before[j - 2]);
        }
      }
      before = previous;
      previous = current;
    }
    return previous[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
