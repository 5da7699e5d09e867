package io.tocsin.api.prometheus;

/// Label names in paths: `U__` before a name in which `_xx_` stands for the character with that
/// hexadecimal code and `__` for an underscore.
final class EscapedName {
  private static final int DIGITS_MAX = 6;

  private EscapedName() {}

  /// Returns the name, or `escaped` itself where it is not well-formed, as Prometheus does.
  static String decode(String escaped) {
    var out = new StringBuilder();
    int i = 3;
    while (i < escaped.length()) {
      char c = escaped.charAt(i);
      if (c != '_') {
        out.append(c);
        i++;
      } else if (i + 1 < escaped.length() && escaped.charAt(i + 1) == '_') {
        out.append('_');
        i += 2;
      } else {
        int end = escaped.indexOf('_', i + 1);
        if (end < 0 || end - i - 1 > DIGITS_MAX || !put(out, escaped.substring(i + 1, end))) {
          return escaped;
        }
        i = end + 1;
      }
    }
    return out.toString();
  }

  private static boolean put(StringBuilder out, String digits) {
    if (!digits.matches("[0-9a-f]+")) {
      return false;
    }
    int code = Integer.parseInt(digits, 16);
    boolean character =
        code <= Character.MAX_CODE_POINT
            && !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
    if (character) {
      out.appendCodePoint(code);
    }
    return character;
  }
}
