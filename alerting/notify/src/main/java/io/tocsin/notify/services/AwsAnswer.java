package io.tocsin.notify.services;

/// The little of Amazon's XML that is needed: the text of an element that has no others inside.
final class AwsAnswer {
  private AwsAnswer() {}

  /// Returns the text of the first element of that name; empty where there is none.
  static String element(String xml, String name) {
    int from = xml.indexOf("<" + name + ">");
    int to = xml.indexOf("</" + name + ">");
    if (from < 0 || to < from) {
      return "";
    }
    return xml.substring(from + name.length() + 2, to)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  /// Returns what an error says.
  static String message(String xml) {
    var message = element(xml, "Message");
    return message.isEmpty() ? element(xml, "Code") : message;
  }
}
