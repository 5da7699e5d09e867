package io.tocsin.rules.file;

/// Cuts the first document out of a text with several, which is all that Prometheus reads of it.
final class Documents {
  private Documents() {}

  static String first(String text) {
    boolean begun = false;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int next = end < 0 ? text.length() : end + 1;
      var line = text.substring(at, next).stripTrailing();
      boolean marker = line.equals("---") || line.startsWith("--- ");
      if (line.equals("...") || (marker && begun)) {
        return text.substring(0, at);
      }
      begun = begun || marker || !(line.isEmpty() || line.startsWith("#") || line.startsWith("%"));
      at = next;
    }
    return text;
  }
}
