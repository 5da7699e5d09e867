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

  private static int edits(String a, String b) {
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
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
