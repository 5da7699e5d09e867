package io.tocsin.kit.template.html;

import java.util.Map;
import java.util.Set;

/// What the value of an attribute is.
enum AttributeKind {
  PLAIN,
  CSS,
  HTML,
  JS,
  URL,
  SRCSET,
  /// Decides how other content is loaded or read: no template may make up its name.
  UNSAFE;

  private static final Set<String> URLS =
      Set.of(
          "action",
          "archive",
          "background",
          "cite",
          "classid",
          "codebase",
          "data",
          "formaction",
          "href",
          "icon",
          "longdesc",
          "manifest",
          "poster",
          "profile",
          "src",
          "usemap",
          "xmlns");
  private static final Set<String> UNSAFES =
      Set.of(
          "accept-charset",
          "async",
          "challenge",
          "charset",
          "content",
          "crossorigin",
          "defer",
          "enctype",
          "form",
          "formenctype",
          "formmethod",
          "formnovalidate",
          "http-equiv",
          "keytype",
          "language",
          "method",
          "novalidate",
          "pattern",
          "rel",
          "sandbox",
          "type",
          "value");
  private static final Set<String> PLAINS = Set.of("open", "optimum");
  private static final Map<String, AttributeKind> OTHERS =
      Map.of("srcdoc", HTML, "srcset", SRCSET, "style", CSS, "srclang", PLAIN);

  /// @param name in small letters
  static AttributeKind of(String name) {
    var local = name;
    int colon = name.indexOf(':');
    if (name.startsWith("data-")) {
      local = name.substring(5);
    } else if (colon >= 0) {
      if (name.startsWith("xmlns:")) {
        return URL;
      }
      local = name.substring(colon + 1);
    }
    if (URLS.contains(local)) {
      return URL;
    }
    if (UNSAFES.contains(local)) {
      return UNSAFE;
    }
    var other = OTHERS.get(local);
    if (other != null) {
      return other;
    }
    if (PLAINS.contains(local)) {
      return PLAIN;
    }
    if (local.startsWith("on")) {
      return JS;
    }
    // Attributes of applications that hold addresses mostly say so.
    boolean address = local.contains("src") || local.contains("uri") || local.contains("url");
    return address ? URL : PLAIN;
  }
}
