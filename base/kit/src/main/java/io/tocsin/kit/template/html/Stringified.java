package io.tocsin.kit.template.html;

import io.tocsin.kit.SafeText;
import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.template.GoFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The arguments of an escaper as one text.
///
/// @param content where it is known to be safe; null for any other text
record Stringified(String text, SafeText.@Nullable Content content) {
  static Stringified of(TemplateArguments arguments) {
    var only = arguments.count() == 1 ? arguments.value(0) : null;
    if (only instanceof String text) {
      return new Stringified(text, null);
    }
    if (only instanceof SafeText safe) {
      return new Stringified(safe.text(), safe.content());
    }
    var given = arguments.all().stream().filter(Objects::nonNull).toList();
    return new Stringified(GoFormat.print(given), null);
  }

  boolean is(SafeText.Content wanted) {
    return content == wanted;
  }
}
