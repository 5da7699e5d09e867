package io.tocsin.server.amtool;

import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.notify.MatcherSyntax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Matchers and pairs as a command line has them.
final class CommandMatchers {
  private CommandMatchers() {}

  /// Returns the operands, of which the first may be the value of `alertname` alone.
  static List<String> named(List<String> operands, MatcherSyntax syntax) {
    var named = new ArrayList<>(operands);
    if (!named.isEmpty()) {
      try {
        syntax.one(named.getFirst());
      } catch (IllegalArgumentException noMatcher) {
        var quoted = LabelsText.quote(new StringBuilder("alertname="), named.getFirst());
        named.set(0, quoted.toString());
      }
    }
    return named;
  }

  /// @throws IOException if one of them is no matcher
  static List<Matcher> parse(List<String> texts, MatcherSyntax syntax) throws IOException {
    var matchers = new ArrayList<Matcher>();
    for (var text : texts) {
      matchers.add(one(text, syntax));
    }
    return matchers;
  }

  private static Matcher one(String text, MatcherSyntax syntax) throws IOException {
    try {
      return syntax.one(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Reads `name=value` pairs.
  ///
  /// @param what they are, for the message
  /// @throws IOException if one of them is none
  static Map<String, String> pairs(List<String> texts, MatcherSyntax syntax, String what)
      throws IOException {
    var pairs = new LinkedHashMap<String, String>();
    for (var text : texts) {
      var matcher = one(text, syntax);
      if (matcher.type() != Matcher.Type.EQUAL) {
        throw new IOException(what + " must be specified as key=value pairs");
      }
      pairs.put(matcher.name(), matcher.value());
    }
    return pairs;
  }

  /// Returns the matcher as the API takes it.
  static Map<String, Object> toJson(Matcher matcher) {
    var type = matcher.type();
    var json = new LinkedHashMap<String, Object>();
    json.put("isEqual", type == Matcher.Type.EQUAL || type == Matcher.Type.REGEX);
    json.put("isRegex", type == Matcher.Type.REGEX || type == Matcher.Type.NOT_REGEX);
    json.put("name", matcher.name());
    json.put("value", matcher.value());
    return json;
  }

  /// Reads a matcher of an answer; `isEqual` is missing in those of old servers.
  static Matcher ofJson(Json json) {
    boolean regex = json.at("isRegex").isTrue();
    boolean equal = !json.has("isEqual") || json.at("isEqual").isTrue();
    var type =
        regex
            ? equal ? Matcher.Type.REGEX : Matcher.Type.NOT_REGEX
            : equal ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL;
    return new Matcher(type, json.at("name").text(), json.at("value").text());
  }
}
