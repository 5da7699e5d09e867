package io.tocsin.kit.template.html;

import java.util.Map;

/// Undoes the entities of HTML that stand in attributes: numbers, and the names that matter for
/// what is code in there.
final class Entities {
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", "\u00a0"),
          Map.entry("colon", ":"),
          Map.entry("sol", "/"),
          Map.entry("bsol", "\\"),
          Map.entry("num", "#"),
          Map.entry("quest", "?"),
          Map.entry("lpar", "("),
          Map.entry("rpar", ")"),
          Map.entry("lbrace", "{"),
          Map.entry("lcub", "{"),
          Map.entry("rbrace", "}"),
          Map.entry("rcub", "}"),
          Map.entry("lbrack", "["),
          Map.entry("lsqb", "["),
          Map.entry("rbrack", "]"),
          Map.entry("rsqb", "]"),
          Map.entry("grave", "`"),
          Map.entry("dollar", "$"),
          Map.entry("semi", ";"),
          Map.entry("comma", ","),
          Map.entry("period", "."),
          Map.entry("equals", "="),
          Map.entry("plus", "+"),
          Map.entry("ast", "*"),
          Map.entry("excl", "!"),
          Map.entry("commat", "@"),
          Map.entry("percnt", "%"),
          Map.entry("lowbar", "_"),
          Map.entry("Tab", "\t"),
          Map.entry("NewLine", "\n"));

  private Entities() {}

  static String decode(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int amp = text.indexOf('&', at);
      if (amp < 0) {
        break;
      }
      out.append(text, at, amp);
      at =
          amp + 1 < text.length() && text.charAt(amp + 1) == '#'
              ? number(text, amp, out)
              : name(text, amp, out);
    }
    return out.append(text, at, text.length()).toString();
  }

  private static int name(String text, int amp, StringBuilder out) {
    int end = amp + 1;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    var name = text.substring(amp + 1, end);
    boolean closed = end < text.length() && text.charAt(end) == ';';
    var known = NAMED.get(name);
    // These five were there before the semicolon had to be.
    boolean old = "amp lt gt quot nbsp".contains(name) && !name.isEmpty();
    if (known == null || !(closed || old)) {
      out.append('&');
      return amp + 1;
    }
    out.append(known);
    return closed ? end + 1 : end;
  }

  private static int number(String text, int amp, StringBuilder out) {
    int start = amp + 2;
    boolean hex = start < text.length() && (text.charAt(start) | 0x20) == 'x';
    start += hex ? 1 : 0;
    int end = start;
    long value = 0;
    while (end < text.length() && Character.digit(text.charAt(end), hex ? 16 : 10) >= 0) {
      value = Math.min(value * (hex ? 16 : 10) + Character.digit(text.charAt(end++), 16), 1 << 24);
    }
    if (end == start) {
      out.append('&');
      return amp + 1;
    }
    boolean valid = value > 0 && value <= Character.MAX_CODE_POINT;
    boolean surrogate = value >= 0xd800 && value < 0xe000;
    out.appendCodePoint(valid && !surrogate ? (int) value : 0xfffd);
    return end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
  }
}
