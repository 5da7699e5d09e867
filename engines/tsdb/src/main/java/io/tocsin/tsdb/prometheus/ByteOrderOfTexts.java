package io.tocsin.tsdb.prometheus;

import io.tocsin.model.Labels;
import java.util.Comparator;

/// The order of Prometheus: texts by the bytes of their UTF-8, label sets by that of names and
/// values. Differs from Java's only where characters are two of Java's.
public final class ByteOrderOfTexts {
  /// Orders label sets.
  public static final Comparator<Labels> LABELS = ByteOrderOfTexts::compare;

  static final Comparator<String> TEXTS = ByteOrderOfTexts::compare;

  private ByteOrderOfTexts() {}

  static int compare(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean differ = Character.isSurrogate(a) != Character.isSurrogate(b);
        int order = Character.compare(a, b);
        // A surrogate is half of a character above all that are one of Java's.
        return differ ? (Character.isSurrogate(a) ? 1 : -1) : order;
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private static int compare(Labels one, Labels other) {
    int common = Math.min(one.size(), other.size());
    for (int i = 0; i < common; i++) {
      int order = compare(one.name(i), other.name(i));
      order = order != 0 ? order : compare(one.value(i), other.value(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
