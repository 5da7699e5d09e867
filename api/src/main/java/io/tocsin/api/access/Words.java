package io.tocsin.api.access;

import io.tocsin.api.http.HttpError;
import io.tocsin.security.Caller;
import java.util.Locale;

/// How values are written in answers and paths.
final class Words {
  private Words() {}

  static String of(Caller.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static long id(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new HttpError(404, "id: " + text + " (expected: a whole number)");
    }
    return Long.parseLong(text);
  }
}
