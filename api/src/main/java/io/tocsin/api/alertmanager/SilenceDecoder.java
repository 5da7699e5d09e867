package io.tocsin.api.alertmanager;

import io.tocsin.kit.RegexException;
import io.tocsin.model.Matcher;
import io.tocsin.notify.Matchers;
import io.tocsin.notify.Silence;
import java.util.ArrayList;
import java.util.List;

/// Reads the silence of `POST /silences`.
final class SilenceDecoder {
  private static final String BODY = "silence";

  private SilenceDecoder() {}

  /// @throws Fault if the body is not as described
  /// @throws Refusal if it cannot be a silence
  static Silence decode(byte[] body, long nowMillis) {
    var fields = Fields.of(BODY, "", Fields.read(BODY, body));
    var annotations = fields.texts("annotations");
    long starts = fields.time("startsAt");
    long ends = fields.time("endsAt");
    fields.require("comment");
    fields.require("createdBy");
    fields.require("endsAt");
    var matchers = matchers(fields);
    fields.require("startsAt");
    if (starts >= ends) {
      throw Refusal.badRequest("Failed to create silence: start time must be before end time");
    }
    if (ends < nowMillis) {
      throw Refusal.badRequest("Failed to create silence: end time can't be in the past");
    }
    return new Silence(
        fields.text("id"),
        List.of(matchers),
        starts,
        ends,
        0,
        fields.text("createdBy"),
        fields.text("comment"),
        annotations);
  }

  private static Matchers matchers(Fields silence) {
    silence.require("matchers");
    var list = Fields.list(BODY, "matchers", silence.value("matchers"));
    if (list.isEmpty()) {
      throw Fault.tooFewItems("matchers", 1);
    }
    var matchers = new ArrayList<Matcher>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) != null) {
        matchers.add(matcher(Fields.of(BODY, "matchers." + i + ".", list.get(i))));
      }
    }
    return Matchers.of(matchers);
  }

  private static Matcher matcher(Fields matcher) {
    matcher.require("isRegex");
    matcher.require("name");
    matcher.require("value");
    boolean equal = matcher.bool("isEqual", true);
    var type =
        matcher.bool("isRegex", false)
            ? equal ? Matcher.Type.REGEX : Matcher.Type.NOT_REGEX
            : equal ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL;
    try {
      return new Matcher(type, matcher.text("name"), matcher.text("value"));
    } catch (RegexException e) {
      throw Refusal.badRequest(
          "invalid silence: invalid label matcher: invalid regular expression \""
              + matcher.text("value")
              + "\": "
              + e.getMessage());
    }
  }
}
