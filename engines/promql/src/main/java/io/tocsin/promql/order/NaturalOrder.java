package io.tocsin.promql.order;

/// Compares texts so that runs of digits count as numbers: `cpu9` before `cpu10`.
public final class NaturalOrder {
  private NaturalOrder() {}

  public static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int nextA = chunkEnd(a, i);
      int nextB = chunkEnd(b, j);
      var left = a.substring(i, nextA);
      var right = b.substring(j, nextB);
      int order =
          isDigit(left.charAt(0)) && isDigit(right.charAt(0))
              ? compareNumbers(left, right)
              : left.compareTo(right);
      if (order != 0) {
        return order;
      }
      i = nextA;
      j = nextB;
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int chunkEnd(String text, int from) {
    boolean digits = isDigit(text.charAt(from));
    int end = from + 1;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int compareNumbers(String a, String b) {
    var left = withoutZeros(a);
    var right = withoutZeros(b);
    if (left.length() != right.length()) {
      return Integer.compare(left.length(), right.length());
    }
    int order = left.compareTo(right);
    return order != 0 ? order : Integer.compare(a.length(), b.length());
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }
}
