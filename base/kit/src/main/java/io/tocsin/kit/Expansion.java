package io.tocsin.kit;

import com.google.re2j.Matcher;

/// Replacement texts in the syntax of Go's `Regexp.Expand`: `$name` takes the longest run of
/// letters, digits and underscores, so that `$1x` is the group `1x` and not group 1; an unknown
/// group is empty; a `$` that begins nothing stands for itself.
final class Expansion {
  private Expansion() {}

  static String expand(Matcher matcher, String template) {
    var out = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(template, at, dollar);
      at = dollar + 1;
      if (template.startsWith("$", at)) {
        out.append('$');
        at++;
        continue;
      }
      boolean braced = template.startsWith("{", at);
      int start = braced ? at + 1 : at;
      int end = nameEnd(template, start);
      if (end == start || (braced && !template.startsWith("}", end))) {
        out.append('$');
        continue;
      }
      out.append(group(matcher, template.substring(start, end)));
      at = braced ? end + 1 : end;
    }
    return out.append(template, at, template.length()).toString();
  }

  private static int nameEnd(String template, int start) {
    int end = start;
    while (end < template.length() && isNamePart(template.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String group(Matcher matcher, String name) {
    try {
      boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
      if (number && (name.length() > 5 || Integer.parseInt(name) > matcher.groupCount())) {
        return "";
      }
      var found = number ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
      return found == null ? "" : found;
    } catch (IllegalArgumentException unknown) {
      return "";
    }
  }
}
