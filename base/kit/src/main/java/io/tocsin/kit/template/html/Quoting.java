package io.tocsin.kit.template.html;

import io.tocsin.kit.template.GoFormat;
import java.util.List;

/// Texts as error messages quote them.
final class Quoting {
  private Quoting() {}

  static String quote(String text) {
    return GoFormat.printf("%q", List.of(text));
  }
}
